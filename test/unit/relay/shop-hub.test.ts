import { describe, expect, it } from 'vitest';
import { nodeText } from '../../../relay/platform/node-crypto.ts';
import { encodeCommit, frameType, writeCommits } from '../../../shared/protocol/message-codec.ts';
import { cast, doc, makePeer, sale, seededBytes } from '../../kit/peer-cast.ts';
import { RelayRoom } from '../../kit/relay-room.ts';
import { VirtualClock } from '../../kit/session-pair.ts';

async function setup(options: Parameters<typeof RelayRoom.open>[2] = {}) {
  const clock = new VirtualClock();
  const { anna, bob } = cast(clock, 'anna', 'bob');
  const room = await RelayRoom.open(anna, clock, options);
  const first = room.connect(anna);
  await room.settle(1);
  const second = room.connect(bob);
  await room.settle(1);
  return { clock, anna, bob, room, first, second };
}

describe('a shop at a relay', () => {
  it('RELAY-1: what one sends the other has before it is on disk', async () => {
    const { anna, bob, room } = await setup();
    const before = room.hub.log.durable;
    sale(anna, 1);
    let seen = -1;
    const { take } = bob;
    bob.take = (commits, from) => {
      seen = room.hub.log.durable;
      return take.call(bob, commits, from);
    };
    await room.settle();
    expect(bob.commit(anna.feed, 2)?.parts).toEqual(anna.commit(anna.feed, 2)?.parts);
    expect(seen).toBe(before);
    expect(anna.unanswered()).toEqual([]);
  });

  it('RELAY-4: a seal that signs something else ends the session, and what was behind it is gone everywhere here', async () => {
    const { anna, bob, room, first } = await setup();
    sale(anna, 1);
    await room.settle(1);
    const good = room.hub.state.replica.feed(anna.feed)?.seq;
    const rogue = makePeer(anna.shop, seededBytes('key of anna')(32), room.clock, seededBytes('rogue'), 'epoch666');
    room.cut(first);
    const line = room.connect(rogue);
    await room.settle(1);
    const quiet = rogue.write({
      command: 'a',
      uses: [],
      parts: [{ document: doc('settings'), entries: [{ kind: 'x' }], salt: null }],
    });
    await room.settle(1);
    expect(room.hub.state.replica.feed(rogue.feed)?.sealedSeq).toBe(quiet.seq);
    const bad = rogue.write({
      command: 'b',
      uses: [],
      parts: [{ document: doc('settings'), entries: [{ kind: 'y' }], salt: null }],
    });
    // The honest frame is thrown away and the same commit sent under a seal that is none.
    line.device.lost();
    room.cut(line);
    const again = room.connect(rogue);
    await room.settle();
    expect(again.closedFor).toBe(null);
    const forged = { ...bad, seq: bad.seq + 1, seal: new Uint8Array(64).fill(9) };
    again.relay.receive(writeCommits([], [encodeCommit(forged, nodeText)]), room.clock.now());
    await room.settle(1);
    expect(again.closedFor).toBe('seal');
    expect(room.counts.badSeals).toBe(1);
    expect(room.hub.state.replica.feed(rogue.feed)?.seq).toBe(bad.seq);
    expect(room.hub.state.replica.feed(anna.feed)?.seq).toBe(good);
    expect(bob.commit(rogue.feed, forged.seq)).toBe(null);
    sale(bob, 5);
    await room.settle(2);
    expect(bob.unanswered()).toEqual([]);
    await room.restart();
    expect(room.hub.state.replica.feed(rogue.feed)?.seq).toBe(bad.seq);
    expect(room.hub.state.unlisted).toEqual([]);
    expect(room.problems).toEqual([]);
  });

  it('RELAY-4: a session does not answer for the seal that an earlier one of its device brought', async () => {
    const { anna, room } = await setup();
    const forging = room.connect(anna);
    await room.settle(1);
    const bad = anna.write({
      command: 'b',
      uses: [],
      parts: [{ document: doc('settings'), entries: [{ kind: 'y' }], salt: null }],
    });
    await room.settle();
    const lie = { ...bad, seq: bad.seq + 1, seal: new Uint8Array(64).fill(9) };
    forging.relay.receive(writeCommits([], [encodeCommit(lie, nodeText)]), room.clock.now());
    room.cut(forging);
    const later = room.connect(anna);
    await room.settle(1);
    expect(room.counts.badSeals).toBe(1);
    expect(room.hub.state.replica.feed(anna.feed)?.seq).toBe(bad.seq);
    expect(later.closedFor).toBe(null);
    sale(anna, 3);
    await room.settle(1);
    expect(anna.unanswered()).toEqual([]);
  });

  it('RELAY-3 RELAY-4: a place whose commit was dropped is filled, so that later places stay true', async () => {
    const { anna, bob, room } = await setup();
    const forged = room.connect(anna);
    await room.settle(1);
    const bad = anna.write({
      command: 'b',
      uses: [],
      parts: [{ document: doc('settings'), entries: [{ kind: 'y' }], salt: null }],
    });
    await room.settle();
    const lie = { ...bad, seq: bad.seq + 1, seal: new Uint8Array(64).fill(9) };
    forged.relay.receive(writeCommits([], [encodeCommit(lie, nodeText)]), room.clock.now());
    sale(bob, 1);
    await room.settle(2);
    const outcome = bob.outcomes.get(1);
    const index = bob.replica.feed(bob.feed)?.line[0] ?? -1;
    const position =
      outcome?.kind === 'held' ? room.hub.state.positions[room.hub.state.replica.feed(bob.feed)?.line[0] ?? -1] : 0;
    expect(bob.replica.position(index) + 1).toBe(position);
  });

  it('RELAY-5: where commits come thick a listing stands for two seconds of them, and nobody waits for a third', async () => {
    const { anna, bob, room } = await setup();
    const listings = () => bob.log.filter(({ header }) => header.parts[0]?.document.startsWith('listing/')).length;
    const before = listings();
    for (let second = 1; second <= 8; second++) {
      for (let i = 0; i < 20; i++) sale(i % 2 === 0 ? anna : bob, i);
      await room.settle(1);
    }
    expect(listings() - before).toBe(4);
    await room.settle(2);
    expect(room.hub.state.unlisted).toEqual([]);
    expect(anna.unanswered()).toEqual([]);
  });

  it('RELAY-5: a listing is signed once a second, by the relay, of sealed commits in order', async () => {
    const { anna, bob, room } = await setup();
    for (let i = 0; i < 5; i++) sale(i % 2 === 0 ? anna : bob, i);
    await room.settle();
    const listings = () => bob.log.filter(({ header }) => header.parts[0]?.document.startsWith('listing/')).length;
    const before = listings();
    await room.hub.tick();
    await room.settle();
    expect(listings()).toBe(before);
    await room.settle(1);
    expect(listings()).toBe(before + 1);
    for (const peer of [anna, bob]) {
      for (const index of bob.replica.feed(peer.feed)?.line ?? []) {
        expect(bob.replica.position(index)).toBeLessThan(Number.POSITIVE_INFINITY);
      }
    }
  });

  it('RELAY-7: a full disk takes nothing and loses nothing, and goes on when there is room', async () => {
    const { anna, bob, room } = await setup();
    sale(anna, 1);
    await room.settle(1);
    room.store.fillAt(0);
    sale(anna, 2);
    sale(bob, 3);
    await room.settle();
    expect(anna.outcomes.get(3)).toMatchObject({ kind: 'not-taken', code: 'full' });
    expect(room.counts.lost).toContain('full');
    expect(room.hub.state.replica.feed(anna.feed)?.seq).toBe(2);
    room.store.fillAt(Number.POSITIVE_INFINITY);
    room.clock.advance(3000);
    for (const peer of [anna, bob]) room.connect(peer);
    await room.settle(2);
    expect(anna.unanswered()).toEqual([]);
    expect(bob.unanswered()).toEqual([]);
    expect(bob.commit(anna.feed, 3)).not.toBe(null);
    expect(room.problems).toEqual([]);
  });

  it('RELAY-8: the same device in a second place ends the first', async () => {
    const { anna, room, first } = await setup();
    const again = room.connect(anna);
    await room.settle();
    expect(first.closedFor).toBe('elsewhere');
    expect(again.closedFor).toBe(null);
    expect(room.hub.peers.size).toBe(2);
  });

  it('RELAY-12: who reads slowly is served later, in order and whole', async () => {
    const { anna, bob, room, second } = await setup();
    second.stuck = true;
    for (let i = 0; i < 60; i++) {
      anna.write({
        command: 'note',
        uses: [],
        parts: [
          { document: doc('settings'), entries: [{ kind: 'note', text: `${i}${'x'.repeat(150_000)}` }], salt: null },
        ],
      });
      await room.settle();
    }
    expect(second.relay.live).toBe(false);
    second.stuck = false;
    await room.settle(3);
    expect(bob.replica.feed(anna.feed)?.seq).toBe(61);
    expect(second.relay.live).toBe(true);
    sale(anna, 1);
    await room.settle();
    expect(bob.commit(anna.feed, 62)).not.toBe(null);
  });

  it('RELAY-12: a quota refuses what is new and keeps what is there', async () => {
    const { anna, room } = await setup({ quotas: { deviceBytes: 2000 } });
    for (let i = 0; i < 6; i++) {
      sale(anna, i);
      await room.settle(1);
    }
    expect(anna.outcomes.get(7)).toMatchObject({ kind: 'not-taken', code: 'full' });
    expect(anna.outcomes.get(2)?.kind).toBe('held');
    expect(room.hub.state.replica.feed(anna.feed)?.seq).toBeLessThan(7);
  });

  it('PROTO-23: presence is stamped by the relay and ends with the session', async () => {
    const { anna, room, first, second } = await setup();
    const heard: (readonly [string | null, string])[] = [];
    const { receive } = second.device;
    second.device.receive = (frame, now) => {
      if (frameType(frame) === 107) heard.push([anna.device, new TextDecoder().decode(frame.subarray(21))]);
      receive.call(second.device, frame, now);
    };
    first.device.present('at the till');
    await room.settle();
    room.cut(first);
    await room.settle();
    expect(heard).toEqual([
      [anna.device, 'at the till'],
      [anna.device, ''],
    ]);
  });

  it('PROTO-14 RELAY-2: after a lost answer the same commit is answered with the same place', async () => {
    const { anna, room, first } = await setup();
    sale(anna, 1);
    await room.settle(1);
    const place = room.hub.state.positions[room.hub.state.replica.feed(anna.feed)?.line[1] ?? -1];
    anna.outcomes.delete(2);
    room.cut(first);
    room.connect(anna);
    await room.settle(1);
    expect(anna.unanswered()).toEqual([]);
    expect(room.hub.state.positions[room.hub.state.replica.feed(anna.feed)?.line[1] ?? -1]).toBe(place);
    expect(room.hub.state.replica.feed(anna.feed)?.seq).toBe(2);
  });

  it('RELAY-6: restored from an older copy it first hears what it once said, and does not contradict itself', async () => {
    const { anna, bob, room } = await setup();
    sale(anna, 1);
    await room.settle(1);
    const backup = room.store.copy();
    sale(bob, 2);
    sale(anna, 3);
    await room.settle(2);
    const own = room.hub.state.replica.feeds().find((chain) => chain.device === room.context.device);
    const restored = await RelayRoom.open(anna, room.clock, { store: backup });
    expect(restored.hub.state.replica.feed(own?.feed ?? anna.feed)?.seq).toBeLessThan(own?.seq ?? 0);
    for (const peer of [anna, bob]) restored.connect(peer);
    sale(anna, 4);
    await restored.settle(4);
    const now = restored.hub.state.replica.feed(own?.feed ?? anna.feed);
    expect(now?.forked).toBe(false);
    expect(now?.seq).toBe((own?.seq ?? 0) + 1);
    expect(anna.unanswered()).toEqual([]);
    expect(restored.problems).toEqual([]);
    for (const peer of [anna, bob]) {
      for (const index of bob.replica.feed(peer.feed)?.line ?? []) {
        expect(bob.replica.position(index)).toBeLessThan(Number.POSITIVE_INFINITY);
      }
    }
  });

  it('PROTO-29: a device whose clock is behind keeps what it can not take yet, and takes it when the clock is right', async () => {
    const { anna, room } = await setup();
    const late = new VirtualClock(room.clock.now() - 10 * 60_000);
    const carla = makePeer(anna.shop, seededBytes('key of carla')(32), late, seededBytes('carla'));
    room.connect(carla);
    sale(anna, 1);
    await room.settle(1);
    expect(carla.log.length).toBe(0);
    late.advance(10 * 60_000);
    sale(anna, 2);
    await room.settle(1);
    expect(carla.commit(anna.feed, 3)?.header).toBe(anna.commit(anna.feed, 3)?.header);
    expect(carla.commit(anna.feed, 2)?.parts).toEqual(anna.commit(anna.feed, 2)?.parts);
  });

  it('PROTO-12 RELAY-3: two commits with one seq are both kept and listed, the one that came first first, also after a restart', async () => {
    const { anna, bob, room } = await setup();
    const seed = seededBytes('key of eve')(32);
    const eve = makePeer(anna.shop, seed, room.clock, seededBytes('one'));
    const twin = makePeer(anna.shop, seed, room.clock, seededBytes('two'));
    const line = room.connect(eve);
    await room.settle(1);
    room.cut(line);
    const other = room.connect(twin);
    await room.settle(1);
    room.cut(other);
    sale(eve, 1);
    sale(twin, 2);
    for (const peer of [eve, twin]) {
      const again = room.connect(peer);
      await room.settle(2);
      room.cut(again);
    }
    const branches = () => room.hub.state.replica.feed(eve.feed)?.at(1) ?? [];
    expect(branches().length).toBe(2);
    expect(
      bob.replica
        .feed(eve.feed)
        ?.at(1)
        .map((index) => bob.replica.position(index) < Number.POSITIVE_INFINITY),
    ).toEqual([true, true]);
    const [first, second] = branches().map((index) => room.hub.state.positions[index] ?? 0);
    expect(first).toBeLessThan(second ?? 0);
    await room.restart();
    expect(branches().map((index) => room.hub.state.positions[index] ?? 0)).toEqual([first, second]);
    expect(room.hub.state.unlisted).toEqual([]);
    expect(room.problems).toEqual([]);
  });
});
