// Licence expressions decide what may be shipped; a wrong bracket must refuse, never allow.
import { describe, expect, it } from 'vitest';
import { isGoodNode } from '../../../relay/launcher/good-node.mjs';
import { licenceAllowed } from '../../licences.mjs';

const allowed = new Set(['MIT', 'Apache-2.0']);

describe('licence expressions', () => {
  it.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0)', true],
    ['GPL-3.0 OR MIT', true],
    ['MIT AND Apache-2.0', true],
    ['MIT AND GPL-3.0', false],
    ['(MIT AND GPL-3.0) OR Apache-2.0', true],
    ['(MIT OR GPL-3.0) AND GPL-2.0', false],
    ['GPL-3.0', false],
    ['SEE LICENSE IN LICENSE', false],
    ['(MIT', false],
    ['MIT)', false],
    ['', false],
  ])('"%s" may be shipped: %s', (expression, expected) => {
    expect(licenceAllowed(expression, allowed)).toBe(expected);
  });
});

describe('the Node that is good enough', () => {
  it.each([
    ['v20.20.2', false],
    ['22.17.1', false],
    ['22.18.0', true],
    ['23.11.0', false],
    ['24.0.0', true],
    ['26.1.0', true],
  ])('%s: %s', (version, expected) => {
    expect(isGoodNode(version)).toBe(expected);
  });
});
