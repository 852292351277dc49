/**
 * The policy document is an Automerge document: hash-linked, causally ordered, compact, and `view(heads)` gives any
 * causal past (design.md §5). Each replica builds the change of an action from its text, so equal actions give equal
 * bytes and hashes everywhere and none ever travels:
 *
 *   actor    first 16 bytes of the commit's hash, hexadecimal      seq 1, time 0
 *   startOp  1 + the highest op of its deps                       deps = heads among the policy actions in its past
 *   ops      one `set` of the action's text under the commit's hash (base64url), in the root map
 *
 * No merged value is authority: entries are write-once, and authority is our own fold over valid actions. Automerge is
 * passed in because its wasm is heavy and stays off the till's start path.
 */
import type * as Automerge from '@automerge/automerge';
import { toHex } from '../foundation/bytes.ts';

/** The functions of Automerge that the log needs; `/slim` after its wasm is loaded, or the plain module in Node. */
export type AutomergeApi = Pick<
  typeof Automerge,
  'init' | 'applyChanges' | 'encodeChange' | 'decodeChange' | 'getHeads' | 'getAllChanges' | 'save' | 'load' | 'view'
>;

export interface LoggedAction {
  /** The commit's hash: 32 bytes and the same as base64url. */
  readonly head: Uint8Array;
  readonly hash: string;
  /** The action's text, byte for byte as in the part. */
  readonly text: string;
  /** Hashes (base64url) of the policy actions that are heads in its causal past. */
  readonly past: readonly string[];
}

interface Logged {
  readonly changeHash: string;
  readonly op: number;
}

/** A scalar text comes back from Automerge 3 wrapped (`ImmutableString`). */
type PolicyDoc = Record<string, { readonly val: string } | string>;

export class PolicyLog {
  readonly #automerge: AutomergeApi;
  #doc: Automerge.Doc<PolicyDoc>;
  readonly #logged = new Map<string, Logged>();
  /** Changes made and not yet in the document: a hundred at once cost a fifth of a hundred one by one. */
  #made: Uint8Array[] = [];

  constructor(automerge: AutomergeApi, saved?: Uint8Array) {
    this.#automerge = automerge;
    this.#doc = saved === undefined ? automerge.init<PolicyDoc>() : automerge.load<PolicyDoc>(saved);
    for (const bytes of automerge.getAllChanges(this.#doc)) {
      const change = automerge.decodeChange(bytes);
      const [op] = change.ops;
      if (op !== undefined && 'key' in op && typeof op.key === 'string' && change.hash !== null) {
        this.#logged.set(op.key, { changeHash: change.hash, op: change.startOp });
      }
    }
  }

  get size(): number {
    return this.#logged.size;
  }

  has(hash: string): boolean {
    return this.#logged.has(hash);
  }

  /** Adds an action whose past is here already; `false` when it is logged or its past is not complete. */
  add(action: LoggedAction): boolean {
    if (this.#logged.has(action.hash)) return false;
    const deps: Logged[] = [];
    for (const hash of action.past) {
      const dep = this.#logged.get(hash);
      if (dep === undefined) return false;
      deps.push(dep);
    }
    const startOp = 1 + deps.reduce((highest, dep) => Math.max(highest, dep.op), 0);
    const change = this.#automerge.encodeChange({
      actor: toHex(action.head.subarray(0, 16)),
      seq: 1,
      startOp,
      time: 0,
      message: null,
      author: null,
      deps: deps.map((dep) => dep.changeHash).sort(),
      ops: [{ action: 'set', obj: '_root', key: action.hash, value: action.text, pred: [] }],
    });
    const { hash } = this.#automerge.decodeChange(change);
    if (hash === null) return false;
    this.#made.push(change);
    this.#logged.set(action.hash, { changeHash: hash, op: startOp });
    return true;
  }

  /** Automerge heads, sorted: equal on every replica that knows the same actions. */
  heads(): string[] {
    return [...this.#automerge.getHeads(this.#current())].sort();
  }

  /** Texts by commit hash in the causal past of these actions (themselves included). */
  viewAt(hashes: readonly string[]): Readonly<Record<string, string>> {
    const heads = hashes.flatMap((hash) => this.#logged.get(hash)?.changeHash ?? []);
    const view = this.#automerge.view(this.#current(), heads);
    return Object.fromEntries(
      Object.entries(view).map(([hash, text]) => [hash, typeof text === 'string' ? text : text.val]),
    );
  }

  changes(): readonly Uint8Array[] {
    return this.#automerge.getAllChanges(this.#current());
  }

  save(): Uint8Array {
    return this.#automerge.save(this.#current());
  }

  /** Puts into the document what was added since. Readers do it themselves; in between it spreads the work. */
  settle(): void {
    this.#current();
  }

  #current(): Automerge.Doc<PolicyDoc> {
    if (this.#made.length > 0) [this.#doc] = this.#automerge.applyChanges(this.#doc, this.#made);
    this.#made = [];
    return this.#doc;
  }
}
