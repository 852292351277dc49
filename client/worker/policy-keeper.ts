/**
 * The policy document of the open shop: begun from the bytes on disk, brought up to the history in memory when asked,
 * which the engine does in quiet moments only. Whether Automerge can be loaded concerns nothing else: without it the
 * policy has no hash here, and grants are compiled and kept all the same.
 */
import type { Sha256 } from '../../shared/commit/chain.ts';
import { PolicyDocument, type PolicyHistory, policyHash } from '../../shared/policy/policy-document.ts';
import type { AutomergeApi } from '../../shared/policy/policy-log.ts';
import type { VerdictEngine } from '../../shared/policy/verdict-engine.ts';
import type { KeptPolicy } from '../replica/shop-records.ts';
import type { ShopCore } from './shop-core.ts';

export interface PolicyKeeperOutside {
  readonly sha256: Sha256;
  automerge(): Promise<AutomergeApi | null>;
  /** The document as it was kept last. */
  saved(): Promise<Uint8Array | null>;
  /** Lets whatever came meanwhile have its turn. */
  pause(): Promise<void>;
}

/** Actions added in one go: about 10 ms. */
const SLICE = 20;

export class PolicyKeeper {
  readonly #outside: PolicyKeeperOutside;
  #opening: Promise<PolicyDocument | null> | null = null;
  #kept: KeptPolicy | null = null;

  constructor(outside: PolicyKeeperOutside) {
    this.#outside = outside;
  }

  /** The policy as this history has it, to be kept; `null` when Automerge cannot be had now. */
  async follow(history: PolicyHistory): Promise<KeptPolicy | null> {
    this.#opening ??= this.#open();
    const document = await this.#opening;
    if (document === null) {
      this.#opening = null;
      return null;
    }
    let isNew = this.#kept === null;
    for (let found = document.follow(history, SLICE); found !== 'same'; found = document.follow(history, SLICE)) {
      isNew = true;
      if (found === 'changed') break;
      await this.#outside.pause();
    }
    if (isNew) {
      const hash = policyHash(this.#outside.sha256, document.heads());
      this.#kept = { mark: { hash, actions: document.size }, file: document.save() };
    }
    return this.#kept;
  }

  async #open(): Promise<PolicyDocument | null> {
    const automerge = await this.#outside.automerge();
    if (automerge === null) return null;
    const saved = await this.#outside.saved();
    return saved === null ? new PolicyDocument(automerge) : new PolicyDocument(automerge, saved);
  }
}

/** The history in memory as the document asks for it. */
export function policyHistoryOf(core: ShopCore, engine: VerdictEngine): PolicyHistory {
  const { replica } = core;
  return {
    policyActions: () => engine.policyActions(),
    policyHeadsBefore: (index) => engine.policyHeadsBefore(index),
    headAt: (index) => replica.headAt(index),
    textAt: (index) => {
      const known = replica.isSealed(index) ? core.at(index) : null;
      const at = known?.header.parts.findIndex((ref) => ref.document === 'policy') ?? -1;
      return known?.commit.parts[at] ?? null;
    },
  };
}
