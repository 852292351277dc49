// A network printer as the wire sees it: takes raw bytes on a port of this machine and keeps what came, job by job. It can stop reading, as a
// printer without paper does.
import { createServer, type Server, type Socket } from 'node:net';

export class PaperTray {
  readonly address: string;
  readonly jobs: Buffer[] = [];
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #waiting: (() => void)[] = [];

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.address = `127.0.0.1:${port}`;
  }

  /** `stuck`: sockets are accepted and never read. */
  static async open({ stuck = false }: { readonly stuck?: boolean } = {}): Promise<PaperTray> {
    const server = createServer();
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the system gave no port');
    const tray = new PaperTray(server, address.port);
    server.on('connection', (socket) => tray.#take(socket, stuck));
    return tray;
  }

  /** Resolves with the nth job (from 0) when all of it has come. */
  async job(index: number): Promise<Buffer> {
    while (this.jobs[index] === undefined) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    return this.jobs[index];
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }

  #take(socket: Socket, stuck: boolean): void {
    this.#sockets.add(socket);
    socket.on('error', () => undefined).once('close', () => this.#sockets.delete(socket));
    if (stuck) {
      socket.pause();
      return;
    }
    const chunks: Buffer[] = [];
    socket.on('data', (bytes) => chunks.push(bytes));
    socket.on('end', () => {
      this.jobs.push(Buffer.concat(chunks));
      for (const heard of this.#waiting.splice(0)) heard();
    });
  }
}
