/**
 * The Yjs client id of a feed's run in a document: the first 53 bits of SHA-256(document ‖ 0 ‖ run name). Derived, so
 * that every replica that builds the document by itself builds the same one; if two runs of one document meet in an id
 * (2^-53 a pair, or somebody searched for it), the one taken second gets the next free id, kept in a table beside the
 * document. No rule depends on the id, so replicas that resolve a clash in another order differ in nothing that counts.
 */
import type { Sha256 } from '../commit/chain.ts';
import { utf8 } from '../foundation/bytes.ts';
import type { DocumentName, FeedId } from '../foundation/ids.ts';
import { sealsName } from './segment.ts';

const BOUND = 2 ** 53;

/** The id before any clash is looked at: 1 … 2^53 − 1. `run` is a feed, or a feed's seals. */
export function derivedClientId(sha256: Sha256, document: DocumentName, run: string): number {
  const digest = sha256(utf8(`${document}\u0000${run}`));
  let id = (digest[0] ?? 0) & 0x1f;
  for (let i = 1; i < 7; i++) id = id * 256 + (digest[i] ?? 0);
  return id === 0 ? 1 : id;
}

/** Client ids of one document: run name → id. */
export class ClientIdTable {
  readonly #sha256: Sha256;
  readonly #document: DocumentName;
  readonly #idOf = new Map<string, number>();
  readonly #runOf = new Map<number, string>();

  /** `displaced`: the ids of this document that clashes moved, as {@link displaced} gave them. */
  constructor(sha256: Sha256, document: DocumentName, displaced: Iterable<readonly [string, number]> = []) {
    this.#sha256 = sha256;
    this.#document = document;
    for (const [run, id] of displaced) this.#keep(run, id);
  }

  idOfFeed(feed: FeedId): number {
    return this.#idOfRun(feed);
  }

  idOfSeals(feed: FeedId): number {
    return this.#idOfRun(sealsName(feed));
  }

  /** Only what could not be derived: to be stored beside the document. */
  displaced(): (readonly [string, number])[] {
    return [...this.#idOf].filter(([run, id]) => derivedClientId(this.#sha256, this.#document, run) !== id);
  }

  #idOfRun(run: string): number {
    const known = this.#idOf.get(run);
    if (known !== undefined) return known;
    let id = derivedClientId(this.#sha256, this.#document, run);
    while (this.#runOf.has(id)) id = id + 1 < BOUND ? id + 1 : 1;
    return this.#keep(run, id);
  }

  #keep(run: string, id: number): number {
    this.#idOf.set(run, id);
    this.#runOf.set(id, run);
    return id;
  }
}
