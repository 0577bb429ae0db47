/** The device itself, which needs no network to be reached. */
const THIS_DEVICE = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Whether there is certainly no way to this page's server: the browser has no network, and the server
 * is not on this very device (a local demo works in an aeroplane, though the browser is offline there).
 */
export function hasNoWayOut({
  onLine = navigator.onLine,
  hostname = window.location.hostname,
} = {}): boolean {
  return !onLine && !THIS_DEVICE.test(hostname);
}
