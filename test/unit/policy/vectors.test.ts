/** The handed vectors, forwards, backwards and shuffled: no verdict may depend on the order in which commits come. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readVectorFile } from '../../../shared/policy/vector-file.ts';
import { BACKWARDS, engineMismatches, FORWARDS, referenceMismatches, shuffleOf } from '../../kit/vectors.ts';

const file = path.resolve(import.meta.dirname, '../../../../shared/vectors/verdict-handed.json');
const missing = !existsSync(file);
const vectors = missing ? [] : readVectorFile(readFileSync(file, 'utf8'));

describe.skipIf(missing)('handed vectors (skipped when the folder of references is missing)', () => {
  it.each(vectors.map((vector) => [vector.name, vector] as const))('POLICY-1 %s', (_name, vector) => {
    const orders = [FORWARDS, BACKWARDS, ...Array.from({ length: 10 }, (_, seed) => shuffleOf(seed))];
    for (const order of orders) {
      expect(referenceMismatches(vector, order)).toEqual([]);
      expect(engineMismatches(vector, order, false)).toEqual([]);
      expect(engineMismatches(vector, order, true)).toEqual([]);
    }
  });
});
