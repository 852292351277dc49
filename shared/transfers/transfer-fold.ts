/**
 * All transfers here, with what they reserve and what is under way (SPEC.md). A transfer is derived again when one of its
 * facts comes or goes, and only when somebody looks; the figures of the stock list are kept by place and variant.
 */
import type { Entry } from '../commit/part.ts';
import type { DocumentKind } from '../document/document-kinds.ts';
import type { EntryRef } from '../fold/entry-ref.ts';
import { type Fact, FactSet } from '../fold/fact-set.ts';
import type { Fold, SnapshotData } from '../fold/fold.ts';
import { TouchedKeys } from '../fold/touched-keys.ts';
import { deviceOfFeed } from '../foundation/ids.ts';
import {
  isTransfer,
  isTransferEvent,
  isTransferMove,
  type Transfer,
  type TransferEnd,
  type TransferEvent,
  type TransferMove,
} from '../schema/transfer.ts';
import { type TransferState, transferState } from './transfer-state.ts';

type Contribution = readonly [key: string, reserved: number, underWay: number];

const figureKey = (variant: string, place: string): string => `${variant} ${place}`;
export const placeOfEnd = ({ branch, warehouse }: TransferEnd): string => `${branch}/${warehouse}`;

export class TransferFold implements Fold {
  readonly name = 'transfers';
  readonly version = 1;
  readonly documents: readonly DocumentKind[] = ['transfers'];
  readonly #touched = new TouchedKeys();
  readonly #requests = new FactSet<Transfer>(
    (fact) => this.#dirty.add(fact.value.id),
    (fact) => this.#dirty.add(fact.value.id),
  );
  readonly #events = new FactSet<TransferEvent>(
    (fact) => this.#link(this.#eventsOf, this.#events, fact),
    (fact) => this.#link(this.#eventsOf, this.#events, fact),
  );
  readonly #moves = new FactSet<TransferMove>(
    (fact) => this.#link(this.#movesOf, this.#moves, fact),
    (fact) => this.#link(this.#movesOf, this.#moves, fact),
  );
  readonly #eventsOf = new Map<string, Set<string>>();
  readonly #movesOf = new Map<string, Set<string>>();
  readonly #dirty = new Set<string>();
  readonly #states = new Map<string, TransferState>();
  readonly #given = new Map<string, readonly Contribution[]>();
  readonly #reserved = new Map<string, number>();
  readonly #underWay = new Map<string, number>();

  add(ref: EntryRef, entry: Entry): void {
    if (!isOwnId(ref, entry)) return;
    if (isTransfer(entry)) this.#requests.add(ref, entry.id, { ...entry });
    else if (entry.kind === 'transferEvent' && isTransferEvent(entry)) this.#events.add(ref, entry.id, { ...entry });
    else if (isTransferMove(entry)) this.#moves.add(ref, entry.id, { ...entry });
    else return;
    this.#touched.mark(String(entry.transfer ?? entry.id));
  }

  remove(ref: EntryRef, entry: Entry): void {
    if (!isOwnId(ref, entry)) return;
    if (isTransfer(entry)) this.#requests.remove(ref, entry.id);
    else if (entry.kind === 'transferEvent' && isTransferEvent(entry)) this.#events.remove(ref, entry.id);
    else if (isTransferMove(entry)) this.#moves.remove(ref, entry.id);
    else return;
    this.#touched.mark(String(entry.transfer ?? entry.id));
  }

  /** `null` for one that is not here. */
  read(id: string): TransferState | null {
    this.#settle();
    return this.#states.get(id) ?? null;
  }

  /** All that are here, the newest first. */
  all(): readonly TransferState[] {
    this.#settle();
    return [...this.#states.values()].sort(
      (a, b) => b.request.ref.time - a.request.ref.time || (a.request.value.id < b.request.value.id ? 1 : -1),
    );
  }

  /** Moves whose transfer is not here, or has no effect: goods moved all the same. */
  orphans(): readonly Fact<TransferMove>[] {
    return [...this.#moves.facts()].filter(({ value }) => !this.#requests.has(value.transfer));
  }

  /** The transfer that a move's id belongs to: a movement's document is the move. */
  transferOfMove(move: string): string | null {
    return this.#moves.get(move)[0]?.value.transfer ?? null;
  }

  /** Approved and not shipped, thousandths; `place` = `branch/warehouse`. */
  reserved(variant: string, place: string): number {
    this.#settle();
    // Asked for every row of the stock list: most shops have nothing under way.
    return this.#reserved.size === 0 ? 0 : (this.#reserved.get(figureKey(variant, place)) ?? 0);
  }

  /** Under way to a place. */
  inTransit(variant: string, place: string): number {
    this.#settle();
    return this.#underWay.size === 0 ? 0 : (this.#underWay.get(figureKey(variant, place)) ?? 0);
  }

  drainTouched(): ReadonlySet<string> | 'many' {
    return this.#touched.drain();
  }

  snapshot(): SnapshotData {
    return {
      requests: this.#requests.snapshot(),
      events: this.#events.snapshot(),
      moves: this.#moves.snapshot(),
    };
  }

  restore(data: SnapshotData): void {
    this.#requests.restore(String(data.requests));
    this.#events.restore(String(data.events));
    this.#moves.restore(String(data.moves));
  }

  #link(
    of: Map<string, Set<string>>,
    set: FactSet<TransferEvent> | FactSet<TransferMove>,
    fact: Fact<TransferEvent | TransferMove>,
  ): void {
    const { id, transfer } = fact.value;
    const known = of.get(transfer) ?? new Set<string>();
    if (set.get(id).some(({ value }) => value.transfer === transfer)) known.add(id);
    else known.delete(id);
    if (known.size > 0) of.set(transfer, known);
    else of.delete(transfer);
    this.#dirty.add(transfer);
  }

  #settle(): void {
    for (const id of this.#dirty) {
      for (const [key, reserved, underWay] of this.#given.get(id) ?? []) {
        shift(this.#reserved, key, -reserved);
        shift(this.#underWay, key, -underWay);
      }
      this.#given.delete(id);
      this.#states.delete(id);
      const state = transferState({
        requests: this.#requests.get(id),
        events: firsts(this.#events, this.#eventsOf.get(id), id),
        moves: firsts(this.#moves, this.#movesOf.get(id), id),
      });
      if (state === null) continue;
      this.#states.set(id, state);
      const given = contributionsOf(state);
      this.#given.set(id, given);
      for (const [key, reserved, underWay] of given) {
        shift(this.#reserved, key, reserved);
        shift(this.#underWay, key, underWay);
      }
    }
    this.#dirty.clear();
  }
}

/** TRANSFER-3. */
function isOwnId(ref: EntryRef, entry: Entry): boolean {
  return typeof entry.id === 'string' && entry.id.startsWith(`${deviceOfFeed(ref.feed)}.`);
}

/** Of facts under one id the first counts. */
function firsts<T extends TransferEvent | TransferMove>(
  set: FactSet<T>,
  ids: ReadonlySet<string> | undefined,
  transfer: string,
): Fact<T>[] {
  return [...(ids ?? [])].flatMap((id) => {
    const [first] = set.get(id);
    return first !== undefined && first.value.transfer === transfer ? [first] : [];
  });
}

function contributionsOf(state: TransferState): Contribution[] {
  const { from, to } = state.request.value;
  return state.lines.flatMap(({ variant, reserved, underWay }): Contribution[] => [
    ...(reserved === 0 ? [] : [[figureKey(variant, placeOfEnd(from)), reserved, 0] as const]),
    ...(underWay <= 0 ? [] : [[figureKey(variant, placeOfEnd(to)), 0, underWay] as const]),
  ]);
}

function shift(sums: Map<string, number>, key: string, by: number): void {
  if (by === 0) return;
  const sum = (sums.get(key) ?? 0) + by;
  if (sum === 0) sums.delete(key);
  else sums.set(key, sum);
}
