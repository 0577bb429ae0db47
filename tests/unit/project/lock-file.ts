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
 * Optional dependencies that a package declares and the lock file lacks. They are other platforms'
 * binaries: if one is missing, `npm ci` fails there or leaves out the binary.
 */
export function findMissingOptional({ packages }: LockFile): string[] {
  return Object.entries(packages).flatMap(([location, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter(
        (name) => !searchPathsOf(location, name).some((path) => Object.hasOwn(packages, path)),
      )
      .map((name) => `${name}, required by ${location}`),
  );
}

/** Dependencies given as a range or a tag, which could bring in a release unnoticed. */
export function findUnpinned(manifest: Manifest): string[] {
  return Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })
    .filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))
    .map(([name, version]) => `${name}@${version}`);
}

/** Direct dependencies that are locked in a different version than package.json pins. */
export function findLockMismatches({ packages }: LockFile, manifest: Manifest): string[] {
  return Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })
    .map(([name, pinned]) => ({ name, pinned, locked: packages[`node_modules/${name}`]?.version }))
    .filter(({ pinned, locked }) => locked !== pinned)
    .map(({ name, pinned, locked = 'nothing' }) => `${name}: ${locked} for ${pinned}`);
}

/** Packages that the lock file has no checksum for, or that come from somewhere other than npm. */
export function findUnverified({ packages }: LockFile): string[] {
  return Object.entries(packages)
    .filter(([location]) => location !== '')
    .filter(
      ([, { integrity, resolved = 'https://registry.npmjs.org/' }]) =>
        integrity === undefined || !resolved.startsWith('https://registry.npmjs.org/'),
    )
    .map(([location]) => location);
}

/** Packages with an install script that nobody approved. */
export function findUnapprovedScripts({ packages }: LockFile, manifest: Manifest): string[] {
  return Object.entries(packages)
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([location]) => location.replace(/^.*node_modules\//, ''))
    .filter((name) => manifest.allowScripts?.[name] !== true);
}
