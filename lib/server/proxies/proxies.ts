import 'server-only';

/** A proxy that requests to the upstream go through. */
export type ProxyServer = {
  /** The variable that names it, as it is written in the environment: `HTTPS_PROXY`. */
  variable: string;
  /** Whether the connection to the proxy itself is encrypted. */
  secure: boolean;
  /** A name or an IP address, without brackets. */
  hostname: string;
  port: number;
  /** The value of `Proxy-Authorization`, a secret; null without a user name. */
  authorization: string | null;
};

/** A part of NO_PROXY: which hosts are reached without a proxy, at one port or at all of them. */
export type DirectHosts = {
  /** Null for every port. */
  port: number | null;
} & (
  | { type: 'all' }
  /** A name, and all names below it; with `below`, only those. */
  | { type: 'name'; name: string; below: boolean }
  /** Addresses from `first` to `last`, or an address and the number of leading bits that count. */
  | { type: 'subnet'; address: string; bits: number }
  | { type: 'range'; first: string; last: string }
);

/** The proxies for each scheme of an upstream's address, and the hosts that need none. */
export type Proxies = {
  https: ProxyServer | null;
  http: ProxyServer | null;
  direct: readonly DirectHosts[];
};

export const NO_PROXIES: Proxies = { https: null, http: null, direct: [] };
