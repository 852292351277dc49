// The line between one device and the relay, as an origin of its own: a test can cut it (no network at all), mend it, or let it go deaf
// (what the device sends arrives and is stored, the answers are lost on the way). Plain TCP, so pages, workers and sockets all feel it.
import { EventEmitter, once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

export class Line {
  readonly origin: string;
  readonly #server: Server;
  readonly #sockets: Set<Socket>;
  readonly #state: { whole: boolean; deaf: boolean; said: number };
  readonly #said: EventEmitter;

  private constructor(
    server: Server,
    port: number,
    sockets: Set<Socket>,
    state: { whole: boolean; deaf: boolean; said: number },
    said: EventEmitter,
  ) {
    this.#said = said;
    this.#server = server;
    this.#sockets = sockets;
    this.#state = state;
    this.origin = `http://localhost:${port}`;
  }

  static async open(relayPort: number): Promise<Line> {
    const sockets = new Set<Socket>();
    const state = { whole: true, deaf: false, said: 0 };
    const said = new EventEmitter();
    const server = createServer((near) => {
      if (!state.whole) {
        near.destroy();
        return;
      }
      const far = connect(relayPort, '127.0.0.1');
      sockets.add(near);
      const end = (): void => {
        sockets.delete(near);
        near.destroy();
        far.destroy();
      };
      near.on('error', end).on('close', end);
      far.on('error', end).on('close', end);
      near.on('data', (bytes) => {
        far.write(bytes);
        state.said += bytes.length;
        said.emit('more');
      });
      far.on('data', (bytes) => {
        if (!state.deaf) near.write(bytes);
      });
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the system gave no port');
    return new Line(server, address.port, sockets, state, said);
  }

  /** Nothing comes or goes until `mend`. */
  cut(): void {
    this.#state.whole = false;
    this.#drop();
  }

  mend(): void {
    this.#state.whole = true;
    this.#state.deaf = false;
  }

  /** Resolves when the device has said so many bytes more than now. */
  async hears(bytes: number): Promise<void> {
    const enough = this.#state.said + bytes;
    while (this.#state.said < enough) await once(this.#said, 'more');
  }

  /** What the relay says no longer arrives; what the device says still does. Ends with `cut` or `mend`. */
  deafen(): void {
    this.#state.deaf = true;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }

  #drop(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#sockets.clear();
  }
}
