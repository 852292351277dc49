// Checks the licence of every package that the lock files name, and that none of Vaadin's commercial components has slipped in.
// Two lists: what may be shipped with the app or run in the relay, and what may only help to build and test (file-level copyleft and
// data licences that put no duty on what is made with them). A package without a known licence is an offender, not an exception.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const shipped = new Set([
  'MIT',
  'MIT-0',
  'Apache-2.0',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Unlicense',
  'Zlib',
]);
const buildOnly = new Set([...shipped, 'MPL-2.0', 'CC-BY-4.0', 'Python-2.0']);
const commercial = /(^|\/)@vaadin\/(grid-pro|crud|charts|board|map|dashboard|rich-text-editor|cookie-consent)$/;

/**
 * Whether a licence expression (SPDX, with OR, AND and brackets) can be met by the allowed licences alone.
 * @param {string} expression
 * @param {Set<string>} allowed
 */
export function licenceAllowed(expression, allowed) {
  const words = expression.match(/\(|\)|[^\s()]+/g) ?? [];
  let at = 0;
  const either = () => {
    let met = both();
    while (words[at] === 'OR') {
      at += 1;
      met = both() || met;
    }
    return met;
  };
  const both = () => {
    let met = one();
    while (words[at] === 'AND') {
      at += 1;
      met = one() && met;
    }
    return met;
  };
  const one = () => {
    const word = words[at++];
    if (word !== '(') return word !== undefined && allowed.has(word);
    const met = either();
    return words[at++] === ')' && met;
  };
  const met = either();
  return met && at === words.length;
}

/**
 * @param {string} folder holds package-lock.json
 * @param {boolean} shipsNothing true for packages that are only ever run on a developer's machine
 * @returns {{ checked: number, offenders: string[] }}
 */
export function checkLicences(folder, shipsNothing) {
  const { packages } = JSON.parse(readFileSync(path.join(folder, 'package-lock.json'), 'utf8'));
  const offenders = [];
  let checked = 0;
  for (const [place, entry] of Object.entries(packages)) {
    if (place === '' || entry.link) continue;
    checked += 1;
    const name = `${place.replace(/^.*node_modules\//, '')} ${entry.version}`;
    const licence = entry.license ?? installedLicence(path.join(folder, place));
    const allowed = shipsNothing || entry.dev || entry.devOptional ? buildOnly : shipped;
    if (commercial.test(place)) offenders.push(`${name}: a commercial component of Vaadin`);
    else if (licence === undefined) offenders.push(`${name}: names no licence`);
    else if (!licenceAllowed(licence, allowed))
      offenders.push(`${name}: ${licence}${buildOnly.has(licence) ? ' (for building and testing only)' : ''}`);
  }
  return { checked, offenders };
}

/** Some packages name their licence only in their own package.json, in one of two older forms. */
function installedLicence(folder) {
  const file = path.join(folder, 'package.json');
  if (!existsSync(file)) return undefined;
  const { license, licenses } = JSON.parse(readFileSync(file, 'utf8'));
  const named = license ?? licenses?.[0];
  return typeof named === 'string' ? named : named?.type;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const beside = ['peers', 'page-quality'].map((name) => checkLicences(path.join(root, 'test', 'bench', name), true));
  const results = [checkLicences(root, false), ...beside];
  for (const { offenders } of results) for (const offender of offenders) console.error(offender);
  const count = results.reduce((sum, { offenders }) => sum + offenders.length, 0);
  console.log(`licences: ${results.map(({ checked }) => checked).join(' + ')} packages checked, ${count} not allowed`);
  process.exitCode = count > 0 ? 1 : 0;
}
