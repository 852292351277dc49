/**
 * Carries effects into folds: a part counts while its commit is effective and its text is present. Keeps every parsed
 * part in memory, which the fuzz can afford and the client cannot.
 */

import { hashTextOf } from '../../shared/commit/chain.ts';
import { readHeader } from '../../shared/commit/header.ts';
import type { Entry } from '../../shared/commit/part.ts';
import type { PartPlace } from '../../shared/fold/entry-ref.ts';
import { type Fold, FoldSet } from '../../shared/fold/fold.ts';
import type { Effect, ShopReplica } from '../../shared/replica/shop-replica.ts';
import type { StoredCommit } from './stored-commit.ts';

interface Held {
  readonly place: PartPlace;
  readonly entries: readonly Entry[];
  inFold: boolean;
}

export class FoldHost {
  readonly folds: readonly Fold[];
  readonly #set: FoldSet;
  readonly #parts = new Map<string, Map<string, Held>>();
  readonly #effective = new Set<string>();

  constructor(folds: readonly Fold[]) {
    this.folds = folds;
    this.#set = new FoldSet(folds);
  }

  /** Notes the present parts of a stored commit; those of an effective one count at once. */
  hold(stored: StoredCommit, index: number, replica: ShopReplica): void {
    const header = readHeader(stored.commit.header);
    if (header === null) return;
    const { feed, seq } = stored.commit;
    const key = `${feed} ${seq} ${replica.hash16(index)}`;
    const held = this.#parts.get(key) ?? new Map<string, Held>();
    this.#parts.set(key, held);
    for (const [at, reading] of replica.readParts(feed, header, stored.parts).entries()) {
      const document = header.parts[at]?.document;
      if (document === undefined || reading.state !== 'present' || held.has(document)) continue;
      const place = {
        feed,
        seq,
        document,
        time: header.time,
        hash: hashTextOf(replica.headAt(index)),
        uses: header.uses,
      };
      held.set(document, { place, entries: reading.part.entries, inFold: false });
    }
    if (this.#effective.has(key)) this.#put(key);
  }

  apply(effect: Effect): void {
    const key = `${effect.feed} ${effect.seq} ${effect.hash16}`;
    if (effect.verdict.verdict === 'effective') {
      this.#effective.add(key);
      this.#put(key);
      return;
    }
    this.#effective.delete(key);
    for (const held of this.#parts.get(key)?.values() ?? []) {
      if (held.inFold) this.#set.removePart(held.place, held.entries);
      held.inFold = false;
    }
  }

  #put(key: string): void {
    for (const held of this.#parts.get(key)?.values() ?? []) {
      if (!held.inFold) this.#set.addPart(held.place, held.entries);
      held.inFold = true;
    }
  }

  /** The same parts folded once more from nothing, in another order. */
  fromScratch(folds: readonly Fold[], order: (keys: readonly string[]) => readonly string[]): void {
    const set = new FoldSet(folds);
    for (const key of order([...this.#effective])) {
      for (const held of this.#parts.get(key)?.values() ?? []) set.addPart(held.place, held.entries);
    }
  }
}
