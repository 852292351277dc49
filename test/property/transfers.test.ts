/**
 * Transfers under any history: several people who know different halves of it ask, decide, ship, receive, lose and correct.
 * The figures are the same in any order and any partition, and goods are neither made nor lost on the way.
 */
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { TRANSFER_EVENTS, TRANSFER_MOVES } from '../../shared/schema/transfer.ts';
import { TransferFold } from '../../shared/transfers/transfer-fold.ts';
import { feedOf, type PlacedEntry, refOf } from '../kit/fold-facts.ts';
import { checkFoldLaws, LAW_SEED } from '../kit/fold-laws.ts';
import { A, B, FOREIGN, foldAll, MILK, MONTH, SHIRT, TransferStory, type WrittenDraft } from '../kit/transfer-story.ts';

vi.setConfig({ testTimeout: 60_000 });

const FEEDS = ['keeperA', 'managerA', 'keeperB'] as const;
const idOf = (feed: string, name: string): string => `${feed.padEnd(24, '0')}.${name.padEnd(10, '_')}`;
const placeOf = (end: typeof A): string => `${end.branch}/${end.warehouse}`;

const end = fc.constantFrom(A, B, FOREIGN);
const over = fc.array(fc.tuple(fc.constantFrom(...FEEDS.map(feedOf)), fc.integer({ min: 1, max: 6 })), {
  maxLength: 3,
});
const line = fc.record({ line: fc.integer({ min: 1, max: 2 }), quantity: fc.integer({ min: 1, max: 9000 }) });

/** Whatever a client might write, sensible or not, under ids of its own device or of somebody else's. */
const entry = (feed: string) =>
  fc.oneof(
    fc
      .record({
        name: fc.constantFrom('t1', 't2'),
        approval: fc.boolean(),
        to: fc.constantFrom(B, FOREIGN),
        first: fc.integer({ min: 1, max: 9000 }),
      })
      .map(({ name, approval, to, first }) => ({
        kind: 'transfer',
        id: idOf(feed, name),
        number: 'DB-1',
        from: A,
        to,
        side: 'to',
        ...(approval ? { approval: true } : {}),
        remark: '',
        lines: [
          { variant: MILK, quantity: first },
          { variant: SHIRT, quantity: 500 },
        ],
      })),
    fc
      .record({
        owner: fc.constantFrom(...FEEDS),
        name: fc.constantFrom('e1', 'e2', 'e3'),
        target: fc.constantFrom('t1', 't2'),
        event: fc.constantFrom(...TRANSFER_EVENTS),
        at: end,
        over,
        lines: fc.array(line, { maxLength: 1 }),
      })
      .map(({ owner, name, target, event, at, over: seen, lines }) => ({
        kind: 'transferEvent',
        id: idOf(owner, name),
        transfer: idOf('keeperA', target),
        event,
        ...at,
        over: seen,
        ...(event === 'edit' ? { lines } : {}),
      })),
    fc
      .record({
        name: fc.constantFrom('m1', 'm2', 'm3', 'm4'),
        target: fc.constantFrom('t1', 't2'),
        type: fc.constantFrom(...TRANSFER_MOVES),
        at: end,
        complete: fc.boolean(),
        one: line,
      })
      .map(({ name, target, type, at, complete, one }) => ({
        kind: 'transferMove',
        id: idOf(feed, name),
        transfer: idOf('keeperA', target),
        type,
        ...at,
        ...(complete ? { complete: true } : {}),
        lines: [{ ...one, variant: one.line === 1 ? MILK : SHIRT }],
      })),
  );

const history: fc.Arbitrary<readonly PlacedEntry[]> = fc
  .array(
    fc
      .constantFrom(...FEEDS)
      .chain((feed) => fc.record({ feed: fc.constant(feed), step: fc.nat(3), entry: entry(feed) })),
    { maxLength: 16 },
  )
  .map((commits) => {
    const seqs = new Map<string, number>();
    return commits.map(({ feed, step, entry: one }) => {
      const seq = (seqs.get(feed) ?? 0) + 1;
      seqs.set(feed, seq);
      return { ref: refOf(feed, seq, 1_790_000_000_000_000 + seq * 1000 + step, `transfers/${MONTH}`), entry: one };
    });
  });

