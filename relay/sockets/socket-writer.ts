/**
 * Frames out, all of one turn in one write: a write a frame costs three to eleven times the CPU (facts.md §7). A reader
 * whose socket holds too much unsent is dropped, not waited for.
 */
import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import { SLOW_READER_BYTES } from '../shops/shop-limits.ts';

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

  send(frame: Uint8Array): void {
    this.#frames.push(frame);
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => this.flush());
  }

  flush(): void {
    this.#scheduled = false;
    const frames = this.#frames;
    if (frames.length === 0) return;
    this.#frames = [];
    if (this.#ws.readyState !== this.#ws.OPEN) return;
    if (frames.length > 1) this.#socket.cork();
    for (const frame of frames) this.#ws.send(frame);
    if (frames.length > 1) this.#socket.uncork();
    if (this.#socket.writableLength > SLOW_READER_BYTES) this.#tooSlow();
  }
}
