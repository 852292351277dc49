/**
 * The policy document of each shop as an Automerge file, for third parties who audit it with stock Automerge. Made when
 * somebody first asks, from the durable rows; Automerge's wasm is loaded only then. Holds what is durable and covered by a
 * verified seal, void actions included.
 */
import type { WireCommit } from '../../shared/commit/codec.ts';
import { readHeader } from '../../shared/commit/header.ts';
import type { ShopId } from '../../shared/foundation/ids.ts';
import { PolicyDocument, type PolicyHistory } from '../../shared/policy/policy-document.ts';
import type { AutomergeApi } from '../../shared/policy/policy-log.ts';
import { readRow } from '../shops/row-codec.ts';
import type { ShopHub } from '../shops/shop-hub.ts';
import type { ShopRegistry } from '../shops/shop-registry.ts';
import type { ShopState } from '../shops/shop-state.ts';

/** Rows read at once; a policy action is a few hundred bytes. */
const ROWS = 500;

interface Kept {
  readonly document: PolicyDocument;
  file: Uint8Array | null;
}

export class PolicyFiles {
  readonly #registry: ShopRegistry;
  /** By state: a shop that was read again from disk may have fewer actions, under other indices. */
  readonly #kept = new WeakMap<ShopState, Kept>();
  #automerge: Promise<AutomergeApi> | null = null;

  constructor(registry: ShopRegistry) {
    this.#registry = registry;
  }

  /** The file as of now. */
  async of(shop: ShopId): Promise<Uint8Array> {
    const automerge = await this.#load();
    const hub = await this.#registry.hub(shop);
    for (;;) {
      // What was just answered as listed is in the file: its seal need not wait for the next tick.
      await hub.sealsChecked();
      await hub.whenReady();
      const { state } = hub;
      const kept = this.#kept.get(state) ?? { document: new PolicyDocument(automerge), file: null };
      this.#kept.set(state, kept);
      const texts = await readTexts(hub, state, kept.document);
      if (hub.state !== state) continue;
      const found = kept.document.follow(historyOf(state, (index) => texts.get(index) ?? null));
      if (found !== 'same' || kept.file === null) kept.file = kept.document.save();
      return kept.file;
    }
  }

  #load(): Promise<AutomergeApi> {
    this.#automerge ??= import('@automerge/automerge').catch((error: unknown) => {
      this.#automerge = null;
      throw error;
    });
    return this.#automerge;
  }
}

/** Texts of the actions that the document lacks, by index. */
async function readTexts(
  hub: ShopHub,
  state: ShopState,
  document: PolicyDocument,
): Promise<ReadonlyMap<number, string>> {
  const texts = new Map<number, string>();
  const places = document
    .lacking(historyOf(state, () => null))
    .filter((index) => state.replica.isSealed(index))
    .map((index) => state.places[index] ?? 0)
    .filter((at) => at > 0 && at <= hub.log.durable);
  for (let from = 0; from < places.length; from += ROWS) {
    for (const { at, body } of await hub.log.readAt(places.slice(from, from + ROWS))) {
      const index = state.indexAt[at];
      const commit = readRow(body)?.commit;
      const text = commit === undefined ? null : policyText(commit);
      if (index !== undefined && text !== null) texts.set(index, text);
    }
  }
  return texts;
}

function historyOf({ policy, replica }: ShopState, textAt: (index: number) => string | null): PolicyHistory {
  return {
    policyActions: () => policy.policyActions(),
    policyHeadsBefore: (index) => policy.policyHeadsBefore(index),
    headAt: (index) => replica.headAt(index),
    textAt,
  };
}

function policyText(commit: WireCommit): string | null {
  const at = readHeader(commit.header)?.parts.findIndex((ref) => ref.document === 'policy') ?? -1;
  return commit.parts[at] ?? null;
}
