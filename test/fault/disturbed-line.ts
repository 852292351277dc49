/**
 * A TCP line between devices and a relay that breaks: each connection carries a seeded number of bytes each way and is
 * then cut, or goes silent while both ends believe it open (half-open).
 */
import { EventEmitter, once } from 'node:events';
import net from 'node:net';
import type { SeededRandom } from '../fuzz/seeded-random.ts';

export type Break = 'cut' | 'silent';

export class DisturbedLine {
  readonly changes = new EventEmitter();
  /** Breaks so far, by kind. */
  readonly breaks = { cut: 0, silent: 0 };
  port = 0;
  readonly #target: number;
  readonly #random: SeededRandom;
  readonly #server = net.createServer((socket) => this.#carry(socket));
  readonly #sockets = new Set<net.Socket>();
  /** No more breaks: what is connected from now on stays. */
  calm = false;

  constructor(targetPort: number, random: SeededRandom) {
    this.#target = targetPort;
    this.#random = random;
  }

  async open(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    this.port = address.port;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #carry(near: net.Socket): void {
    const far = net.connect(this.#target, '127.0.0.1');
    const kind: Break = this.#random.chance(0.3) ? 'silent' : 'cut';
    const budget = { out: 400 + this.#random.below(40_000), in: 400 + this.#random.below(40_000) };
    let broken = false;
    const breakNow = () => {
      if (broken || this.calm) return;
      broken = true;
      this.breaks[kind]++;
      if (kind === 'cut') {
        near.destroy();
        far.destroy();
      } else {
        // Both ends stay open and hear nothing any more; the device gives up by itself, the relay does not know.
        near.pause();
        far.pause();
      }
      this.changes.emit('broken', near.remotePort);
      this.changes.emit('change');
    };
    for (const [from, to, way] of [
      [near, far, 'out'],
      [far, near, 'in'],
    ] as const) {
      this.#sockets.add(from);
      from.on('error', () => undefined);
      from.on('close', () => {
        this.#sockets.delete(from);
        if (!broken) to.destroy();
      });
      from.on('data', (chunk: Buffer) => {
        if (broken) return;
        const part = this.calm ? chunk : chunk.subarray(0, budget[way]);
        budget[way] -= part.length;
        to.write(part);
        if (budget[way] <= 0) breakNow();
      });
    }
  }
}
