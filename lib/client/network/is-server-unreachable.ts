/** Loopback hosts, which are reachable without a network. */
export const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Whether this page's server is certainly unreachable: the browser is offline and the server is not on
 * this device (a local demo works on an airplane).
 */
export function isServerUnreachable({
  onLine = navigator.onLine,
  hostname = window.location.hostname,
} = {}): boolean {
  return !onLine && !LOOPBACK_HOST.test(hostname);
}
