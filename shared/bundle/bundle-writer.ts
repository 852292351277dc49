/**
 * Writes a proof bundle line by line (bundle-lines.ts); the caller hands in commits, causes first, and signs at the end.
 * Each branch of a feed must bring a seal with its last commit; more do no harm.
 */
import type { ChainHash } from '../commit/chain.ts';
import type { WireCommit } from '../commit/codec.ts';
import {
  type BundleHead,
  bundleSealMessage,
  bundleStart,
  commitLine,
  type FeedEnd,
  headLine,
  keyLine,
  manifestLine,
  sealLine,
} from './bundle-lines.ts';

export class BundleWriter {
  readonly #head: BundleHead;
  readonly #chainHash: ChainHash;
  #digest = bundleStart();
  #commits = 0;

  constructor(head: BundleHead, chainHash: ChainHash) {
    this.#head = head;
    this.#chainHash = chainHash;
  }

  /** All lines carry their line feed. */
  head(): string {
    return this.#note(headLine(this.#head));
  }
  key(key: Uint8Array): string {
    return this.#note(keyLine(key));
  }
  /** `after`: 16 bytes of the predecessor's hash, base64url, where the feed has several at that place. */
  commit(commit: WireCommit, after: string | null = null): string {
    this.#commits++;
    return this.#note(commitLine({ number: this.#commits, commit, after }));
  }
  manifest(ends: readonly FeedEnd[]): string {
    return this.#note(manifestLine({ commits: this.#commits, ends }));
  }
  /** To be signed by the key of the head; the last line is made of the signature. */
  message(): Uint8Array {
    return bundleSealMessage(this.#head.shop, this.#digest);
  }
  seal(signature: Uint8Array): string {
    return sealLine(signature);
  }

  #note(line: string): string {
    this.#digest = this.#chainHash(this.#digest, line);
    return line;
  }
}
