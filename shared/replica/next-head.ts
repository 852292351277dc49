/** The head that a commit gives on the head before it: as it was worked out already, or by the platform's quickest way. */
import { type ChainHash, chainNext, type Sha256 } from '../commit/chain.ts';
import type { WireCommit } from '../commit/codec.ts';
import { RestoredCommit } from '../commit/restored-commit.ts';
import type { TextCodec } from '../foundation/text-codec.ts';

export interface ChainHashing {
  readonly sha256: Sha256;
  readonly text: TextCodec;
  readonly chainHash?: ChainHash;
}

/** 32 bytes; not to be written to. */
export function nextHead({ sha256, text, chainHash }: ChainHashing, head: Uint8Array, commit: WireCommit): Uint8Array {
  const known = RestoredCommit.headOn(commit, head);
  if (known !== null) return known;
  return chainHash === undefined ? chainNext(sha256, head, text.encode(commit.header)) : chainHash(head, commit.header);
}
