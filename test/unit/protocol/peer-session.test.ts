import { describe, expect, it } from 'vitest';
import { nodeText, signerOf } from '../../../relay/platform/node-crypto.ts';
import { CLOSE_REASONS, isFinal } from '../../../shared/protocol/close-reasons.ts';
import { dataChannel, socketChannel } from '../../../shared/protocol/handshake.ts';
import { frameType, readMessage, writeMessage } from '../../../shared/protocol/message-codec.ts';
import { MESSAGE_TYPE, PROTOCOL_VERSION } from '../../../shared/protocol/messages.ts';
import { PROTOCOL_LIMITS } from '../../../shared/protocol/protocol-limits.ts';
import { cast, doc, makePeer, sale, seededBytes } from '../../kit/peer-cast.ts';
import { type PairOptions, SessionPair, VirtualClock } from '../../kit/session-pair.ts';

function pair(options: Partial<PairOptions> = {}) {
  const clock = new VirtualClock();
  const people = cast(clock, 'anna', 'bob');
  const meet = (more: Partial<PairOptions> = {}) =>
    new SessionPair(people.anna, people.bob, { clock, dialer: {}, listener: {}, ...options, ...more });
  return { clock, ...people, meet };
}
const types = (frames: readonly Uint8Array[]) => frames.map(frameType);

describe('handshake', () => {
  it('PROTO-4 PROTO-6 PROTO-9: the dialer greets, proves and shows first; the listener answers', () => {
    const { meet } = pair();
    const session = meet();
    expect(types(session.sent.listener)).toEqual([100]);
    session.deliver('listener');
    expect(types(session.sent.dialer)).toEqual([100]);
    session.deliver('dialer');
    expect(types(session.sent.listener)).toEqual([100, 101]);
    session.deliver('listener');
    expect(types(session.sent.dialer)).toEqual([100, 101]);
    session.deliver('dialer');
    expect(types(session.sent.listener)).toEqual([100, 101, 102]);
    session.settle();
    expect(session.closed).toEqual({ dialer: null, listener: null });
    expect(session.dialer.peer?.device).toBeDefined();
    expect(session.listener.live).toBe(true);
  });

  it('PROTO-4: another version or another shop is sent away', () => {
    const { meet } = pair();
    const session = meet();
    const hello = readMessage(session.waiting.listener[0] ?? new Uint8Array(0), nodeText);
    if (hello?.type !== 'hello') throw new Error('no hello');
    session.listener.receive(writeMessage({ ...hello, version: PROTOCOL_VERSION - 1 }, nodeText), 0);
    expect(session.closed.listener).toBe('version');
    const clock = new VirtualClock();
    const other = cast(clock, 'carla');
    const mixed = new SessionPair(other.carla, pair().bob, { clock, dialer: {}, listener: {} }).settle();
    expect(mixed.closed.listener).toBe('no-shop');
  });

  it('PROTO-31: a hello of any other version is told so, whatever else it says', () => {
    const spoken = (version: number, more: readonly number[]) => {
      const session = pair().meet();
      session.listener.receive(Uint8Array.of(MESSAGE_TYPE.hello, version, ...more), 0);
      return session.closed.listener;
    };
    expect(spoken(PROTOCOL_VERSION - 1, [])).toBe('version');
    expect(spoken(PROTOCOL_VERSION + 1, [1, 2, 3])).toBe('version');
    expect(spoken(PROTOCOL_VERSION, [1, 2, 3])).toBe('malformed');
    const { meet } = pair();
    const session = meet();
    session.deliver('listener');
    const [first] = session.waiting.dialer;
    const answer = readMessage(first ?? new Uint8Array(0), nodeText);
    if (answer?.type !== 'hello') throw new Error('no hello');
    session.dialer.receive(writeMessage({ ...answer, version: PROTOCOL_VERSION + 1 }, nodeText), 0);
    expect(session.closed.dialer).toBe('version');
  });

  it('PROTO-3: before the proof nothing else is read, little and not for long', () => {
    const { clock, meet, anna, bob } = pair();
    sale(anna, 1);
    const early = meet();
    early.listener.receive(writeMessage({ type: 'frontiers', last: true, marks: [] }, nodeText), clock.now());
    expect(early.closed.listener).toBe('malformed');
    const large = meet();
    large.listener.receive(new Uint8Array(PROTOCOL_LIMITS.unprovedFrame + 1), clock.now());
    expect(large.closed.listener).toBe('too-large');
    const slow = meet().tick(PROTOCOL_LIMITS.proofDeadlineMs + 1);
    expect(slow.closed).toEqual({ dialer: 'deadline', listener: 'deadline' });
    expect(bob.log.length).toBe(0);
  });

  it('PROTO-5: a proof made for another channel, or turned round, is no proof', () => {
    const channels = { dialer: socketChannel('evil.test'), listener: socketChannel('relay.test') };
    expect(pair().meet({ channels }).settle().closed.listener).toBe('proof');
    const { meet } = pair();
    const mirrored = meet();
    mirrored.deliver('listener');
    mirrored.deliver('dialer');
    const proof = mirrored.waiting.listener.shift() ?? new Uint8Array(0);
    mirrored.dialer.receive(proof, 0);
    expect(mirrored.closed.dialer).toBe('proof');
  });

  it('PROTO-5: a proof is worth nothing in another session', () => {
    const { meet } = pair();
    const first = meet().settle();
    const second = meet();
    second.deliver('listener');
    second.listener.receive(first.sent.listener[1] ?? new Uint8Array(0), 0);
    expect(second.closed.listener).toBe('proof');
  });

  it('PROTO-5: both ends of a data channel name it alike', () => {
    expect(dataChannel(['AA:BB', 'CC:DD'])).toEqual(dataChannel(['cc:dd', 'aa:bb']));
    expect(socketChannel('Relay.Test:8080')).toEqual(socketChannel('relay.test:8080'));
  });

  it('PROTO-7: a key of small order is no key', () => {
    const { meet } = pair();
    const session = meet();
    const hello = readMessage(session.waiting.listener[0] ?? new Uint8Array(0), nodeText);
    if (hello?.type !== 'hello') throw new Error('no hello');
    session.listener.receive(writeMessage({ ...hello, publicKey: new Uint8Array(32) }, nodeText), 0);
    expect(session.closed.listener).toBe('proof');
  });

  it('PROTO-8: a newcomer proves the invitation too', () => {
    const seed = seededBytes('invitation')(32);
    const invited = pair({ dialer: { purpose: 'join', invitation: seed } })
      .meet()
      .settle();
    expect(invited.listener.peer).toMatchObject({ purpose: 'join', invitation: signerOf(seed).publicKey });
    const { meet } = pair({ dialer: { purpose: 'join', invitation: seed } });
    const forged = meet();
    forged.deliver('listener');
    forged.deliver('dialer');
    const proof = readMessage(forged.waiting.listener.shift() ?? new Uint8Array(0), nodeText);
    if (proof?.type !== 'proof') throw new Error('no proof');
    forged.listener.receive(writeMessage({ ...proof, invitation: new Uint8Array(64) }, nodeText), 0);
    expect(forged.closed.listener).toBe('proof');
  });

  it('PROTO-9: a second frontier is malformed', () => {
    const session = pair().meet().settle();
    session.listener.receive(writeMessage({ type: 'frontiers', last: true, marks: [] }, nodeText), 0);
    expect(session.closed.listener).toBe('malformed');
  });
});

