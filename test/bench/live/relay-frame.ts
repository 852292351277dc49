/**
 * Reads what the load must know from the relay's frames without decoding them: of commits the feed and seq, of answers
 * the feed, seq and whether it is listed. Lengths are stepped over. (message-codec.ts is the full reader.)
 */
import { MESSAGE_TYPE } from '../../../shared/protocol/messages.ts';

export interface RelayFrameEvents {
  /** `key`: the first eight characters of the feed, folded into 32 bits. */
  commit(key: number, seq: number): void;
  listed(seq: number): void;
  /** Any other answer than "listed": the load is not what it should be. */
  otherAnswer(): void;
  /** Bytes that count against the credit given to the relay. */
  spent(bytes: number): void;
}

const FEED_LENGTH = 33;

export class RelayFrame {
  #bytes: Buffer = Buffer.alloc(0);
  #at = 0;

  read(bytes: Buffer, start: number, end: number, events: RelayFrameEvents): void {
    const type = bytes[start];
    this.#bytes = bytes;
    this.#at = start + 1;
    if (type === MESSAGE_TYPE.commits) {
      this.#commits(events);
      events.spent(end - start);
    } else if (type === MESSAGE_TYPE.bulk) events.spent(end - start);
    else if (type === MESSAGE_TYPE.answers) this.#answers(events);
  }

  #commits(events: RelayFrameEvents): void {
    this.#skip(this.#varint() * 32);
    for (let left = this.#varint(); left > 0; left--) {
      this.#varint();
      const key = feedKey(this.#bytes, this.#at);
      this.#skip(FEED_LENGTH);
      const seq = this.#varint();
      this.#skip(this.#varint());
      for (let parts = this.#varint(); parts > 0; parts--) if (this.#byte() === 1) this.#skip(this.#varint());
      if (this.#byte() === 1) this.#skip(64);
      events.commit(key, seq);
    }
  }

  #answers(events: RelayFrameEvents): void {
    for (let left = this.#varint(); left > 0; left--) {
      this.#skip(24);
      const seq = this.#varint();
      this.#skip(16);
      if (this.#byte() !== 0) {
        events.otherAnswer();
        return;
      }
      this.#varint();
      this.#varint();
      this.#skip(1);
      this.#skip(this.#varint());
      events.listed(seq);
    }
  }

  #byte(): number {
    return this.#bytes[this.#at++] ?? 0;
  }
  #skip(length: number): void {
    this.#at += length;
  }
  #varint(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.#bytes[this.#at++] ?? 0;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
  }
}

export function feedKey(bytes: Buffer, at: number): number {
  return bytes.readInt32LE(at) ^ bytes.readInt32LE(at + 4);
}
