/** The fields of `app/manifest.ts` that have text, in the order in which they are shown. */
const TEXT_FIELDS = ['title', 'text', 'url'];

type SharedForm = {
  /** Title, text and address, each on its own line. */
  text: string;
  /** Whether a text goes on beyond what is there. */
  isCut: boolean;
  hasFiles: boolean;
};

/**
 * Reads the start of a form of `multipart/form-data` (RFC 7578) that another app shares. What is not such a
 * form has neither text nor files.
 *
 * @param start its first bytes, which may end anywhere
 */
export function sharedFormIn(start: Uint8Array, contentType: string): SharedForm {
  const [, quoted, plain] = /boundary=(?:"([^"]{1,70})"|([^\s";]{1,70}))/i.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  const form: SharedForm = { text: '', isCut: false, hasFiles: false };
  if (boundary === undefined || !/^multipart\/form-data\b/i.test(contentType)) return form;
  const body = `\r\n${new TextDecoder().decode(start)}`;
  const parts = body.split(`\r\n--${boundary}`).slice(1);
  const texts = new Map<string, string>();
  for (const [index, part] of parts.entries()) {
    const head = part.indexOf('\r\n\r\n');
    if (head === -1) continue;
    const { name, isFile } = readHead(part.slice(0, head));
    const content = part.slice(head + 4);
    const isLast = index === parts.length - 1;
    // A form without a file has an empty one in its place.
    if (isFile) form.hasFiles ||= content !== '';
    // The last part is the end of the form, unless it was cut.
    else if (isLast) form.isCut = TEXT_FIELDS.includes(name);
    else if (!texts.has(name)) texts.set(name, content.replaceAll('\r\n', '\n'));
  }
  const said = TEXT_FIELDS.map((name) => texts.get(name) ?? '').filter((text) => text !== '');
  form.text = [...new Set(said)].join('\n');
  return form;
}

function readHead(head: string): { name: string; isFile: boolean } {
  const name = /[;\s]name="([^"]{1,20})"/i.exec(head)?.[1] ?? '';
  return { name, isFile: /[;\s]filename\*?=/i.test(head) };
}
