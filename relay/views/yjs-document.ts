/** A Y.Doc that only the relay writes, and those who read it. */
import * as Y from 'yjs';

export class YjsDocument {
  readonly doc = new Y.Doc();
  readonly #readers = new Set<{ update(bytes: Uint8Array): void; gone(): void }>();

  constructor() {
    this.doc.on('update', (bytes: Uint8Array) => {
      for (const reader of this.#readers) reader.update(bytes);
    });
  }

  get readers(): number {
    return this.#readers.size;
  }

  state(): Uint8Array {
    return Y.encodeStateAsUpdate(this.doc);
  }

  /** Gives the way out. */
  follow(reader: { update(bytes: Uint8Array): void; gone(): void }): () => void {
    this.#readers.add(reader);
    return () => this.#readers.delete(reader);
  }

  close(): void {
    for (const reader of [...this.#readers]) reader.gone();
    this.#readers.clear();
    this.doc.destroy();
  }
}
