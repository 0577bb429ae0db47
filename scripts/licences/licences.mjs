// npm run licences: writes docs/licences.md from package-lock.json.
import '../require-node-24.mjs';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from '../suites/run-step.mjs';
import { describeLicenses, findForbiddenLicenses } from './describe-licences.mjs';
import { shippedPackages } from './shipped-packages.mjs';

const lock = JSON.parse(readFileSync(path.join(projectFolder, 'package-lock.json'), 'utf8'));
const packages = shippedPackages(lock);
writeFileSync(path.join(projectFolder, 'docs', 'licences.md'), describeLicenses(packages));
const forbidden = findForbiddenLicenses(packages);
for (const sentence of forbidden) console.error(sentence);
console.log(`${packages.length} packages are listed in docs/licences.md.`);
process.exitCode = forbidden.length === 0 ? 0 : 1;