describe('what travels', () => {
  it('PROTO-10 PROTO-15: what the other lacks comes with its keys, then live', () => {
    const { anna, bob, meet } = pair();
    sale(anna, 1);
    const session = meet().settle();
    expect(bob.log.length).toBe(2);
    expect(types(session.sent.listener)).toContain(110);
    sale(anna, 2);
    session.settle();
    expect(bob.commit(anna.feed, 3)?.header).toBe(anna.commit(anna.feed, 3)?.header);
    sale(bob, 3);
    session.settle();
    expect(anna.commit(bob.feed, 1)?.parts).toEqual(bob.commit(bob.feed, 1)?.parts);
  });

  it('PROTO-13: every commit is answered, known ones too; PROTO-14: the unanswered come again', () => {
    const { anna, bob, meet } = pair();
    sale(anna, 1);
    const first = meet();
    while (bob.log.length < 2) if (!first.deliver('listener')) first.deliver('dialer');
    first.cut();
    expect(anna.unanswered()).toEqual([1, 2]);
    meet().settle();
    expect(anna.unanswered()).toEqual([]);
    expect(anna.outcomes.get(2)).toMatchObject({ kind: 'held', parts: 7, verdict: 'effective' });
    expect(bob.log.length).toBe(2);
  });

  it('PROTO-12: a fork is found, and both branches are with both', () => {
    const clock = new VirtualClock();
    const { anna, bob } = cast(clock, 'anna', 'bob');
    new SessionPair(anna, bob, { clock, dialer: {}, listener: {} }).settle();
    const seed = seededBytes('key of eve')(32);
    const eve = makePeer(anna.shop, seed, clock, seededBytes('one'));
    const twin = makePeer(anna.shop, seed, clock, seededBytes('two'));
    for (const peer of [eve, twin]) new SessionPair(peer, anna, { clock, dialer: {}, listener: {} }).settle();
    sale(eve, 1);
    sale(twin, 2);
    new SessionPair(eve, anna, { clock, dialer: {}, listener: {} }).settle();
    new SessionPair(twin, bob, { clock, dialer: {}, listener: {} }).settle();
    new SessionPair(anna, bob, { clock, dialer: {}, listener: {} }).settle();
    expect(anna.replica.feed(eve.feed)?.forked).toBe(true);
    new SessionPair(anna, bob, { clock, dialer: {}, listener: {} }).settle();
    expect(bob.replica.feed(eve.feed)?.forked).toBe(true);
  });

  it('PROTO-16 PROTO-17: a part one may not view stays away until it may be had', () => {
    const clock = new VirtualClock();
    const { anna, bob } = cast(clock, 'anna', 'bob');
    let open = false;
    const listener = {};
    const dialer = { shows: (document: string) => open || !document.startsWith('cash/') };
    sale(anna, 1);
    const session = new SessionPair(anna, bob, { clock, dialer, listener }).settle();
    expect(bob.commit(anna.feed, 2)?.parts.map((part) => part === null)).toEqual([false, false, true]);
    session.listener.want(doc('cash/branch01/2026-11'));
    session.settle();
    expect(bob.commit(anna.feed, 2)?.parts[2]).toBe(null);
    open = true;
    session.listener.want(doc('cash/branch01/2026-11'));
    session.settle();
    expect(bob.commit(anna.feed, 2)?.parts).toEqual(anna.commit(anna.feed, 2)?.parts);
  });

  it('PROTO-18: a commit under somebody else’s seal ends the session and leaves no trace', () => {
    const { anna, bob, meet } = pair();
    const session = meet().settle();
    sale(anna, 1);
    const frame = session.waiting.listener.pop() ?? new Uint8Array(0);
    frame[frame.length - 1] = (frame[frame.length - 1] ?? 0) ^ 1;
    session.listener.receive(frame, 0);
    expect(session.closed.listener).toBe('seal');
    expect(bob.commit(anna.feed, 2)).toBe(null);
  });

  it('PROTO-26: who came to read sends nothing', () => {
    const { anna, meet } = pair({ dialer: { purpose: 'read' } });
    const session = meet().settle();
    sale(anna, 1);
    session.settle();
    expect(session.closed.listener).toBe('forbidden');
  });
});