function view(fold: TransferFold): unknown {
  const figures = [A, B, FOREIGN].flatMap((at) =>
    [MILK, SHIRT].map((variant) => [fold.reserved(variant, placeOf(at)), fold.inTransit(variant, placeOf(at))]),
  );
  return {
    figures,
    all: fold.all(),
    orphans: fold
      .orphans()
      .map(({ key }) => key)
      .sort(),
  };
}

it('TRANSFER-10 TRANSFER-20 FOLD-1 FOLD-3 FOLD-4 the fold of transfers keeps the laws of folds', () => {
  checkFoldLaws({ make: () => new TransferFold(), view, facts: history, runs: 200 });
});

/** What three people do, each with as much of the history in view as they happen to have. */
const act = fc.record({
  who: fc.constantFrom(...FEEDS),
  what: fc.constantFrom('ship', 'ship', 'receive', 'receive', 'back', 'lose', 'correct', 'cancel', 'approve'),
  part: fc.integer({ min: 1, max: 12 }),
  complete: fc.boolean(),
  /** How many of the latest commits of others are not here yet. */
  blind: fc.nat(6),
});

function play(
  acts: readonly {
    readonly who: string;
    readonly what: string;
    readonly part: number;
    readonly complete: boolean;
    readonly blind: number;
  }[],
): { readonly story: TransferStory; readonly id: string } {
  const story = new TransferStory();
  story.stocked('keeperA', A, MILK, 24_000);
  const id = story.ask('keeperB', { [MILK]: 12_000 });
  const least = story.written.length;
  for (const { who, what, part, complete, blind } of acts) {
    const cut = Math.max(least, story.written.length - blind);
    const sees = story.written.filter((one, i) => i < cut || one.feed === who);
    const quantity = { 1: part * 1000 };
    try {
      if (what === 'cancel') story.cancel(who, id, sees);
      else if (what === 'approve') story.decide(who, id, 'forceClose', { at: A, sees });
      else {
        const type = what as 'ship';
        story.move(who, id, type, quantity, { sees, complete, reason: 'x', ...(what === 'lose' ? { at: B } : {}) });
      }
    } catch (error) {
      // Refused by the command: nothing was written. Anything else is a fault.
      if (!(error instanceof Error) || !/^(not-now|more-than-open|no-lines|reason)$/.test(error.message)) throw error;
    }
  }
  return { story, id };
}

it('TRANSFER-20 TRANSFER-24 nothing is made or lost: what left is what came, what was lost, what is under way', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 12 }), fc.infiniteStream(fc.nat(1000)), (acts, stream) => {
      const { story, id } = play(acts);
      const shuffled: WrittenDraft[] = [...story.written];
      for (let i = shuffled.length - 1; i > 0; i--) {
        const other = (stream.next().value ?? 0) % (i + 1);
        const [one, two] = [shuffled[i], shuffled[other]];
        if (one !== undefined && two !== undefined) [shuffled[i], shuffled[other]] = [two, one];
      }
      const { stock, transfers } = foldAll(shuffled);
      expect(transfers.read(id)).toEqual(story.state(id));
      const state = story.state(id);
      const [one] = state.lines;
      if (one === undefined) throw new Error('one line');
      const onHand = stock.balance(MILK, placeOf(A)) + stock.balance(MILK, placeOf(B));
      expect(onHand + one.underWay + one.lost).toBe(24_000);
      // More under way than nothing is in transit, less than nothing is a task that names the receipts.
      expect(transfers.inTransit(MILK, placeOf(B))).toBe(Math.max(0, one.underWay));
      expect(state.tasks.some(({ kind }) => kind === 'over')).toBe(one.underWay < 0);
      if (state.stage === 'done') expect(one.underWay).toBe(0);
      if (state.status === 'closed' || state.status === 'done') expect(one.reserved).toBe(0);
    }),
    { seed: LAW_SEED, numRuns: 300 },
  );
});
