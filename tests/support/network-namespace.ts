import { type ChildProcessByStdio, execFileSync, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

/** A network namespace, with one cable to this machine and an MTU of 1,500, as on the internet. */
type NetworkNamespace = {
  /** This machine's address in that network. */
  hostAddress: string;
  /** Runs a program there. */
  spawn: (
    command: string,
    args: readonly string[],
  ) => ChildProcessByStdio<Writable, Readable, null>;
  /** Removes the namespace, its cable and the addresses of both. */
  remove: () => void;
};

/**
 * Creates a namespace whose sockets receive no more than a page of memory at once. Over loopback a
 * packet has 64 kB and a kernel buffers megabytes, so that a client that does not read is hardly
 * noticed.
 *
 * @returns the reason, as a string, if this machine allows none (it takes Linux, iproute2 and
 *   root)
 */
export function makeNetworkNamespace(): NetworkNamespace | string {
  const { pid } = process;
  const name = `starlight-${pid}`;
  const [host, peer] = [`sl${pid}h`, `sl${pid}n`];
  // From the range for network tests (RFC 2544): four addresses for each process.
  const network = (last: number) => `198.18.${(pid >> 6) & 255}.${(pid & 63) * 4 + last}`;
  const remove = () => {
    tryIp('link', 'del', host);
    tryIp('netns', 'del', name);
  };
  try {
    ip('netns', 'add', name);
    ip('link', 'add', host, 'mtu', '1500', 'type', 'veth', 'peer', 'name', peer, 'netns', name);
    ip('addr', 'add', `${network(1)}/30`, 'dev', host);
    ip('link', 'set', host, 'up');
    ip('-n', name, 'addr', 'add', `${network(2)}/30`, 'dev', peer);
    ip('-n', name, 'link', 'set', peer, 'mtu', '1500', 'up');
    const shrink = 'echo 4096 4096 4096 > /proc/sys/net/ipv4/tcp_rmem';
    ip('netns', 'exec', name, 'sh', '-c', shrink);
  } catch (error) {
    remove();
    return `no network namespace can be made here: ${reasonOf(error)}`;
  }
  return {
    hostAddress: network(1),
    spawn: (command, args) =>
      spawn('ip', ['netns', 'exec', name, command, ...args], {
        stdio: ['pipe', 'pipe', 'inherit'],
      }),
    remove,
  };
}

function ip(...args: string[]): void {
  execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'pipe'] });
}

/** What does not exist need not be removed. */
function tryIp(...args: string[]): void {
  try {
    ip(...args);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const stderr = 'stderr' in error ? String(error.stderr).trim() : '';
  return stderr || error.message;
}