describe('flow, presence, end', () => {
  it('PROTO-22: no more than the window is under way, and everything arrives', () => {
    const clock = new VirtualClock();
    const { anna, bob } = cast(clock, 'anna', 'bob');
    const session = new SessionPair(anna, bob, { clock, dialer: {}, listener: {} }).settle();
    const before = session.sent.listener.length;
    for (let i = 0; i < 40; i++) {
      anna.write({
        command: 'note',
        uses: [],
        parts: [{ document: doc('settings'), entries: [{ kind: 'note', text: 'x'.repeat(200_000) }], salt: null }],
      });
    }
    const bytes = session.sent.listener.slice(before).reduce((sum, frame) => sum + frame.length, 0);
    expect(bytes).toBeLessThan(PROTOCOL_LIMITS.creditWindow + PROTOCOL_LIMITS.frame);
    session.settle();
    expect(bob.replica.feed(anna.feed)?.seq).toBe(41);
  });

  it('PROTO-22: who ignores the window is cut off', () => {
    const { anna, meet } = pair();
    const session = meet().settle();
    anna.write({
      command: 'note',
      uses: [],
      parts: [{ document: doc('settings'), entries: [{ kind: 'note', text: 'x'.repeat(200_000) }], salt: null }],
    });
    const frame = session.waiting.listener.pop() ?? new Uint8Array(0);
    // A receiver that never finishes: deliveries pile up.
    const stuck = new SessionPair(pair().anna, pair().bob, {
      clock: new VirtualClock(),
      dialer: {},
      listener: {},
    }).settle();
    stuck.listener.done = () => undefined;
    for (let i = 0; i < 100 && stuck.closed.listener === null; i++) stuck.listener.receive(frame, 0);
    expect(stuck.closed.listener).toBe('too-large');
  });

  it('PROTO-23: presence at most once a second, the last word arrives', () => {
    const session = pair().meet().settle();
    const before = session.sent.listener.length;
    for (const text of ['a', 'b', 'c']) session.dialer.present(text);
    expect(session.sent.listener.length - before).toBe(1);
    session.tick(PROTOCOL_LIMITS.presenceEveryMs);
    const last = readMessage(session.sent.listener.at(-1) ?? new Uint8Array(0), nodeText);
    expect(last).toEqual({ type: 'presence', device: null, text: 'c' });
  });

  it('PROTO-24: silence is broken every twelve seconds and ends the session after forty', () => {
    const session = pair().meet().settle();
    const before = session.sent.listener.length;
    session.tick(PROTOCOL_LIMITS.keepAliveMs + 1);
    expect(types(session.sent.listener.slice(before))).toEqual([108]);
    session.settle().tick(PROTOCOL_LIMITS.silenceMs - 1000);
    expect(session.closed.dialer).toBe(null);
    session.tick(2000);
    expect(session.closed.dialer).toBe('silent');
  });

  it('PROTO-25: a goodbye says why, and the code whether to try again', () => {
    const session = pair().meet().settle();
    session.listener.close('dismissed');
    session.settle();
    expect(session.closed).toEqual({ dialer: 'dismissed', listener: 'dismissed' });
    const final = Object.entries(CLOSE_REASONS).filter(([, { code }]) => isFinal(code));
    expect(final.map(([reason]) => reason).sort()).toEqual([
      'dismissed',
      'elsewhere',
      'forbidden',
      'malformed',
      'no-shop',
      'proof',
      'seal',
      'too-large',
      'version',
    ]);
    for (const { text } of Object.values(CLOSE_REASONS)) expect(text).toMatch(/^[\x20-\x7e]{1,123}$/);
  });
});
