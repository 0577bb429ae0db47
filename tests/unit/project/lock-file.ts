import { searchPathsOf } from '../../../scripts/licences/shipped-packages.mjs';

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

/** Direct dependencies that are locked in another version than package.json pins. */
export function findOtherwiseLocked({ packages }: LockFile, manifest: Manifest): string[] {
  return Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })
    .map(([name, pinned]) => ({ name, pinned, locked: packages[`node_modules/${name}`]?.version }))
    .filter(({ pinned, locked }) => locked !== pinned)
    .map(({ name, pinned, locked = 'nothing' }) => `${name}: ${locked} for ${pinned}`);
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
