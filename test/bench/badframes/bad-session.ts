/** Sessions that misbehave within the protocol, and strangers who do not even speak it. */
import { nodeText } from '../../../relay/platform/node-crypto.ts';
import type { WireCommit } from '../../../shared/commit/codec.ts';
import type { ShopId } from '../../../shared/foundation/ids.ts';
import { encodeCommit, writeCommits } from '../../../shared/protocol/message-codec.ts';
import { MESSAGE_TYPE } from '../../../shared/protocol/messages.ts';
import { clientFrame, RawWebSocket } from '../live/raw-web-socket.ts';
import type { BenchDevice } from '../shop/bench-device.ts';
import type { BenchShop } from '../shop/bench-shop.ts';
import { RelaySession, syncUrl } from '../shop/relay-session.ts';

export type BadKind = 'cause-missing' | 'feed-ended' | 'known';

/** Frames under way; the relay answers each. */
const WINDOW = 256;
const AT_ONCE = 32;

export class BadSession {
  readonly #socket: RawWebSocket;
  readonly #frame: Buffer;
  #sent = 0;
  #answered = 0;
  #closed: string | null = null;
  #wake: () => void = () => {};

  private constructor(socket: RawWebSocket, frame: Buffer) {
    this.#socket = socket;
    this.#frame = frame;
  }

  static async open(relay: URL, shop: BenchShop, device: BenchDevice, kind: BadKind): Promise<BadSession> {
    let own: BadSession | null = null;
    const options = { relay, shop: shop.id, signer: device.signer };
    const session = new RelaySession(options, {
      write: (frame) => socket.write(frame),
      destroy: () => socket.destroy(),
    });
    const socket: RawWebSocket = await RawWebSocket.open(syncUrl(options), {
      message: (bytes, start, end) => (own === null ? session.receive(bytes, start, end) : own.#read(bytes, start)),
      closed: (code) => {
        if (own === null) return session.lost();
        own.#closed = `closed with ${code}`;
        own.#wake();
      },
    });
    session.start();
    await session.whenLevel;
    const good = commitOf(device);
    if (kind !== 'cause-missing') await session.carry([good]);
    const bad = kind === 'known' ? good : kind === 'feed-ended' ? withoutHeader(commitOf(device)) : skipping(device);
    own = new BadSession(socket, clientFrame(writeCommits([], [encodeCommit(bad, nodeText)])));
    return own;
  }

  /** Sends so many bad frames and settles when each is answered. */
  async send(count: number): Promise<void> {
    const target = this.#answered + count;
    let left = count;
    while (this.#answered < target) {
      if (this.#closed !== null) throw new Error(`the relay ${this.#closed}`);
      const room = Math.min(left, WINDOW - (this.#sent - this.#answered));
      if (room >= AT_ONCE || room === left) {
        if (room > 0) this.#socket.write(Buffer.concat(new Array<Buffer>(room).fill(this.#frame)));
        this.#sent += room;
        left -= room;
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  close(): void {
    this.#socket.destroy();
  }

  #read(bytes: Buffer, start: number): void {
    if (bytes[start] !== MESSAGE_TYPE.answers) return;
    let scale = 1;
    for (let at = start + 1; ; at++) {
      const byte = bytes[at] ?? 0;
      this.#answered += (byte & 127) * scale;
      if (byte < 128) break;
      scale *= 128;
    }
    this.#wake();
  }
}

function commitOf(device: BenchDevice): WireCommit {
  const id = device.newRecord();
  const entry = { kind: 'set', type: 'product', id, field: 'spec', value: 'x', over: [] };
  return device.commit({ command: 'setProductField', uses: ['catalogue.edit@*'], parts: [['catalogue', [entry]]] });
}

/** The second commit of a feed whose first nobody has. */
function skipping(device: BenchDevice): WireCommit {
  commitOf(device);
  return commitOf(device);
}

function withoutHeader(commit: WireCommit): WireCommit {
  return { ...commit, header: '{"v":1,"l":"not a level"}' };
}

/** Frames that no relay may take from somebody who has not proved a key. */
const STRANGE = [
  Buffer.alloc(100_000, 101),
  Buffer.from([100, 255, 255, 255]),
  Buffer.from([103, 0, 1, 33]),
  Buffer.alloc(600, 101),
  Buffer.from([250, 1, 2, 3]),
];
const TOGETHER = 20;

/** So many connections, each with frames that must not be taken; settles when the relay has closed all of them. */
export async function strangers(relay: URL, shop: ShopId, count: number): Promise<void> {
  for (let at = 0; at < count; at += TOGETHER) {
    const some = Array.from({ length: Math.min(TOGETHER, count - at) }, (_, i) => stranger(relay, shop, at + i));
    await Promise.all(some);
  }
}

function stranger(relay: URL, shop: ShopId, at: number): Promise<void> {
  const payload = STRANGE[at % STRANGE.length] ?? Buffer.alloc(1);
  return new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('the relay keeps a stranger')), 15_000);
    const closed = () => {
      clearTimeout(late);
      resolve();
    };
    RawWebSocket.open(syncUrl({ relay, shop }), { message: () => {}, closed }).then((socket) => {
      // Twice, so that something still comes in after the relay has made up its mind.
      socket.write(Buffer.concat([clientFrame(payload), clientFrame(payload)]));
    }, reject);
  });
}
