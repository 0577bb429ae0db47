import 'server-only';

/** Tells whether a `Host` names this machine: whoever sends it sits at it. Null is no such host. */
export function isLoopbackHost(host: string | null): boolean {
  return /^(localhost|[a-z0-9-]+\.localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i.test(
    host ?? '',
  );
}
