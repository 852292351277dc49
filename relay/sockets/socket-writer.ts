/**
 * Frames out, all of one turn in one write: a write a frame costs three to eleven times the CPU (facts.md §7). Data frames
 * are put into WebSocket's framing here (a server's are header and payload, nothing else), so that a turn is one buffer
 * for the operating system; control frames stay with ws, which writes to the same socket in the same order.
 *
 * Frames are laid out in memory that all sockets share: what the operating system takes at once, as it nearly always
 * does, leaves nothing behind for the garbage collector. A frame that nobody's screen waits for (answers, credit) goes
 * with the next that leaves, at the latest a beat later. A reader whose socket holds too much unsent is dropped.
 */
import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import type { Urgency } from '../../shared/protocol/peer-port.ts';
import { LAZY_FRAME_MS, SLOW_READER_BYTES } from '../shops/shop-limits.ts';

export class SocketWriter {
  readonly #ws: WebSocket;
  readonly #socket: Socket;
  readonly #tooSlow: () => void;
  #frames: Uint8Array[] = [];
  #scheduled = false;

  constructor(ws: WebSocket, socket: Socket, tooSlow: () => void) {
    this.#ws = ws;
    this.#socket = socket;
    this.#tooSlow = tooSlow;
  }

  send(frame: Uint8Array, urgency: Urgency): void {
    this.#frames.push(frame);
    if (urgency === 'now') this.flush();
    else if (this.#scheduled) return;
    else if (urgency === 'later') {
      if (this.#frames.length === 1) flushLater(this);
    } else {
      this.#scheduled = true;
      queueMicrotask(() => this.flush());
    }
  }

  flush(): void {
    this.#scheduled = false;
    const frames = this.#frames;
    if (frames.length === 0) return;
    this.#frames = [];
    if (this.#ws.readyState !== this.#ws.OPEN) return;
    const length = frames.reduce((sum, frame) => sum + headLength(frame.length) + frame.length, 0);
    // A socket that lags keeps what it is given: exactly its own bytes, not all of the shared memory.
    const lags = length > SHARED_BYTES || this.#socket.writableLength > 0;
    const memory = lags ? Buffer.allocUnsafe(length) : shared;
    layOut(memory, frames);
    this.#socket.write(lags ? memory : memory.subarray(0, length));
    if (this.#socket.writableLength === 0) return;
    if (memory === shared) shared = Buffer.allocUnsafeSlow(SHARED_BYTES);
    if (this.#socket.writableLength > SLOW_READER_BYTES) this.#tooSlow();
  }
}

const SHARED_BYTES = 64 * 1024;
let shared = Buffer.allocUnsafeSlow(SHARED_BYTES);

/** Writers that hold nothing but frames that may wait: one timer for all sockets of the process. */
let waiting: SocketWriter[] = [];

function flushLater(writer: SocketWriter): void {
  waiting.push(writer);
  if (waiting.length > 1) return;
  setTimeout(() => {
    const due = waiting;
    waiting = [];
    for (const one of due) one.flush();
  }, LAZY_FRAME_MS);
}

/** Whole, unmasked binary messages (RFC 6455 §5.2), one behind the other. */
function layOut(memory: Buffer, frames: readonly Uint8Array[]): void {
  let at = 0;
  for (const frame of frames) {
    at = writeHead(memory, at, frame.length);
    memory.set(frame, at);
    at += frame.length;
  }
}

const FINAL_BINARY = 0x82;

function headLength(payload: number): number {
  return payload < 126 ? 2 : payload < 65_536 ? 4 : 10;
}

function writeHead(out: Buffer, at: number, payload: number): number {
  out[at] = FINAL_BINARY;
  if (payload < 126) out[at + 1] = payload;
  else if (payload < 65_536) {
    out[at + 1] = 126;
    out.writeUInt16BE(payload, at + 2);
  } else {
    out[at + 1] = 127;
    out.writeUInt32BE(0, at + 2);
    out.writeUInt32BE(payload, at + 6);
  }
  return at + headLength(payload);
}
