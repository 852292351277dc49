// What must not be in the house at all: paths of one machine, names of package registries, Vaadin's commercial components, and rules of a
// specification that no test names.
import { describe, expect, it } from 'vitest';
import { checkLicences } from '../licences.mjs';
import { houseFiles, lineAt, root, textOf } from './house-files.ts';

const binary = /\.(png|jpe?g|gif|ico|wasm|woff2?|xlsx?|gz|zip|onnx|pdf|y4m)$/;
const lockFile = /(^|\/)package-lock\.json$/;
const texts = houseFiles.filter((file) => !binary.test(file));

// Put together from pieces, so that this file is not its own first finding.
const machinePath = new RegExp(
  String.raw`(?<![\w.@~/-])/(?:${['work', 'root', 'tmp', 'home/[a-z]\\w*', 'Users/[A-Za-z]\\w*'].join('|')})/`,
  'g',
);
const registryHost = new RegExp(
  ['registry\\.npm(js|mirror)\\.(org|com)', 'registry\\.yarnpkg\\.com', 'npm\\.pkg\\.github\\.com'].join('|'),
  'g',
);

function findAll(files: readonly string[], pattern: RegExp): string[] {
  return files.flatMap((file) =>
    [...textOf(file).matchAll(pattern)].map((hit) => `${file}:${lineAt(textOf(file), hit.index)} ${hit[0]}`),
  );
}

describe('the whole house', () => {
  it('names no path of somebody’s machine', () => {
    const sample = `see ${['', 'work', 'x'].join('/')} and "${['', 'tmp', 'y'].join('/')}", not ./work/x nor a/tmp/y`;
    expect([...sample.matchAll(machinePath)]).toHaveLength(2);
    expect(
      findAll(
        texts.filter((file) => !lockFile.test(file)),
        machinePath,
      ),
    ).toEqual([]);
  });

  it('names no package registry, lock files included', () => {
    expect([`https://${['registry', 'npmjs', 'org'].join('.')}/yjs`.match(registryHost)]).not.toEqual([null]);
    expect(findAll(texts, registryHost)).toEqual([]);
  });

  it('ships nothing whose licence is not known to be free, and nothing of Vaadin’s commercial parts', () => {
    const { checked, offenders } = checkLicences(root, false);
    expect(checked).toBeGreaterThan(100);
    expect(offenders).toEqual([]);
  });
});

describe('specifications', () => {
  /** Names of standards have the same form as a rule's id. */
  const standards = new Set([
    'SHA',
    'UTF',
    'ISO',
    'RFC',
    'EAN',
    'UPC',
    'GB',
    'GTIN',
    'AES',
    'ES',
    'CRC',
    'ITF',
    'ECMA',
    'ASCII',
    'BASE',
    'CODE',
    'FIPS',
    'IEEE',
    'BCP',
  ]);
  const ids = (text: string): string[] =>
    [...text.matchAll(/\b([A-Z]{2,8})-\d+\b/g)].filter((hit) => !standards.has(hit[1] ?? '')).map((hit) => hit[0]);

  it('reads ids of rules and takes no standard for one', () => {
    expect(ids('- **POLICY-12** hashes by SHA-256 (RFC-8032), see SYNC-3.')).toEqual(['POLICY-12', 'SYNC-3']);
  });

  it('every rule of every SPEC.md is named by a test', () => {
    const named = new Set(
      houseFiles.filter((file) => /^test\/.*\.(test|spec)\.ts$/.test(file)).flatMap((file) => ids(textOf(file))),
    );
    const specs = houseFiles.filter((file) => /(^|\/)SPEC\.md$/.test(file));
    const untested = specs.flatMap((file) =>
      [...new Set(ids(textOf(file)))].filter((id) => !named.has(id)).map((id) => `${file} ${id}`),
    );
    expect(untested).toEqual([]);
  });
});
