// Two warehouses and the people in them, each on a device of its own; whoever knows of what is said by `sees`. What they write goes through the
// gate of check-part and into folds of transfers and stock, in any order.
import type { Entry } from '../../shared/commit/part.ts';
import { FoldSet } from '../../shared/fold/fold.ts';
import type { Result } from '../../shared/foundation/result.ts';
import type { CommandDraft } from '../../shared/schema/command-draft.ts';
import type { TransferEventKind, TransferMoveType } from '../../shared/schema/transfer.ts';
import { StockFold } from '../../shared/stock/stock-fold.ts';
import {
  buildCancel,
  buildEvent,
  buildMove,
  buildTransfer,
  type TransferFault,
} from '../../shared/transfers/transfer-commands.ts';
import { TransferFold } from '../../shared/transfers/transfer-fold.ts';
import type { TransferState } from '../../shared/transfers/transfer-state.ts';
import { stateOfPart } from './fold-drafts.ts';
import { refOf } from './fold-facts.ts';

export const A = { branch: 'branch-A', warehouse: 'house--A' };
export const B = { branch: 'branch-B', warehouse: 'house--B' };
export const FOREIGN = { branch: 'branch-C', warehouse: 'house--C' };
export const MILK = 'goods'.padEnd(24, '0').concat('.milk______');
export const SHIRT = 'goods'.padEnd(24, '0').concat('.shirt_____');
export const MONTH = '2026-11';
const START = 1_790_000_000_000_000;

export interface WrittenDraft {
  readonly feed: string;
  readonly seq: number;
  readonly time: number;
  readonly draft: CommandDraft;
}

export interface Folded {
  readonly transfers: TransferFold;
  readonly stock: StockFold;
}

export function foldAll(all: readonly WrittenDraft[]): Folded {
  const transfers = new TransferFold();
  const stock = new StockFold(480);
  const set = new FoldSet([transfers, stock]);
  for (const { feed, seq, time, draft } of all) {
    for (const part of draft.parts) set.addPart(refOf(feed, seq, time, part.document), part.entries);
  }
  return { transfers, stock };
}

export class TransferStory {
  readonly written: WrittenDraft[] = [];
  readonly #seqs = new Map<string, number>();
  #ids = 0;
  #time = START;

  recordId(feed: string): string {
    return `${feed.padEnd(24, '0')}.${String(++this.#ids).padStart(10, '0')}`;
  }

