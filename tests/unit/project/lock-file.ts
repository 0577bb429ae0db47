/** The parts of package.json that the rules read. */
export type Manifest = {
  scripts?: Record<string, string>;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  /** Packages whose install script was approved (`npm install-scripts approve`). */
  allowScripts?: Record<string, boolean>;
};

type LockedPackage = {
  version?: string;
  resolved?: string;
  integrity?: string;
  hasInstallScript?: boolean;
  optionalDependencies?: Record<string, string>;
};

/** The parts of package-lock.json (version 3) that the rules read. */
export type LockFile = { packages: Record<string, LockedPackage & Manifest> };

/** Releases before these have published holes; see SECURITY.md. */
const FLOORS = { next: '16.4.5', react: '19.3.0', 'react-dom': '19.3.0' };

/**
 * Optional dependencies that a package asks for and the lock file lacks. They are other platforms'
 * binaries: with a hole, `npm ci` fails there, or leaves the binary out.
 */
export function findHoles({ packages }: LockFile): string[] {
  return Object.entries(packages).flatMap(([location, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter(
        (name) => !searchPathsOf(location, name).some((path) => Object.hasOwn(packages, path)),
      )
      .map((name) => `${name}, wanted by ${location}`),
  );
}

/** Dependencies that are given as a range or a tag: a release could come in unseen. */
export function findUnpinned(manifest: Manifest): string[] {
  return Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })
    .filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))
    .map(([name, version]) => `${name}@${version}`);
}

/** Packages that are installed in a version below the floor, or not at all. */
export function findBelowFloor({ packages }: LockFile): string[] {
  return Object.entries(FLOORS).flatMap(([name, floor]) => {
    const version = packages[`node_modules/${name}`]?.version ?? '0.0.0';
    return isAtLeast(version, floor) ? [] : [`${name} ${version} is below ${floor}`];
  });
}

/** Packages whose bytes the lock file does not vouch for, or that come from somewhere else than npm. */
export function findUnverified({ packages }: LockFile): string[] {
  return Object.entries(packages)
    .filter(([location]) => location !== '')
    .filter(
      ([, { integrity, resolved = 'https://registry.npmjs.org/' }]) =>
        integrity === undefined || !resolved.startsWith('https://registry.npmjs.org/'),
    )
    .map(([location]) => location);
}

/** Packages that run a script when they are installed, which nobody approved. */
export function findUnapprovedScripts({ packages }: LockFile, manifest: Manifest): string[] {
  return Object.entries(packages)
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([location]) => location.replace(/^.*node_modules\//, ''))
    .filter((name) => manifest.allowScripts?.[name] !== true);
}

/** Where Node looks for a package, seen from another: its own node_modules first, the root's last. */
function searchPathsOf(location: string, name: string): string[] {
  const steps = location === '' ? [] : location.split('/node_modules/');
  const folders = steps.map((_, index) =>
    steps.slice(0, steps.length - index).join('/node_modules/'),
  );
  return [...folders.map((folder) => `${folder}/node_modules/${name}`), `node_modules/${name}`];
}

function isAtLeast(version: string, floor: string): boolean {
  const numbers = version.split('.').map(Number);
  for (const [index, minimum] of floor.split('.').map(Number).entries()) {
    const number = numbers[index] ?? 0;
    if (Number.isNaN(number)) return false;
    if (number !== minimum) return number > minimum;
  }
  return true;
}
