import { describe, expect, it } from 'vitest';
import { nodeText } from '../../../relay/platform/node-crypto.ts';
import type { PackedBulk } from '../../../relay/shops/bulk-packing.ts';
import { BulkShelf } from '../../../relay/shops/bulk-shelf.ts';
import { frameType, readMessage } from '../../../shared/protocol/message-codec.ts';
import { type Bulk, MESSAGE_TYPE } from '../../../shared/protocol/messages.ts';
import type { MemoryPeer, SessionWanted } from '../../kit/memory-peer.ts';
import { cast, doc, makePeer, seededBytes } from '../../kit/peer-cast.ts';
import { RelayRoom } from '../../kit/relay-room.ts';
import { SessionPair, VirtualClock } from '../../kit/session-pair.ts';

/** Far more than one reading of the disk gives. */
const COMMITS = 160;
const CASH = 'cash/branch01/2026-11';

function write(peer: MemoryPeer, count: number): void {
  for (let i = 0; i < count; i++) {
    const entry = { kind: 'note', i, text: `${i} `.repeat(15_000) };
    peer.write({
      command: 'note',
      uses: [],
      parts: [
        { document: doc('settings'), entries: [entry], salt: null },
        { document: doc(CASH), entries: [{ kind: 'cash', i }], salt: null },
      ],
    });
  }
}

/** Packing is done by other threads: nothing travels for a while although more is to come. */
async function settled(room: RelayRoom, isThere: () => boolean): Promise<void> {
  for (let round = 0; round < 20_000 && !isThere(); round++) await room.settle();
  expect(isThere()).toBe(true);
}

/** `twin`: a copy of Bob's device from the day before he wrote anything. */
async function longShop() {
  const clock = new VirtualClock();
  const { anna, bob } = cast(clock, 'anna', 'bob');
  const twin = makePeer(anna.shop, seededBytes('key of bob')(32), clock, seededBytes('twin'));
  const meet = (peer: MemoryPeer) => new SessionPair(anna, peer, { clock, dialer: {}, listener: {} }).settle();
  meet(twin);
  meet(bob);
  write(bob, 1);
  meet(bob);
  write(anna, COMMITS);
  const room = await RelayRoom.open(anna, clock);
  return { clock, anna, bob, twin, room };
}

/** Connects somebody who brings all that there is. */
async function bring(room: RelayRoom, peer: MemoryPeer, wanted: Partial<SessionWanted> = {}) {
  const line = room.connect(peer, wanted);
  await settled(room, () => room.hub.state.replica.size >= peer.replica.size && peer.unanswered().length === 0);
  return line;
}

/** Somebody with nothing connects and is given everything; answers the bulks that came. */
async function join(room: RelayRoom, anna: MemoryPeer, name: string, wanted: Partial<SessionWanted> = {}) {
  const peer = makePeer(anna.shop, seededBytes(`key of ${name}`)(32), room.clock, seededBytes(name), 'epoch001');
  const line = room.connect(peer, wanted);
  const bulks: Bulk[] = [];
  const receive = line.device.receive.bind(line.device);
  line.device.receive = (frame, now) => {
    const message = frameType(frame) === MESSAGE_TYPE.bulk ? readMessage(frame, nodeText) : null;
    if (message?.type === 'bulk') bulks.push(message);
    receive(frame, now);
  };
  await settled(room, () => peer.replica.size >= room.hub.state.replica.size);
  return { peer, line, bulks };
}
const parts = (peer: MemoryPeer, anna: MemoryPeer) =>
  Array.from({ length: COMMITS }, (_, i) => peer.commit(anna.feed, i + 2)?.parts);

describe('a history packed for whoever joins', () => {
  it('RELAY-23: two newcomers are given the same bytes, packed once, and the newest commits besides', async () => {
    const { anna, room } = await longShop();
    await bring(room, anna);
    const first = await join(room, anna, 'carla');
    const kept = room.context.shelf.bytes;
    expect(kept).toBeGreaterThan(0);
    write(anna, 1);
    await room.settle(1);
    const second = await join(room, anna, 'dora');
    expect(room.context.shelf.bytes).toBe(kept);
    expect(first.bulks.length).toBeGreaterThan(1);
    expect(second.bulks[0]?.packed).toEqual(first.bulks[0]?.packed);
    expect(second.bulks[0]?.left).toBeGreaterThan(0);
    for (const { peer } of [first, second]) expect(parts(peer, anna)).toEqual(parts(anna, anna));
    expect(second.peer.commit(anna.feed, COMMITS + 2)?.parts).toEqual(anna.commit(anna.feed, COMMITS + 2)?.parts);
    expect(room.problems).toEqual([]);
  });

  it('RELAY-23: a part that came afterwards is given to the next, who is not given what was packed before', async () => {
    const { clock, anna, bob, room } = await longShop();
    new SessionPair(anna, bob, { clock, dialer: {}, listener: {} }).settle();
    const hiding = await bring(room, bob, { shows: (document) => document !== CASH });
    const before = await join(room, anna, 'carla');
    expect(parts(before.peer, anna).every((all) => all?.[1] === null)).toBe(true);
    room.cut(hiding);
    // As if her receipts were lost on the way.
    anna.outcomes.clear();
    await bring(room, anna);
    const after = await join(room, anna, 'dora');
    expect(parts(after.peer, anna)).toEqual(parts(anna, anna));
    expect(room.problems).toEqual([]);
  });

  it('RELAY-23: once a feed is forked nothing comes from what was packed before, and both branches come', async () => {
    const { clock, anna, bob, twin, room } = await longShop();
    await bring(room, anna);
    await join(room, anna, 'carla');
    clock.advance(1000);
    write(twin, 1);
    expect(twin.feed).toBe(bob.feed);
    room.connect(twin);
    await settled(room, () => room.hub.state.replica.feed(bob.feed)?.forked === true);
    const other = await join(room, anna, 'dora');
    expect(parts(other.peer, anna)).toEqual(parts(anna, anna));
    expect(other.peer.replica.feed(bob.feed)?.branches.get(1)?.length).toBe(1);
    expect(other.peer.replica.size).toBe(room.hub.state.replica.size);
    expect(room.problems).toEqual([]);
  });
});

const bulk = (bytes: number): PackedBulk => ({
  count: 1,
  compression: 'gzip',
  rawLength: bytes,
  packed: new Uint8Array(bytes),
});

describe('the shelf', () => {
  it('RELAY-23: what two ask for at once is made once; what was not used for longest goes when it is full', async () => {
    const shelf = new BulkShelf(2500);
    const made: string[] = [];
    const take = (key: string) =>
      shelf.take(key, async () => {
        made.push(key);
        return [bulk(1000)];
      });
    await Promise.all([take('a'), take('a'), take('b')]);
    expect(made).toEqual(['a', 'b']);
    await take('a');
    await take('c');
    await take('a');
    await take('b');
    expect(made).toEqual(['a', 'b', 'c', 'b']);
    expect(shelf.bytes).toBeLessThanOrEqual(2500);
  });

  it('RELAY-23: what could not be made is made again', async () => {
    const shelf = new BulkShelf();
    await expect(shelf.take('a', () => Promise.reject(new Error('no disk')))).rejects.toThrow('no disk');
    expect(await shelf.take('a', async () => [bulk(1)])).toHaveLength(1);
  });
});
