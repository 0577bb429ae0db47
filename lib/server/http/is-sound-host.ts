import 'server-only';

// The longest DNS name, with a port.
const MAX_LENGTH = 253 + ':65535'.length;
// `uri-host [ ":" port ]` (RFC 9112, 3.2; RFC 3986, 3.2.2), except the empty name that it allows.
const URI_HOST = /^(\[[0-9A-Fa-f:.]+\]|([A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+)(:\d{0,5})?$/;

/** Whether a `Host` header is valid, so that a URL can be built from it. */
export function isSoundHost(host: string): boolean {
  return host.length <= MAX_LENGTH && URI_HOST.test(host) && URL.canParse(`http://${host}`);
}
