/** @typedef {import('./shipped-packages.mjs').ShippedPackage} ShippedPackage */

/** Requires no more than its notice. Any package may use one of these. */
const ALLOWED = [
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  '0BSD',
  'CC0-1.0',
  'Unlicense',
];

/** Requires more, and is allowed only for the named packages. */
const ALLOWED_FOR = [
  {
    license: 'OFL-1.1',
    names: /^(?:geist|@fontsource\/noto-sans-math)$/,
    because: 'a font, shipped as it is',
  },
  {
    license: 'CC-BY-4.0',
    names: /^caniuse-lite$/,
    because: 'data about browsers, which the build reads',
  },
  {
    license: 'LGPL-3.0-or-later',
    names: /^@img\/sharp-/,
    because: 'a library of its own beside the code, which Starlight does not use',
  },
  {
    license: 'EPL-2.0',
    names: /^elkjs$/,
    because: 'an engine beside Mermaid, which Starlight leaves out of what it copies of it',
  },
];

/**
 * Describes each package under a license that is not allowed for it.
 *
 * @param {readonly ShippedPackage[]} packages
 * @returns {string[]}
 */
export function findForbiddenLicenses(packages) {
  return packages
    .filter(({ name, license }) => !isAllowed(license, name))
    .map(({ name, version, license }) => `${name} ${version} is under ${license}`);
}

/**
 * The text of docs/licences.md.
 *
 * @param {readonly ShippedPackage[]} packages
 * @returns {string}
 */
export function describeLicenses(packages) {
  const exceptions = ALLOWED_FOR.map(({ license, names, because }) => {
    const covered = packages.filter(({ name }) => names.test(name)).map(({ name }) => name);
    return `| ${license} | ${joinNames(covered)} | ${because} |`;
  });
  const rows = packages.map(
    ({ name, version, license, optional }) =>
      `| \`${name}\` | ${version} | ${license} | ${optional ? 'optional' : ''} |`,
  );
  return [
    '# Licences of what is shipped',
    '',
    'Starlight is under the [MIT licence](../LICENSE). With it come the packages below: its dependencies',
    'and theirs, for every platform, as `package-lock.json` has them. What only development needs is not',
    'among them. An optional package is for one platform, or for what Starlight does not use. The text of',
    'each licence lies in its package. `next` brings copies of further packages in its folder',
    "`dist/compiled`, with their licences beside them. The character maps of `pdfjs-dist` are Adobe's, under",
    'BSD-3-Clause; their notice is in its folder `cmaps`.',
    '',
    '`npm run licences` writes this page. A test fails when it is out of date, and when a package comes',
    'under a licence that is not allowed. Allowed for anything:',
    `${ALLOWED.join(', ')}. Allowed for what is named alone:`,
    '',
    '| licence | of | because it is |',
    '|---|---|---|',
    ...exceptions,
    '',
    'The same as a bill of materials for machines: `npm sbom --omit=dev --sbom-format=cyclonedx`.',
    '',
    `| package | version | licence | |`,
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

/**
 * Every part joined by AND has to be allowed, and one of those joined by OR (SPDX specification,
 * annex D). Nested parentheses count as an unknown license.
 *
 * @param {string} expression
 * @param {string} name
 */
function isAllowed(expression, name) {
  const bare = expression.replace(/^\((.*)\)$/, '$1');
  return bare
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((license) => isAllowedFor(license, name)));
}

/** @param {string} license @param {string} name */
function isAllowedFor(license, name) {
  if (ALLOWED.includes(license)) return true;
  return ALLOWED_FOR.some(
    (exception) => exception.license === license && exception.names.test(name),
  );
}

/**
 * A single name unchanged; for several that share a scope, their common prefix.
 *
 * @param {string[]} names
 */
function joinNames(names) {
  const [first = 'nothing at present'] = names;
  return names.length < 2 ? `\`${first}\`` : `\`${first.replace(/-.*/, '-…')}\``;
}
