import { describe, expect, it } from 'vitest';
import { nodeText } from '../../../relay/platform/node-crypto.ts';
import type { DeviceId, FeedId, ShopId } from '../../../shared/foundation/ids.ts';
import { encodeCommit, readMessage, writeMessage } from '../../../shared/protocol/message-codec.ts';
import type { Message } from '../../../shared/protocol/messages.ts';
import { doc } from '../../kit/peer-cast.ts';

const FEED = `${'d'.repeat(24)}.epoch001` as FeedId;
const COMMIT = {
  feed: FEED,
  seq: 3,
  header: '{"v":1}',
  parts: ['{"c":"sell"}', null],
  seal: new Uint8Array(64).fill(7),
};
const HASH16 = `${'h'.repeat(21)}w`;

const MESSAGES: readonly Message[] = [
  {
    type: 'hello',
    version: 1,
    level: 3,
    shop: `${'s'.repeat(42)}w` as ShopId,
    publicKey: new Uint8Array(32).fill(1),
    invitation: new Uint8Array(32).fill(2),
    nonce: new Uint8Array(32).fill(3),
    wallMs: 1_795_000_000_000,
    purpose: 'join',
    wantsAnswers: true,
    readsZstd: false,
  },
  { type: 'proof', signature: new Uint8Array(64).fill(1), invitation: null },
  { type: 'frontiers', last: false, marks: [{ feed: FEED, seq: 9, hash16: HASH16 }] },
  {
    type: 'commits',
    keys: [new Uint8Array(32).fill(4)],
    commits: [{ commit: COMMIT, bytes: encodeCommit(COMMIT, nodeText) }],
  },
  {
    type: 'answers',
    answers: [
      {
        feed: FEED,
        seq: 1,
        hash16: HASH16,
        outcome: { kind: 'listed', position: 9, parts: 5, verdict: 'void', reason: 'narrowed' },
      },
      { feed: FEED, seq: 2, hash16: HASH16, outcome: { kind: 'held', parts: 0, verdict: 'effective', reason: 'ok' } },
      { feed: FEED, seq: 3, hash16: HASH16, outcome: { kind: 'not-taken', code: 'full', retryMs: 1000 } },
      { feed: FEED, seq: 4, hash16: HASH16, outcome: { kind: 'refused', code: 'malformed' } },
    ],
  },
  {
    type: 'bulk',
    content: 'parts',
    keys: [],
    count: 2,
    left: 7,
    compression: 'gzip',
    rawLength: 100,
    packed: new Uint8Array(9).fill(8),
  },
  { type: 'want', document: doc('stock/branch01/wareh001/2026-11') },
  { type: 'presence', device: 'd'.repeat(24) as DeviceId, text: '{"record":"x"}' },
  { type: 'presence', device: null, text: '' },
  { type: 'credit', bytes: 4096 },
  { type: 'goodbye', reason: 'elsewhere' },
  { type: 'level' },
];

describe('frames', () => {
  it.each(MESSAGES.map((message) => [message.type, message] as const))(
    'a %s reads back as it was written',
    (_, message) => {
      expect(readMessage(writeMessage(message, nodeText), nodeText)).toEqual(message);
    },
  );

  it('PROTO-1: cut short, or with a byte more, a frame is malformed', () => {
    for (const message of MESSAGES) {
      const frame = writeMessage(message, nodeText);
      for (let length = 0; length < frame.length; length++) {
        expect(readMessage(frame.subarray(0, length), nodeText), `${message.type} cut at ${length}`).toBe(null);
      }
      const longer = new Uint8Array(frame.length + 1);
      longer.set(frame);
      expect(readMessage(longer, nodeText), `${message.type} and a byte`).toBe(null);
    }
  });

  it('PROTO-1: a number in a longer spelling, an unknown type or an unknown flag is malformed', () => {
    expect(readMessage(Uint8Array.of(108, 0x81, 0x00), nodeText)).toBe(null);
    expect(readMessage(Uint8Array.of(0xec, 0x00, 5), nodeText)).toBe(null);
    expect(readMessage(Uint8Array.of(99), nodeText)).toBe(null);
    expect(readMessage(Uint8Array.of(102, 2, 0), nodeText)).toBe(null);
  });

  it('PROTO-2: a count beyond what the frame can hold is refused before anything is made for it', () => {
    expect(readMessage(Uint8Array.of(102, 1, 0xff, 0x1e), nodeText)).toBe(null);
    expect(readMessage(new Uint8Array(3 * 1024 * 1024).fill(103), nodeText)).toBe(null);
  });

  it('PROTO-28: types of y-protocols are not ours', () => {
    for (const type of [0, 1, 2, 3]) expect(readMessage(Uint8Array.of(type, 0), nodeText)).toBe(null);
  });
});
