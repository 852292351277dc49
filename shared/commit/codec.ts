/**
 * Bytes of a commit on wire and disk. Texts travel verbatim. Integers are strict varints: shortest form, at most
 * 2^53 − 1; lib0's accept more and are not used for anything that a stranger writes.
 *
 *   commit  feed · seq · header · count · count × (0 | 1 part) · (0 | 1 seal)
 *   text    byte length (varint) ‖ UTF-8
 */
import { fromUtf8, utf8 } from '../foundation/bytes.ts';
import { asFeedId, type FeedId } from '../foundation/ids.ts';
import type { TextCodec } from '../foundation/text-codec.ts';
import { LIMITS } from './limits.ts';
import { SEAL_BYTES } from './seal.ts';

/** A commit as it travels: texts verbatim, `null` for a part that is absent here. */
export interface WireCommit {
  readonly feed: FeedId;
  readonly seq: number;
  readonly header: string;
  readonly parts: readonly (string | null)[];
  readonly seal: Uint8Array | null;
}

export const PURE_TEXT: TextCodec = { encode: utf8, decode: fromUtf8 };

export class ByteWriter {
  #bytes: Uint8Array;
  #length = 0;
  readonly #text: TextCodec;

  /** `room`: bytes expected; more will do. */
  constructor(text: TextCodec = PURE_TEXT, room = 256) {
    this.#text = text;
    this.#bytes = new Uint8Array(room);
  }

  byte(value: number): this {
    this.#room(1);
    this.#bytes[this.#length++] = value;
    return this;
  }

  varint(value: number): this {
    if (!Number.isSafeInteger(value) || value < 0) throw new RangeError('varint out of range');
    let rest = value;
    while (rest > 127) {
      this.byte((rest % 128) | 128);
      rest = Math.floor(rest / 128);
    }
    return this.byte(rest);
  }

  raw(bytes: Uint8Array): this {
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
    return this;
  }

  bytes(bytes: Uint8Array): this {
    return this.varint(bytes.length).raw(bytes);
  }

  text(text: string): this {
    if (this.#text.encodeInto === undefined) return this.bytes(this.#text.encode(text));
    // Written where it will stand if it has as many bytes as units, as nearly every text has.
    const supposed = varintLength(text.length);
    this.#room(text.length * 3 + 8);
    const start = this.#length;
    const written = this.#text.encodeInto(text, this.#bytes, start + supposed);
    const needed = varintLength(written);
    if (needed !== supposed) this.#bytes.copyWithin(start + needed, start + supposed, start + supposed + written);
    this.varint(written);
    this.#length += written;
    return this;
  }

  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #room(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }
}

function varintLength(value: number): number {
  let length = 1;
  for (let rest = value; rest > 127; rest = Math.floor(rest / 128)) length++;
  return length;
}

/** Thrown inside reading only; the public readers turn it into `null`. */
export class MalformedBytes extends Error {}

export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #text: TextCodec;
  /** All of it, a letter a byte, once texts are cut from it. */
  #letters: string | null = null;
  #at = 0;

  constructor(bytes: Uint8Array, text: TextCodec = PURE_TEXT) {
    // A plain view, whatever came: `slice` of Node's Buffer does not copy.
    this.#bytes = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#text = text;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  byte(): number {
    const value = this.#bytes[this.#at];
    if (value === undefined) throw new MalformedBytes('truncated');
    this.#at++;
    return value;
  }

  /** At most `most`; a longer than shortest form is malformed. */
  varint(most: number = Number.MAX_SAFE_INTEGER): number {
    let value = 0;
    let scale = 1;
    for (let i = 0; i < 8; i++) {
      const byte = this.byte();
      value += (byte & 127) * scale;
      if (value > most) throw new MalformedBytes('number too large');
      if (byte < 128) {
        if (byte === 0 && i > 0) throw new MalformedBytes('number not in its shortest form');
        return value;
      }
      scale *= 128;
    }
    throw new MalformedBytes('number too long');
  }

  raw(length: number): Uint8Array {
    if (length > this.left) throw new MalformedBytes('truncated');
    const out = this.#bytes.subarray(this.#at, this.#at + length);
    this.#at += length;
    return out;
  }

  bytes(most: number): Uint8Array {
    return this.raw(this.varint(most));
  }

  /** For long stretches of small texts: where the platform can, they are read in one go, and the plain ones cut out. */
  manyTexts(): this {
    this.#letters = this.#text.latin1?.(this.#bytes) ?? null;
    return this;
  }

  text(most: number): string {
    const length = this.varint(most);
    const start = this.#at;
    const bytes = this.raw(length);
    if (this.#letters !== null) {
      let seen = 0;
      for (let i = start; i < start + length; i++) seen |= this.#bytes[i] ?? 0;
      if (seen < 128) return this.#letters.slice(start, start + length);
    }
    const text = this.#text.decode(bytes);
    if (text === null) throw new MalformedBytes('not UTF-8');
    return text;
  }

  end(): void {
    if (this.left !== 0) throw new MalformedBytes('bytes left over');
  }
}

export function writeCommit(writer: ByteWriter, commit: WireCommit): ByteWriter {
  writer.text(commit.feed).varint(commit.seq).text(commit.header).varint(commit.parts.length);
  for (const part of commit.parts) {
    if (part === null) writer.byte(0);
    else writer.byte(1).text(part);
  }
  return commit.seal === null ? writer.byte(0) : writer.byte(1).raw(commit.seal);
}

/** Reads one commit; throws MalformedBytes (the callers of a whole frame turn that into a refusal). */
export function readCommit(reader: ByteReader): WireCommit {
  const start = reader.left;
  const feed = asFeedId(reader.text(33));
  if (feed === null) throw new MalformedBytes('not a feed');
  const seq = reader.varint();
  if (seq < 1) throw new MalformedBytes('seq starts at 1');
  const header = reader.text(LIMITS.headerBytes);
  const count = reader.varint(LIMITS.parts);
  const parts: (string | null)[] = [];
  for (let i = 0; i < count; i++) parts.push(flag(reader) ? reader.text(LIMITS.partBytes) : null);
  const seal = flag(reader) ? reader.raw(SEAL_BYTES).slice() : null;
  if (start - reader.left > LIMITS.commitBytes + SEAL_BYTES + 256) throw new MalformedBytes('commit too large');
  return { feed, seq, header, parts, seal };
}

function flag(reader: ByteReader): boolean {
  const value = reader.byte();
  if (value > 1) throw new MalformedBytes('not a flag');
  return value === 1;
}

/** `null` instead of MalformedBytes; anything else is a programming error and passes through. */
export function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof MalformedBytes) return null;
    throw error;
  }
}
