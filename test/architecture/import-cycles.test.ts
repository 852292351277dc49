// No circle of imports anywhere in the house, in tests neither.
import { expect, it } from 'vitest';
import { houseModules } from './house-modules.ts';
import { findCycles } from './import-cycles.ts';
import { resolveWithin } from './parsed-module.ts';

it('finds circles of one, two and three, and nothing where there is none', () => {
  const graph = new Map([
    ['a', ['b']],
    ['b', ['c', 'd']],
    ['c', ['a']],
    ['d', ['e']],
    ['e', []],
    ['f', ['f', 'a']],
    ['g', ['h', 'e']],
    ['h', ['g']],
  ]);
  expect(findCycles(graph).sort()).toEqual([['a', 'b', 'c'], ['f'], ['g', 'h']]);
  expect(
    findCycles(
      new Map([
        ['a', ['b', 'c']],
        ['b', ['c']],
        ['c', []],
      ]),
    ),
  ).toEqual([]);
});

it('the house has no import circle, type-only imports included', () => {
  const graph = new Map(
    houseModules.map(({ file, imports }) => [
      file,
      imports.map(({ specifier }) => resolveWithin(file, specifier)).filter((target) => target !== undefined),
    ]),
  );
  expect(findCycles(graph).map((cycle) => cycle.join(' ↔ '))).toEqual([]);
});
