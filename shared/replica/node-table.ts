/**
 * Per-commit facts in columns: a hundred thousand commits cost their bytes, not their objects. Indices are those of the
 * judge: dense, causal.
 */
import { hash16Of } from '../commit/chain.ts';
import { base64urlValue } from '../foundation/bytes.ts';

/** Room at first: a relay holds thousands of small shops. */
const FIRST = 64;

export class NodeTable {
  #capacity = FIRST;
  #length = 0;
  #heads = new Uint8Array(FIRST * 32);
  #feed = new Int32Array(FIRST);
  #seq = new Int32Array(FIRST);
  #prev = new Int32Array(FIRST);
  #time = new Float64Array(FIRST);
  #bytes = new Float64Array(FIRST);
  #commits = new Int32Array(FIRST);

  get length(): number {
    return this.#length;
  }

  push(node: {
    readonly head: Uint8Array;
    readonly feed: number;
    readonly seq: number;
    readonly prev: number;
    readonly time: number;
    readonly bytes: number;
    readonly commits: number;
  }): number {
    if (this.#length === this.#capacity) this.#grow();
    const index = this.#length++;
    this.#heads.set(node.head, index * 32);
    this.#feed[index] = node.feed;
    this.#seq[index] = node.seq;
    this.#prev[index] = node.prev;
    this.#time[index] = node.time;
    this.#bytes[index] = node.bytes;
    this.#commits[index] = node.commits;
    return index;
  }

  /** A view of the 32 bytes; copy it before keeping it. */
  head(index: number): Uint8Array {
    return this.#heads.subarray(index * 32, index * 32 + 32);
  }
  hash16(index: number): string {
    return hash16Of(this.#heads, index * 32);
  }
  /** Do these 32 bytes stand there? */
  isHead(index: number, head: Uint8Array): boolean {
    const at = index * 32;
    for (let i = 0; i < 32; i++) if (this.#heads[at + i] !== head[i]) return false;
    return true;
  }
  /** Does the head begin with the 16 bytes of a hash16? False for a text that is none. */
  isNamed(index: number, hash16: string): boolean {
    if (hash16.length !== 22) return false;
    let at = index * 32;
    let held = 0;
    let bits = 0;
    for (let i = 0; i < 22; i++) {
      const value = base64urlValue(hash16.charCodeAt(i));
      if (value < 0) return false;
      held = ((held & 63) << 6) | value;
      bits += 6;
      if (bits < 8) continue;
      bits -= 8;
      if (this.#heads[at++] !== ((held >> bits) & 255)) return false;
    }
    return (held & 15) === 0;
  }
  feed(index: number): number {
    return this.#feed[index] ?? -1;
  }
  seq(index: number): number {
    return this.#seq[index] ?? 0;
  }
  prev(index: number): number {
    return this.#prev[index] ?? -1;
  }
  time(index: number): number {
    return this.#time[index] ?? 0;
  }
  bytes(index: number): number {
    return this.#bytes[index] ?? 0;
  }
  commits(index: number): number {
    return this.#commits[index] ?? 0;
  }

  #grow(): void {
    this.#capacity *= 2;
    this.#heads = grown(this.#heads, new Uint8Array(this.#capacity * 32));
    this.#feed = grown(this.#feed, new Int32Array(this.#capacity));
    this.#seq = grown(this.#seq, new Int32Array(this.#capacity));
    this.#prev = grown(this.#prev, new Int32Array(this.#capacity));
    this.#time = grown(this.#time, new Float64Array(this.#capacity));
    this.#bytes = grown(this.#bytes, new Float64Array(this.#capacity));
    this.#commits = grown(this.#commits, new Int32Array(this.#capacity));
  }
}

function grown<T extends { set(from: T): void }>(from: T, to: T): T {
  to.set(from);
  return to;
}
