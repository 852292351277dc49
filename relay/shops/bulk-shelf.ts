/**
 * Packed bulks of all shops of a process, kept for whoever joins next: the newest used, up to so many bytes in all. What
 * two sessions ask for at once is packed once. Nothing here knows when a bulk is out of date: the key of one that was
 * changed is never asked for again, and it leaves with the oldest.
 */
import type { PackedBulk } from './bulk-packing.ts';

export const SHELF_BYTES = 96 * 1024 * 1024;

interface Kept {
  readonly bulks: Promise<readonly PackedBulk[]>;
  bytes: number;
}

export class BulkShelf {
  readonly #most: number;
  /** In the order of use. */
  readonly #kept = new Map<string, Kept>();
  #bytes = 0;
  #chunks = 0;

  constructor(mostBytes = SHELF_BYTES) {
    this.#most = mostBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** A name that no other stretch of history has, or had. */
  nextName(): string {
    return String(++this.#chunks);
  }

  /** What was kept under this key, or is made now. */
  take(key: string, make: () => Promise<readonly PackedBulk[]>): Promise<readonly PackedBulk[]> {
    const known = this.#kept.get(key);
    if (known !== undefined) {
      this.#kept.delete(key);
      this.#kept.set(key, known);
      return known.bulks;
    }
    const fresh: Kept = { bulks: make(), bytes: 0 };
    this.#kept.set(key, fresh);
    fresh.bulks.then(
      (bulks) => this.#weigh(key, fresh, bulks),
      () => this.#drop(key, fresh),
    );
    return fresh.bulks;
  }

  #weigh(key: string, kept: Kept, bulks: readonly PackedBulk[]): void {
    if (this.#kept.get(key) !== kept) return;
    kept.bytes = key.length + bulks.reduce((sum, bulk) => sum + bulk.packed.length, 0);
    this.#bytes += kept.bytes;
    for (const [oldest, one] of this.#kept) {
      if (this.#bytes <= this.#most) return;
      this.#drop(oldest, one);
    }
  }

  #drop(key: string, kept: Kept): void {
    if (this.#kept.get(key) !== kept) return;
    this.#kept.delete(key);
    this.#bytes -= kept.bytes;
  }
}
