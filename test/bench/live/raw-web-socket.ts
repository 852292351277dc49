/**
 * The leanest WebSocket client that a load generator can have: frames are prepared beforehand and written as they are
 * (the masking key is zero, which RFC 6455 allows and which leaves the payload readable), incoming frames are cut in
 * place, and the payload of a data frame is shown to the caller as a range of the receiving buffer, never copied.
 * `ws` on this side would cost more than the server that is measured.
 */
import { randomBytes } from 'node:crypto';
import net from 'node:net';

export interface RawSocketEvents {
  /** A message's payload is bytes[start, end); valid during the call only. */
  message(bytes: Buffer, start: number, end: number): void;
  /** After all the messages of one read from the operating system. */
  turn?(): void;
  closed?(code: number): void;
}

const HEAD_END = Buffer.from('\r\n\r\n');

export class RawWebSocket {
  readonly #socket: net.Socket;
  readonly #events: RawSocketEvents;
  /** Bytes of a frame that has not come in whole, and how many are needed before looking again. */
  #kept: Buffer[] = [];
  #keptLength = 0;
  #needed = 0;
  #code = 1006;

  private constructor(socket: net.Socket, events: RawSocketEvents) {
    this.#socket = socket;
    this.#events = events;
    socket.on('data', (chunk: Buffer) => this.#receive(chunk));
    socket.on('close', () => events.closed?.(this.#code));
    socket.on('error', () => {});
  }

  /** Connects and upgrades; rejects when the server answers anything but 101. */
  static open(url: URL, events: RawSocketEvents): Promise<RawWebSocket> {
    return new Promise((resolve, reject) => {
      const socket = net.connect({ host: url.hostname, port: Number(url.port), noDelay: true });
      let head = Buffer.alloc(0);
      const failed = (error?: Error) => reject(error ?? new Error(`no WebSocket at ${url}`));
      socket.once('error', failed);
      socket.once('close', failed);
      socket.once('connect', () => {
        socket.write(
          `GET ${url.pathname}${url.search} HTTP/1.1\r\nHost: ${url.host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
            `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\nSec-WebSocket-Version: 13\r\nOrigin: http://${url.host}\r\n\r\n`,
        );
      });
      const read = (chunk: Buffer) => {
        head = Buffer.concat([head, chunk]);
        const end = head.indexOf(HEAD_END);
        if (end < 0) return;
        socket.removeAllListeners('data').removeAllListeners('error').removeAllListeners('close');
        const status = head.subarray(0, head.indexOf('\r\n')).toString();
        if (!status.includes(' 101 ')) {
          socket.destroy();
          failed(new Error(`${url}: ${status}`));
          return;
        }
        const opened = new RawWebSocket(socket, events);
        resolve(opened);
        const early = head.subarray(end + HEAD_END.length);
        // After the caller has the socket in hand, so that it can answer.
        if (early.length > 0) queueMicrotask(() => opened.#receive(early));
      };
      socket.on('data', read);
    });
  }

  /** Bytes that are frames already (`clientFrame`), one or many. False while the operating system takes no more. */
  write(frames: Uint8Array): boolean {
    return this.#socket.write(frames);
  }
  get waiting(): number {
    return this.#socket.writableLength;
  }
  destroy(): void {
    this.#socket.destroy();
  }
  get destroyed(): boolean {
    return this.#socket.destroyed;
  }

  #receive(chunk: Buffer): void {
    let bytes = chunk;
    if (this.#keptLength > 0) {
      this.#kept.push(chunk);
      this.#keptLength += chunk.length;
      if (this.#keptLength < this.#needed) return;
      bytes = Buffer.concat(this.#kept, this.#keptLength);
      this.#kept = [];
      this.#keptLength = 0;
    }
    let at = 0;
    for (;;) {
      const size = frameSize(bytes, at);
      if (at + size.whole > bytes.length) {
        if (at < bytes.length) {
          // The buffer may be the stream's own: what is kept is copied, it is less than one frame.
          this.#kept = [Buffer.from(bytes.subarray(at))];
          this.#keptLength = bytes.length - at;
          this.#needed = size.whole;
        }
        break;
      }
      this.#frame(bytes, at, size);
      at += size.whole;
    }
    this.#events.turn?.();
  }

  #frame(bytes: Buffer, at: number, size: FrameSize): void {
    const opcode = (bytes[at] ?? 0) & 15;
    if (opcode === 2 || opcode === 1) this.#events.message(bytes, at + size.head, at + size.whole);
    else if (opcode === 9) this.#socket.write(clientFrame(bytes.subarray(at + size.head, at + size.whole), 10));
    else if (opcode === 8) {
      if (size.whole - size.head >= 2) this.#code = bytes.readUInt16BE(at + size.head);
      this.#socket.end(clientFrame(bytes.subarray(at + size.head, at + size.whole), 8));
    }
  }
}

interface FrameSize {
  readonly head: number;
  readonly whole: number;
}

/** Size of the frame that begins at `at`, as far as its bytes tell; more than there is when its head is not whole. */
function frameSize(bytes: Buffer, at: number): FrameSize {
  const left = bytes.length - at;
  if (left < 2) return { head: 2, whole: 2 };
  const short = (bytes[at + 1] ?? 0) & 127;
  if (short < 126) return { head: 2, whole: 2 + short };
  if (short === 126) return { head: 4, whole: left < 4 ? 4 : 4 + bytes.readUInt16BE(at + 2) };
  return { head: 10, whole: left < 10 ? 10 : 10 + Number(bytes.readBigUInt64BE(at + 2)) };
}

/** A whole frame from client to server, ready to be written. */
export function clientFrame(payload: Uint8Array, opcode = 2): Buffer {
  const { length } = payload;
  const head = length < 126 ? 6 : length < 65_536 ? 8 : 14;
  const out = Buffer.alloc(head + length);
  out[0] = 0x80 | opcode;
  if (length < 126) out[1] = 0x80 | length;
  else if (length < 65_536) {
    out[1] = 0x80 | 126;
    out.writeUInt16BE(length, 2);
  } else {
    out[1] = 0x80 | 127;
    out.writeBigUInt64BE(BigInt(length), 2);
  }
  out.set(payload, head);
  return out;
}
