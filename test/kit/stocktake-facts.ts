/** Entries of a stocktake for tests of folds. */
import type { Entry } from '../../shared/commit/part.ts';
import { feedOf, idOf, MEMBER } from './fold-facts.ts';

export const OTHER = 'member-000000002';
export const THIRD = 'member-000000003';

export function stocktake(id: string, more: object = {}): Entry {
  return {
    kind: 'stocktake',
    id: idOf(id),
    number: 'PD-1',
    mode: 'full',
    blind: false,
    categories: [],
    bins: [],
    remark: '',
    ...more,
  };
}

export function tally(id: string, of: string, variant: string, quantity: number, at: number, more: object = {}): Entry {
  return {
    kind: 'tally',
    id,
    line: 1,
    stocktake: idOf(of),
    variant,
    quantity,
    at,
    counter: MEMBER,
    ...more,
  };
}

export function choice(
  id: string,
  of: string,
  variant: string,
  what: 'add' | 'drop',
  counter: string,
  at: number,
): Entry {
  return { kind: 'tallyChoice', id: idOf(id), stocktake: idOf(of), variant, choice: what, counter, at };
}

export function step(id: string, of: string, name: string, over: readonly (readonly [string, number])[] = []): Entry {
  return {
    kind: 'stocktakeStep',
    id: idOf(id),
    stocktake: idOf(of),
    step: name,
    reason: '',
    over: over.map(([feed, seq]) => [feedOf(feed), seq]),
  };
}

export function post(id: string, of: string, part = 1, parts = 1): Entry {
  return { kind: 'stocktakePost', id: idOf(id), stocktake: idOf(of), part, parts, lines: 1, uncountedZero: false };
}

export function postedCount(variant: string, of: string, counted: number, at: number, more: object = {}): Entry {
  return { kind: 'count', variant, counted, at, stocktake: idOf(of), line: 1, counter: MEMBER, posted: true, ...more };
}