  /** `at`: minutes from the start, so that two may be of one moment. Malformed parts are a bug of the builder. */
  write(feed: string, draft: CommandDraft, at: number | null = null): WrittenDraft {
    for (const part of draft.parts) {
      const state = stateOfPart(part, draft.uses);
      if (state !== 'present') throw new Error(`${part.document} is ${state}`);
    }
    const seq = (this.#seqs.get(feed) ?? 0) + 1;
    this.#seqs.set(feed, seq);
    this.#time = at === null ? this.#time + 60_000_000 : Math.max(this.#time, START + at * 60_000_000);
    const one = { feed, seq, time: this.#time, draft };
    this.written.push(one);
    return one;
  }

  /** What a device knows: all of it, or only what is named. */
  knows(sees: readonly WrittenDraft[] | null = null): Folded {
    return foldAll(sees ?? this.written);
  }

  stocked(
    feed: string,
    at: { readonly branch: string; readonly warehouse: string },
    variant: string,
    quantity: number,
  ): void {
    const id = this.recordId(feed);
    const entry = { kind: 'movement', variant, quantity, type: 'opening', document: id, line: 1 };
    const document = `stock/${at.branch}/${at.warehouse}/${MONTH}` as CommandDraft['parts'][number]['document'];
    this.write(feed, {
      command: 'otherMovement',
      parts: [{ document, entries: [entry] }],
      uses: [`stockAdjustment.add@${at.branch}/${at.warehouse}`],
    });
  }

  ask(
    feed: string,
    quantities: Readonly<Record<string, number>>,
    more: { readonly approval?: boolean; readonly approve?: boolean } = {},
  ): string {
    const id = this.recordId(feed);
    const built = buildTransfer(
      {
        from: A,
        to: B,
        side: 'to',
        approval: more.approval === true,
        remark: '',
        lines: Object.entries(quantities).map(([variant, quantity]) => ({ variant, quantity })),
      },
      { id, number: 'DB-01-03k7-000001', month: MONTH, approvalId: more.approve === true ? this.recordId(feed) : null },
    );
    this.write(feed, outcomeOf(built));
    return id;
  }

  move(
    feed: string,
    id: string,
    type: TransferMoveType,
    lines: Readonly<Record<number, number>>,
    more: {
      readonly at?: typeof A;
      readonly complete?: boolean;
      readonly reason?: string;
      readonly sees?: readonly WrittenDraft[];
    } = {},
  ): WrittenDraft {
    return this.write(feed, outcomeOf(this.tryMove(feed, id, type, lines, more)));
  }

  tryMove(
    feed: string,
    id: string,
    type: TransferMoveType,
    lines: Readonly<Record<number, number>>,
    more: {
      readonly at?: typeof A;
      readonly complete?: boolean;
      readonly reason?: string;
      readonly sees?: readonly WrittenDraft[];
    } = {},
  ): Result<CommandDraft, TransferFault> {
    const state = this.state(id, more.sees ?? null);
    const at = more.at ?? (type === 'receive' || type === 'correct' ? B : A);
    return buildMove(
      state,
      {
        type,
        complete: more.complete === true,
        reason: more.reason ?? '',
        lines: Object.entries(lines).map(([line, quantity]) => ({ line: Number(line), quantity })),
      },
      { id: this.recordId(feed), month: MONTH, at },
    );
  }

  decide(
    feed: string,
    id: string,
    event: TransferEventKind,
    more: {
      readonly at?: typeof A;
      readonly reason?: string;
      readonly lines?: readonly { readonly line: number; readonly quantity: number }[];
      readonly sees?: readonly WrittenDraft[];
    } = {},
  ): WrittenDraft {
    const decides = event === 'approve' || event === 'reject' || event === 'unapprove';
    const built = buildEvent(this.state(id, more.sees ?? null), event, {
      id: this.recordId(feed),
      at: more.at ?? (decides ? A : B),
      reason: more.reason ?? '因为',
      ...(more.lines === undefined ? {} : { lines: [...more.lines] }),
    });
    return this.write(feed, outcomeOf(built));
  }

  cancel(feed: string, id: string, sees: readonly WrittenDraft[] | null = null): WrittenDraft {
    const built = buildCancel(
      this.state(id, sees),
      { reason: '不要了', event: 'forceClose' },
      { id: this.recordId(feed), eventId: this.recordId(feed), month: MONTH, at: A },
    );
    return this.write(feed, outcomeOf(built));
  }

  state(id: string, sees: readonly WrittenDraft[] | null = null): TransferState {
    const state = this.knows(sees).transfers.read(id);
    if (state === null) throw new Error('no such transfer');
    return state;
  }

  /** On hand: A, B, and under way to B. */
  figures(variant: string): readonly [number, number, number] {
    const { stock, transfers } = this.knows();
    const place = (end: typeof A): string => `${end.branch}/${end.warehouse}`;
    return [stock.balance(variant, place(A)), stock.balance(variant, place(B)), transfers.inTransit(variant, place(B))];
  }

  /** An entry as a hostile client would write it: whatever it likes, under uses that it claims. */
  forge(feed: string, document: string, entries: readonly Entry[], uses: readonly string[]): void {
    const parts = [{ document: document as CommandDraft['parts'][number]['document'], entries }];
    const draft = { command: 'forged', parts, uses };
    const seq = (this.#seqs.get(feed) ?? 0) + 1;
    this.#seqs.set(feed, seq);
    this.#time += 60_000_000;
    this.written.push({ feed, seq, time: this.#time, draft });
  }
}

export function outcomeOf<T>(result: Result<T, { readonly code: string }>): T {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}
