/**
 * `parseJsonText` decides most texts by one look at their characters. Whatever it decides must be what a walk through
 * the parsed value decides.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJsonText } from '../../../shared/commit/json-text.ts';
import { LIMITS } from '../../../shared/commit/limits.ts';

/** The rules, told in the slowest way: depth by the value, numbers, strings and keys one by one. */
function allowed(value: unknown, depth: number): boolean {
  if (typeof value === 'number') return Number.isSafeInteger(value) && !Object.is(value, -0);
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value !== 'object' || value === null) return true;
  if (depth + 1 > LIMITS.jsonDepth) return false;
  const entries = Array.isArray(value) ? value.map((item): [string, unknown] => ['', item]) : Object.entries(value);
  return entries.every(
    ([key, item]) =>
      !['__proto__', 'constructor', 'prototype'].includes(key) && key.isWellFormed() && allowed(item, depth + 1),
  );
}

function told(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return allowed(value, 0) ? value : null;
  } catch {
    return null;
  }
}

const EDGES = [
  '{"a":1.0}',
  '{"a":1.5}',
  '{"a":1e3}',
  '{"a":1E-3}',
  '{"a":-0}',
  '{"a":-0.0}',
  '{"a":-7}',
  '[9007199254740991]',
  '[9007199254740992]',
  '[9007199254740993]',
  '[8999999999999999]',
  '[1790321315000000]',
  '[12345678901234567]',
  '[-9007199254740992]',
  '{"__proto__":1}',
  '{"\\u005f_proto__":1}',
  '{"constructor":1}',
  '{"prototype":1}',
  '{"prototypes":1}',
  '{"a":"\\ud800"}',
  '{"a":"\ud800"}',
  '{"a":"\ud83d\ude00"}',
  '{"\ud800":1}',
  '{"a":"[[[[[[[[[[[[[[[[[["}',
  `${'['.repeat(16)}${']'.repeat(16)}`,
  `${'['.repeat(17)}${']'.repeat(17)}`,
  '{"a":"say \\"hi\\" 1.5"}',
  '"unterminated',
  '{"a":"1.5e9"}',
  '[true,false,null]',
  'null',
  '',
  '[1,]',
  '[01]',
];

describe('texts from strangers are parsed', () => {
  it.each(EDGES)('and %s is taken or refused by its value', (text) => {
    expect(parseJsonText(text, 1000)).toEqual(told(text));
  });

  it('and any text at all gives what a walk through its value would give', () => {
    const bit = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      ',',
      ':',
      '-',
      '0',
      '9',
      '.',
      'e',
      '1234567890123456',
      '\\u0041',
      '"a":',
      'true',
      '字',
      '\ud800',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json({ maxDepth: 20 }),
          fc.array(bit, { maxLength: 40 }).map((bits) => bits.join('')),
        ),
        (text) => {
          expect(parseJsonText(text, 100_000)).toEqual(told(text));
        },
      ),
      { seed: 20261125, numRuns: 3000 },
    );
  });
});
