/**
 * The laws every fold keeps (shared/fold/SPEC.md FOLD-1 … FOLD-8), as one property: given facts and a view of the fold,
 * any order and any partition give the same view, a double changes nothing, taking out equals never having had, and a
 * snapshot in the middle changes nothing either.
 */
import fc from 'fast-check';
import { expect } from 'vitest';
import { type Fold, type SnapshotData, type SnapshotValue, splitLater } from '../../shared/fold/fold.ts';
import type { PlacedEntry } from './fold-facts.ts';

export interface LawSubject<F extends Fold> {
  readonly make: () => F;
  /** Everything that can be asked, as plain values. */
  readonly view: (fold: F) => unknown;
  readonly facts: fc.Arbitrary<readonly PlacedEntry[]>;
  readonly runs?: number;
}

export const LAW_SEED = 20_261_125;

export function checkFoldLaws<F extends Fold>({ make, view, facts, runs = 120 }: LawSubject<F>): void {
  const scratch = (entries: readonly PlacedEntry[]): unknown => {
    const fold = make();
    for (const { ref, entry } of entries) fold.add(ref, entry);
    return view(fold);
  };
  const plan = facts.chain((entries) =>
    fc.record({
      entries: fc.constant(entries),
      shuffled: fc.shuffledSubarray([...entries], { minLength: entries.length, maxLength: entries.length }),
      gone: fc.subarray([...entries]),
      cut: fc.nat(entries.length),
    }),
  );
  fc.assert(
    fc.property(plan, ({ entries, shuffled, gone, cut }) => {
      const kept = entries.filter((entry) => !gone.includes(entry));
      const whole = scratch(entries);
      // Any order, and every entry told twice.
      const told = make();
      for (const { ref, entry } of shuffled) told.add(ref, entry);
      for (const { ref, entry } of shuffled.slice(0, cut)) told.add(ref, entry);
      expect(view(told)).toEqual(whole);
      // Taking out equals never having had; taking out again changes nothing.
      for (const { ref, entry } of gone) told.remove(ref, entry);
      for (const { ref, entry } of gone) told.remove(ref, entry);
      expect(view(told)).toEqual(scratch(kept));
      // A snapshot at any point, and the rest after it, put back and taken out again.
      const first = make();
      for (const { ref, entry } of shuffled.slice(0, cut)) first.add(ref, entry);
      const second = make();
      second.restore(structuredClone(first.snapshot()));
      expect(view(second)).toEqual(view(first));
      for (const { ref, entry } of shuffled.slice(cut)) second.add(ref, entry);
      expect(view(second)).toEqual(whole);
      // What a start can do without, after what has come in between.
      const { head, later } = cutOff(structuredClone(first.snapshot()));
      const fourth = make();
      fourth.restore(head);
      for (const { ref, entry } of shuffled.slice(cut)) fourth.add(ref, entry);
      for (const piece of later) fourth.restoreLater?.(piece);
      fourth.settleLater?.();
      expect(view(fourth)).toEqual(whole);
      // Snapshots of what came from a snapshot, and the fold that was asked for one goes on as before.
      const third = make();
      third.restore(structuredClone(second.snapshot()));
      expect(view(third)).toEqual(whole);
      for (const { ref, entry } of gone) second.remove(ref, entry);
      for (const { ref, entry } of gone) third.remove(ref, entry);
      expect(view(second)).toEqual(scratch(kept));
      expect(view(third)).toEqual(scratch(kept));
    }),
    { seed: LAW_SEED, numRuns: runs },
  );
}

function cutOff(data: SnapshotData): { readonly head: SnapshotData; readonly later: readonly SnapshotValue[] } {
  const { first, later } = splitLater([{ name: 'one', version: 1, frontier: '', data }]);
  return { head: first[0]?.data ?? {}, later: later.map(({ piece }) => piece) };
}
