/**
 * The load on our own relay: each client is an enrolled device with its own key and feed; its commits are built and
 * signed beforehand by the client's own code, one frame each. A commit changes a field of a product (a part of about 140
 * bytes, read by every member), relies on `catalogue.edit`, and cites the witness's head as it was when the load began
 * (a client cites the newest it has seen; the cost is the same).
 *
 * Incoming frames are not decoded (relay-frame.ts). Credit is given back as a client gives it, a quarter of the window
 * at a time.
 */
import { nodeText, sha256 } from '../../../relay/platform/node-crypto.ts';
import { deviceIdOf } from '../../../shared/commit/chain.ts';
import type { Dep } from '../../../shared/commit/header.ts';
import { deviceOfFeed } from '../../../shared/foundation/ids.ts';
import { encodeCommit, readMessage, writeCommits, writeMessage } from '../../../shared/protocol/message-codec.ts';
import { PROTOCOL_LIMITS } from '../../../shared/protocol/protocol-limits.ts';
import type { BenchDevice } from '../shop/bench-device.ts';
import { BenchShop } from '../shop/bench-shop.ts';
import { relayKeyOf } from '../shop/relay-key.ts';
import { RelaySession, syncUrl } from '../shop/relay-session.ts';
import type { DialectClient, DialectRoom } from './dialect.ts';
import type { FrameArena } from './frame-arena.ts';
import type { LoadPlan } from './load-protocol.ts';
import { clientFrame } from './raw-web-socket.ts';
import { feedKey, RelayFrame } from './relay-frame.ts';

let shops: BenchShop[] = [];
let witnessDevice = '';

/** Founds a shop a room at the relay and enrols a device a client; waits until the witness has listed all of it. */
export async function hecangRooms(relay: URL, plan: LoadPlan): Promise<DialectRoom[]> {
  const witnessKey = await relayKeyOf(relay);
  witnessDevice = deviceIdOf(sha256, witnessKey);
  shops = Array.from(
    { length: plan.rooms },
    (_, room) =>
      new BenchShop({
        seed: 1000 + room,
        witnessKey,
        startMs: Date.now() - 60_000,
        role: 'buyer',
        devices: plan.clients,
      }),
  );
  for (const shop of shops) {
    const owner = await RelaySession.open({ relay, shop: shop.id, signer: shop.owner.signer });
    await owner.carry(shop.founding);
    if (owner.refused.length > 0) throw new Error(`the relay answered ${JSON.stringify(owner.refused[0])}`);
    owner.close();
  }
  // A listing comes once a second.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  return shops.map((shop) => hecangRoom(relay, shop));
}

/** How many of the load's commits the relay holds now, by the frontier that it shows to the owner. */
export async function updatesHeldBy(relay: URL): Promise<number> {
  let sum = 0;
  for (const shop of shops) {
    const session = await RelaySession.open({ relay, shop: shop.id, signer: shop.owner.signer });
    await session.whenLevel;
    const feeds = new Set<string>(shop.devices.map((device) => device.feed));
    for (const mark of session.frontier) if (feeds.has(mark.feed)) sum += mark.seq;
    session.close();
  }
  return sum;
}

function hecangRoom(relay: URL, shop: BenchShop): DialectRoom {
  const writers = new Map<number, number>();
  for (const [at, device] of shop.devices.entries()) writers.set(feedKey(Buffer.from(device.feed), 0), at);
  if (writers.size !== shop.devices.length) throw new Error('two feeds fold into one key: take another seed');
  return { clients: shop.devices.map((device) => hecangClient(relay, shop, device, writers)) };
}

function hecangClient(
  relay: URL,
  shop: BenchShop,
  device: BenchDevice,
  writers: ReadonlyMap<number, number>,
): DialectClient {
  const options = { relay, shop: shop.id, signer: device.signer };
  const frame = new RelayFrame();
  const product = shop.owner.newRecord();
  const gate = Promise.withResolvers<void>();
  let session: RelaySession | null = null;
  let witness: Dep | undefined;
  let lean = false;
  let owed = 0;
  let spec = 0;
  const founded = device.head.seq;

  return {
    url: syncUrl(options),
    ready: gate.promise,
    open(seen) {
      const own = new RelaySession(options, { write: seen.reply, destroy: () => {} });
      session = own;
      own.start();
      void own.whenLevel.then(() => {
        witness = own.frontier.find((mark) => deviceOfFeed(mark.feed) === witnessDevice);
        lean = true;
        gate.resolve();
      });
      void own.whenClosed.then((reason) => gate.reject(new Error(`the relay closed a session: ${reason}`)));
    },
    message(bytes, start, end, seen) {
      if (!lean) {
        session?.receive(bytes, start, end);
        return;
      }
      frame.read(bytes, start, end, {
        commit(key, seq) {
          const writer = writers.get(key);
          if (writer !== undefined) seen.delivered(writer, seq - founded);
        },
        listed: () => seen.acknowledged(1),
        otherAnswer() {
          const message = readMessage(new Uint8Array(bytes.subarray(start, end)), nodeText);
          throw new Error(`the relay answered ${JSON.stringify(message)}`);
        },
        spent(count) {
          owed += count;
          if (owed < PROTOCOL_LIMITS.creditWindow / 4) return;
          seen.reply(clientFrame(writeMessage({ type: 'credit', bytes: owed }, nodeText)));
          owed = 0;
        },
      });
    },
    keepAlive(seen) {
      seen.reply(clientFrame(writeMessage({ type: 'credit', bytes: 0 }, nodeText)));
    },
    prepare(arena: FrameArena, count: number) {
      for (let k = 0; k < count; k++) {
        if (witness !== undefined) device.sees(...(device.seq === founded ? [shop.owner.head] : []), witness);
        const commit = device.commit({
          command: 'setProductField',
          uses: ['catalogue.edit@*'],
          parts: [
            [
              'catalogue',
              [{ kind: 'set', type: 'product', id: product, field: 'spec', value: `1×${spec++ % 1000}`, over: [] }],
            ],
          ],
          time: Math.max(device.time + 1, Date.now() * 1000),
        });
        arena.add(clientFrame(writeCommits([], [encodeCommit(commit, nodeText)])));
      }
    },
  };
}
