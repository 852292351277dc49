/** The handed vectors, forwards, backwards and shuffled: no verdict may depend on the order in which commits come. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readVectorFile } from '../../../shared/policy/vector-file.ts';
import {
  BACKWARDS,
  engineMismatches,
  FORWARDS,
  referenceMismatches,
  runVectors,
  shuffleOf,
} from '../../../shared/policy/vector-run.ts';

const file = path.resolve(import.meta.dirname, '../../../../shared/vectors/verdict-handed.json');
const missing = !existsSync(file);
const vectors = missing ? [] : readVectorFile(readFileSync(file, 'utf8'));

describe.skipIf(missing)('handed vectors (skipped: the shared vectors are not beside the repository)', () => {
  it.each(vectors.map((vector) => [vector.name, vector] as const))('POLICY-1 %s', (_name, vector) => {
    const orders = [FORWARDS, BACKWARDS, ...Array.from({ length: 10 }, (_, seed) => shuffleOf(seed))];
    for (const order of orders) {
      expect(referenceMismatches(vector, order)).toEqual([]);
      expect(engineMismatches(vector, order, false)).toEqual([]);
      expect(engineMismatches(vector, order, true)).toEqual([]);
    }
  });
});

describe('vector files', () => {
  const commit = { device: 'o1', feed: 'o1', prev: null, deps: [], time: 1, level: 1 };
  const genesis = {
    ...commit,
    id: 'genesis',
    seq: 1,
    total: 1,
    action: { kind: 'genesis', owner: 'Owner', recovery: 'paper', witness: 'W' },
  };
  const sale = { ...commit, id: 'sale', seq: 2, prev: 'genesis', time: 2, total: 2, uses: ['sales.add@b1'] };
  const fileWith = (reason: string) =>
    JSON.stringify({
      format: 1,
      shop: { commits: [genesis], witness: { W: [{ list: 'genesis', time: 1 }] } },
      vectors: [{ name: 'one sale', commits: [sale], witness: {}, expect: { sale: { verdict: 'effective', reason } } }],
    });

  it('POLICY-1 a vector that holds passes, one that does not is told with both verdicts', () => {
    expect(runVectors(readVectorFile(fileWith('ok')))).toEqual({ passed: 1, failed: 0, lines: [] });
    const report = runVectors(readVectorFile(fileWith('ratified')));
    expect(report).toMatchObject({ passed: 0, failed: 1 });
    expect(report.lines[0]).toContain('one sale: sale is effective/ok, expected effective/ratified (reference)');
    expect(report.lines).toHaveLength(3);
  });

  it('POLICY-1 an unknown format or a broken commit is refused with its place', () => {
    expect(() => readVectorFile('{"format":2}')).toThrow('format 2');
    const broken = JSON.parse(fileWith('ok'));
    broken.vectors[0].commits[0].time = 'soon';
    expect(() => readVectorFile(JSON.stringify(broken))).toThrow('sale: not a safe integer');
  });
});
