/**
 * @typedef {{
 *   version?: string,
 *   license?: string,
 *   dependencies?: Record<string, string>,
 *   optionalDependencies?: Record<string, string>,
 * }} LockedPackage
 * @typedef {{ packages: Record<string, LockedPackage> }} Lock the parts of package-lock.json that are read
 * @typedef {{ name: string, version: string, license: string, optional: boolean }} ShippedPackage
 */

/**
 * The packages on a server: the dependencies of package.json and theirs, whatever the platform.
 * `optional`: npm may leave it out. Excludes packages for development and optional peers, which npm
 * installs only for development.
 *
 * @param {Lock} lock
 * @returns {ShippedPackage[]} by name, each version once
 */
export function shippedPackages({ packages }) {
  /** @type {Map<string, boolean>} whether each location is optional */
  const found = new Map();
  /** @param {string} location @param {boolean} optional */
  const visit = (location, optional) => {
    const known = found.get(location);
    if (known === false || known === optional) return;
    found.set(location, optional);
    const { dependencies = {}, optionalDependencies = {} } = packages[location] ?? {};
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const place = searchPathsOf(location, name).find((path) => Object.hasOwn(packages, path));
      if (place) visit(place, optional || Object.hasOwn(optionalDependencies, name));
    }
  };
  visit('', false);
  found.delete('');
  const shipped = Array.from(found, ([location, optional]) => ({
    name: location.replace(/^.*node_modules\//, ''),
    version: packages[location]?.version ?? '',
    license: spdxOf(packages[location]?.license ?? UNDECLARED.get(location)),
    optional,
  }));
  return shipped.sort((a, b) => compare(a.name, b.name) || compare(a.version, b.version));
}

/**
 * Where Node looks for a package that another one imports: that one's own node_modules first, the
 * root's last.
 *
 * @param {string} location as package-lock.json names it, `node_modules/a/node_modules/b`
 * @param {string} name
 * @returns {string[]}
 */
export function searchPathsOf(location, name) {
  const steps = location === '' ? [] : location.split('/node_modules/');
  const folders = steps.map((_, index) =>
    steps.slice(0, steps.length - index).join('/node_modules/'),
  );
  return [...folders.map((folder) => `${folder}/node_modules/${name}`), `node_modules/${name}`];
}

/** Packages that have their license only as a text, and which one it is. */
const UNDECLARED = new Map([['node_modules/khroma', 'MIT']]);

/** Spellings that differ from SPDX, and what they mean. */
const OTHER_SPELLINGS = new Map([['SIL OPEN FONT LICENSE', 'OFL-1.1']]);

/**
 * A license as an SPDX expression, if the package declares one.
 *
 * @param {unknown} license
 * @returns {string}
 */
export function spdxOf(license) {
  const text = typeof license === 'string' ? license : 'UNKNOWN';
  return OTHER_SPELLINGS.get(text.toUpperCase()) ?? text;
}

/**
 * By code units, so that the order is the same on every machine.
 *
 * @param {string} a
 * @param {string} b
 */
function compare(a, b) {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
