import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeText } from '../../relay/platform/node-crypto.ts';
import { readMessage } from '../../shared/protocol/message-codec.ts';
import type { MemoryPeer } from '../kit/memory-peer.ts';
import { cast, sale } from '../kit/peer-cast.ts';
import { RelayRoom } from '../kit/relay-room.ts';
import { SessionPair, VirtualClock } from '../kit/session-pair.ts';

/** What happens next on a line between two peers. */
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('sell' as const), who: fc.constantFrom('anna' as const, 'bob' as const) }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('deliver' as const),
      to: fc.constantFrom('dialer' as const, 'listener' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('cut' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('burst' as const),
      who: fc.constantFrom('anna' as const, 'bob' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('tick' as const) }) },
);

const everything = (peer: MemoryPeer) =>
  peer.log.map(({ commit }) => [commit.feed, commit.seq, commit.header, ...commit.parts].join('\n')).sort();

describe('two peers on a bad line', () => {
  it('PROTO-10 PROTO-13 PROTO-14: whatever is cut, in the end both have everything once, and every commit its answer', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const clock = new VirtualClock();
        const people = cast(clock, 'anna', 'bob');
        const meet = () => new SessionPair(people.anna, people.bob, { clock, dialer: {}, listener: {} });
        let line = meet();
        let count = 0;
        const sell = (who: 'anna' | 'bob') => {
          // Only the founder can write before the genesis has travelled.
          if (people[who].replica.hasGenesis) sale(people[who], ++count);
        };
        for (const one of steps) {
          if (one.kind === 'sell') sell(one.who);
          else if (one.kind === 'burst') for (let i = 0; i < 70; i++) sell(one.who);
          else if (one.kind === 'deliver') line.deliver(one.to);
          else if (one.kind === 'tick') line.tick(1500);
          else {
            line.cut();
            line = meet();
          }
        }
        line.cut();
        meet().settle();
        expect(everything(people.anna)).toEqual(everything(people.bob));
        expect(people.anna.log.length).toBe(count + 1);
        expect(people.anna.unanswered()).toEqual([]);
        expect(people.bob.unanswered()).toEqual([]);
      }),
      { numRuns: 40, seed: 20261125 },
    );
  }, 60_000);
});

describe('peers and a relay that dies', () => {
  it('RELAY-2 RELAY-3: what was answered keeps its place through every restart, and all comes back', async () => {
    const move = fc.constantFrom('anna', 'bob', 'restart', 'second', 'cut') as fc.Arbitrary<
      'anna' | 'bob' | 'restart' | 'second' | 'cut'
    >;
    await fc.assert(
      fc.asyncProperty(fc.array(move, { maxLength: 25 }), async (moves) => {
        const clock = new VirtualClock();
        const people = cast(clock, 'anna', 'bob');
        const room = await RelayRoom.open(people.anna, clock);
        let lines = [room.connect(people.anna)];
        await room.settle(1);
        lines.push(room.connect(people.bob));
        await room.settle(1);
        const places = new Map<string, number>();
        const remember = () => {
          const { replica, positions } = room.hub.state;
          for (const peer of [people.anna, people.bob]) {
            for (const seq of peer.outcomes.keys()) {
              const place = positions[replica.feed(peer.feed)?.line[seq - 1] ?? -1] ?? 0;
              const name = `${peer.feed} ${seq}`;
              expect(place).toBeGreaterThan(0);
              expect(places.get(name) ?? place).toBe(place);
              places.set(name, place);
            }
          }
        };
        for (const [i, one] of moves.entries()) {
          if (one === 'anna' || one === 'bob') {
            sale(people[one], i);
            if (i % 3 === 0) await room.settle();
          } else if (one === 'second') await room.settle(1);
          else {
            await room.settle();
            remember();
            for (const line of lines) room.cut(line);
            if (one === 'restart') await room.restart();
            lines = [room.connect(people.anna), room.connect(people.bob)];
          }
        }
        await room.settle(2);
        remember();
        expect(people.anna.unanswered()).toEqual([]);
        expect(people.bob.unanswered()).toEqual([]);
        expect(everything(people.anna)).toEqual(everything(people.bob));
        for (const peer of [people.anna, people.bob]) {
          for (const [i, index] of (people.bob.replica.feed(peer.feed)?.line ?? []).entries()) {
            expect(people.bob.replica.position(index) + 1).toBe(places.get(`${peer.feed} ${i + 1}`));
          }
        }
        expect(room.problems).toEqual([]);
      }),
      { numRuns: 25, seed: 20261125 },
    );
  }, 60_000);
});

describe('frames from strangers', () => {
  it('PROTO-1 PROTO-2: no bytes make reading throw', () => {
    const types = fc.constantFrom(100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110);
    fc.assert(
      fc.property(types, fc.uint8Array({ maxLength: 400 }), (type, rest) => {
        const frame = Uint8Array.of(type, ...rest);
        expect(() => readMessage(frame, nodeText)).not.toThrow();
      }),
      { numRuns: 3000, seed: 20261125 },
    );
  });
});
