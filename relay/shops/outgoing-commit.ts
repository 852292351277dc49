/**
 * A commit on its way out, encoded at most once for each set of parts that somebody may see.
 */
import type { WireCommit } from '../../shared/commit/codec.ts';
import type { DeviceId } from '../../shared/foundation/ids.ts';
import { encodeCommit } from '../../shared/protocol/message-codec.ts';
import { nodeText } from '../platform/node-crypto.ts';

export class OutgoingCommit {
  readonly at: number;
  readonly device: DeviceId;
  readonly commit: WireCommit;
  readonly documents: readonly string[];
  /** With all the parts that are held. */
  readonly whole: Uint8Array;
  readonly #present: number;
  #byMask: Map<number, Uint8Array> | null = null;

  constructor(fields: {
    readonly at: number;
    readonly device: DeviceId;
    readonly commit: WireCommit;
    readonly bytes: Uint8Array;
    readonly documents: readonly string[];
  }) {
    this.at = fields.at;
    this.device = fields.device;
    this.commit = fields.commit;
    this.documents = fields.documents;
    this.whole = fields.bytes;
    let present = 0;
    for (const [i, part] of fields.commit.parts.entries()) if (part !== null) present |= 1 << i;
    this.#present = present;
  }

  bytes(mask: number): Uint8Array {
    const shown = mask & this.#present;
    if (shown === this.#present) return this.whole;
    this.#byMask ??= new Map();
    let bytes = this.#byMask.get(shown);
    if (bytes === undefined) {
      bytes = encodeCommit(this.shown(mask), nodeText);
      this.#byMask.set(shown, bytes);
    }
    return bytes;
  }

  shown(mask: number): WireCommit {
    return { ...this.commit, parts: this.commit.parts.map((part, i) => ((mask >> i) & 1 ? part : null)) };
  }
}
