/**
 * What a stocktake counted of each variant, from its tallies and choices: a function of their set. Tallies add up over
 * people and bins; a recount takes the place of what was counted before it in the same bin; where two people counted one
 * thing in one bin somebody is asked whether both count (相加) or the later alone (取后者).
 */
import type { Fact } from '../fold/fact-set.ts';
import type { Tally, TallyChoice } from '../schema/stocktake.ts';

/** One person's tally in one bin and round. */
export interface CounterTally {
  readonly counter: string;
  /** Never below nothing. */
  readonly quantity: number;
  /** First and last scan. */
  readonly since: number;
  readonly at: number;
}

export interface TallyCell {
  readonly bin: string;
  readonly batch: string;
  readonly round: number;
  /** That count, the earlier last scan first. */
  readonly counters: readonly CounterTally[];
  /** That were dropped, or recounted by others. */
  readonly dropped: readonly CounterTally[];
  /** Two people counted it here, and nobody has said yet what that means. */
  readonly asked: boolean;
}

export interface CountedVariant {
  readonly variant: string;
  readonly counted: number;
  /** Last scan that counts. */
  readonly at: number;
  readonly cells: readonly TallyCell[];
  readonly asked: boolean;
  /** Every bin of it was counted again, by people who had not counted it before. */
  readonly recounted: boolean;
}

type Facts<T> = readonly Fact<T>[];

interface Sum {
  quantity: number;
  since: number;
  at: number;
  none: boolean;
}

interface Choices {
  /** Counter → until when. */
  readonly drops: Map<string, number>;
  addedAt: number;
}

export function countedVariants(tallies: Facts<Tally>, choices: Facts<TallyChoice>): Map<string, CountedVariant> {
  const decided = decisions(choices);
  const byVariant = new Map<string, Fact<Tally>[]>();
  for (const fact of tallies) {
    const known = byVariant.get(fact.value.variant);
    if (known === undefined) byVariant.set(fact.value.variant, [fact]);
    else known.push(fact);
  }
  const counted = new Map<string, CountedVariant>();
  for (const [variant, facts] of byVariant) {
    const cells = cellsOf(facts, (bin) => decided.get(`${variant} ${bin}`));
    if (cells.length > 0) counted.set(variant, summed(variant, cells, facts));
  }
  return counted;
}

function decisions(choices: Facts<TallyChoice>): ReadonlyMap<string, Choices> {
  const decided = new Map<string, Choices>();
  for (const { value, ref } of choices) {
    const key = `${value.variant} ${value.bin ?? ''}`;
    const known = decided.get(key) ?? { drops: new Map<string, number>(), addedAt: 0 };
    const at = Math.min(value.at, ref.time);
    if (value.choice === 'add') {
      known.drops.clear();
      known.addedAt = Math.max(known.addedAt, at);
    } else known.drops.set(value.counter, Math.max(known.drops.get(value.counter) ?? 0, at));
    decided.set(key, known);
  }
  return decided;
}

const cellKey = ({ bin, batch }: Tally): string => JSON.stringify([bin ?? '', batch ?? '']);

function cellsOf(facts: Facts<Tally>, choicesOf: (bin: string) => Choices | undefined): TallyCell[] {
  const byCell = new Map<string, Fact<Tally>[]>();
  for (const fact of facts) byCell.set(cellKey(fact.value), [...(byCell.get(cellKey(fact.value)) ?? []), fact]);
  return [...byCell]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, inCell]) => {
      const [bin = '', batch = ''] = JSON.parse(key) as string[];
      return cellOf(bin, batch, inCell, choicesOf(bin)) ?? [];
    });
}

function cellOf(bin: string, batch: string, facts: Facts<Tally>, choices: Choices | undefined): TallyCell | null {
  const isDropped = ({ value, ref }: Fact<Tally>): boolean =>
    Math.min(value.at, ref.time) <= (choices?.drops.get(value.counter) ?? 0);
  const standing = facts.filter((fact) => !isDropped(fact));
  const rounds = [...new Set(standing.map(({ value }) => value.round ?? 1))].sort((a, b) => b - a);
  const roundOf = (round: number): CounterTally[] => sums(standing.filter(({ value }) => (value.round ?? 1) === round));
  const round = rounds.find((one) => roundOf(one).length > 0);
  if (round === undefined) return null;
  const counters = roundOf(round);
  const dropped = [
    ...sums(facts.filter(isDropped)),
    ...rounds.filter((one) => one !== round).flatMap((one) => roundOf(one)),
  ];
  const asked = counters.length > 1 && counters.some(({ since }) => since > (choices?.addedAt ?? 0));
  return { bin, batch, round, counters, dropped, asked };
}

/** By person, those who took everything back left out. */
function sums(facts: Facts<Tally>): CounterTally[] {
  const byCounter = new Map<string, Sum>();
  for (const { value, ref } of facts) {
    const at = Math.min(value.at, ref.time);
    const known = byCounter.get(value.counter);
    if (known === undefined) {
      byCounter.set(value.counter, { quantity: value.quantity, since: at, at, none: value.none === true });
      continue;
    }
    known.quantity += value.quantity;
    known.since = Math.min(known.since, at);
    known.at = Math.max(known.at, at);
    known.none ||= value.none === true;
  }
  return [...byCounter]
    .filter(([, { quantity, none }]) => quantity > 0 || none)
    .map(([counter, { quantity, since, at }]) => ({ counter, quantity: Math.max(0, quantity), since, at }))
    .sort((a, b) => a.at - b.at || (a.counter < b.counter ? -1 : 1));
}

function summed(variant: string, cells: readonly TallyCell[], facts: Facts<Tally>): CountedVariant {
  const counters = cells.flatMap((cell) => cell.counters);
  const earlier = (counter: string, round: number): boolean =>
    facts.some(({ value }) => value.counter === counter && (value.round ?? 1) < round);
  return {
    variant,
    counted: counters.reduce((sum, one) => sum + one.quantity, 0),
    at: counters.reduce((latest, one) => Math.max(latest, one.at), 0),
    cells,
    asked: cells.some((cell) => cell.asked),
    recounted: cells.every(
      ({ round, counters: own }) => round > 1 && own.every(({ counter }) => !earlier(counter, round)),
    ),
  };
}
