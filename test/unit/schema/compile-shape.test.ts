/** The compiled shapes answer as valibot does, on what is right, what is nearly right and what is nonsense. */
import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { compileShape } from '../../../shared/schema/compile-shape.ts';
import * as shape from '../../../shared/schema/field-shapes.ts';
import { productFields } from '../../../shared/schema/product.ts';
import { newEntry, removeEntry, setEntry } from '../../../shared/schema/record-entry.ts';
import { variantFields } from '../../../shared/schema/variant.ts';
import { feedOf, idOf } from '../../kit/fold-facts.ts';

const composite = v.object({
  kind: v.literal('x'),
  id: shape.recordId,
  maybe: v.exactOptional(shape.quantity),
  flag: v.boolean(),
  plain: v.string(),
  one: v.union([v.literal('pool'), shape.placeId]),
  pick: v.picklist(['a', 'b']),
  lines: v.pipe(v.array(v.object({ amount: shape.fen })), v.minLength(1), v.maxLength(2)),
  over: shape.over,
  map: v.record(shape.filledText(4), shape.text(4)),
  unknown: v.unknown(),
  fallback: v.pipe(v.number(), v.integer(), v.minValue(3)),
});
const schemas: readonly v.GenericSchema[] = [
  composite,
  newEntry,
  setEntry,
  removeEntry,
  ...Object.values(productFields),
  ...Object.values(variantFields),
];

const good = {
  kind: 'x',
  id: idOf('a'),
  maybe: 5,
  flag: true,
  plain: '',
  one: 'pool',
  pick: 'a',
  lines: [{ amount: 1 }],
  over: [[feedOf('a'), 1]],
  map: { a: 'b' },
  unknown: null,
  fallback: 3,
};
const piece = fc.constantFrom<unknown>(
  undefined,
  null,
  true,
  0,
  3,
  -1,
  1.5,
  2 ** 53,
  Number.NaN,
  '',
  'a',
  'pool',
  'branch-1',
  '12345',
  '69012345',
  idOf('a'),
  'x'.repeat(200),
  [],
  ['69012345'],
  [{ amount: 1 }],
  [{ amount: 1 }, { amount: 2 }, { amount: 3 }],
  [[feedOf('a'), 1]],
  [[feedOf('a'), 1, 2]],
  [[feedOf('a')]],
  {},
  { a: 'b' },
  { a: 5 },
  [{ name: '箱', numerator: 12, denominator: 1 }],
  [{ name: '箱', numerator: 12, denominator: 1, price: undefined }],
  [{ name: '箱', numerator: 0, denominator: 1 }],
);
const value = fc.oneof(
  piece,
  fc
    .array(fc.tuple(fc.constantFrom(...Object.keys(good)), piece), { maxLength: 3 })
    .map((changes) => ({ ...good, ...Object.fromEntries(changes) })),
  fc
    .constantFrom(...Object.keys(good))
    .map((missing) => Object.fromEntries(Object.entries(good).filter(([key]) => key !== missing))),
  fc.record({
    kind: fc.constantFrom('new', 'set', 'remove'),
    type: piece,
    id: piece,
    field: piece,
    value: piece,
    over: piece,
    fields: piece,
  }),
);

test('SCHEMA-1 a compiled shape says what valibot says', () => {
  for (const schema of schemas) {
    const compiled = compileShape(schema);
    fc.assert(
      fc.property(value, (one) => {
        expect(compiled(one)).toBe(v.is(schema, one));
      }),
      { seed: 20_261_125, numRuns: 300 },
    );
  }
  expect(compileShape(composite)(good)).toBe(true);
});
