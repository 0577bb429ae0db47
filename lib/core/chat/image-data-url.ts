const HEAD = /^data:image\/(?:png|jpeg|gif|webp);base64,/;
const NOT_BASE64 = /[^A-Za-z0-9+/]/;

/**
 * Whether a text is an inline image in a format OpenAI accepts. Such a text is all ASCII that JSON does not
 * escape, so its length equals its size in a body in bytes.
 */
export function isImageDataUrl(text: string): boolean {
  const [head] = HEAD.exec(text) ?? [];
  return head !== undefined && isBase64(text.slice(head.length));
}

/**
 * Whether a text is Base64 (RFC 4648, 4), and not empty. One expression for all of it would remember each
 * character of a large picture, and overflow V8's stack for that.
 */
export function isBase64(text: string): boolean {
  const padding = /={0,2}$/.exec(text.slice(-2))?.[0].length ?? 0;
  const body = text.slice(0, text.length - padding);
  return body !== '' && !NOT_BASE64.test(body);
}
