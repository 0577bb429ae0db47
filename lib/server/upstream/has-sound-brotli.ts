import 'server-only';

/** The first releases with the fix, by major version. Those in between have none. */
const SOUND_FROM: ReadonlyMap<number, { minor: number; patch: number }> = new Map([
  [24, { minor: 22, patch: 1 }],
  [26, { minor: 12, patch: 1 }],
]);
const SOUND_AFTER_MAJOR = 26;

/**
 * Whether the Brotli decoder of this Node is one that no crafted body makes write beyond its buffer
 * (CVE-2026-111497, nodejs.org/en/blog/vulnerability/october-2026-security-releases).
 */
export function hasSoundBrotli(nodeVersion: string = process.versions.node): boolean {
  const [major = 0, minor = 0, patch = 0] = nodeVersion.split('.').map(Number);
  if (major > SOUND_AFTER_MAJOR) return true;
  const first = SOUND_FROM.get(major);
  if (!first) return false;
  return minor > first.minor || (minor === first.minor && patch >= first.patch);
}
