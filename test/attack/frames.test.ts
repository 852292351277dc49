/**
 * Attacks with bytes: frames that break the codec, by a member whose key is proved. Each ends the session (or is refused
 * by name), and nothing of it is stored. Limits are looked at before anything is parsed or allocated.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeText } from '../../relay/platform/node-crypto.ts';
import { ByteWriter } from '../../shared/commit/codec.ts';
import { LIMITS } from '../../shared/commit/limits.ts';
import { concatBytes, utf8 } from '../../shared/foundation/bytes.ts';
import { encodeCommit } from '../../shared/protocol/message-codec.ts';
import { MESSAGE_TYPE } from '../../shared/protocol/messages.ts';
import { PROTOCOL_LIMITS } from '../../shared/protocol/protocol-limits.ts';
import { sale } from './cast.ts';
import { Field } from './field.ts';

let field: Field;
beforeAll(async () => {
  field = await Field.open();
});
afterAll(() => field.close());

const FEED = `${'A'.repeat(24)}.${'B'.repeat(8)}`;
const writer = (type: keyof typeof MESSAGE_TYPE) => new ByteWriter(nodeText).varint(MESSAGE_TYPE[type]);
/** A frame of one commit written byte by byte. */
const commitFrame = (write: (out: ByteWriter) => ByteWriter): Uint8Array =>
  write(writer('commits').varint(0).varint(1)).finish();
const headed = (header: Uint8Array) => commitFrame((out) => out.text(FEED).varint(1).bytes(header).varint(0).byte(0));
const honestBytes = (): Uint8Array => {
  const pen = field.shop.pen('seller');
  return encodeCommit(pen.honestDraft(sale(pen, field.shop.product)), nodeText);
};
const framed = (commit: Uint8Array): Uint8Array => concatBytes(writer('commits').varint(0).varint(1).finish(), commit);

interface Frame {
  readonly name: string;
  readonly bytes: () => Uint8Array;
  /** 4400 unless said. */
  readonly ends?: number;
}

const FRAMES: readonly Frame[] = [
  { name: 'a type that does not exist', bytes: () => Uint8Array.of(127) },
  { name: 'the last type there can be', bytes: () => Uint8Array.of(255, 255, 255, 127) },
  { name: 'a type in more bytes than it needs', bytes: () => Uint8Array.of(0x80 | MESSAGE_TYPE.level, 0) },
  { name: 'a level with something behind it', bytes: () => Uint8Array.of(MESSAGE_TYPE.level, 1) },
  { name: 'commits cut off in mid commit', bytes: () => framed(honestBytes()).slice(0, -20) },
  { name: 'commits with bytes left over', bytes: () => concatBytes(framed(honestBytes()), Uint8Array.of(0)) },
  { name: 'a count of commits that is a lie', bytes: () => writer('commits').varint(0).varint(20_000).finish() },
  { name: 'more commits than a frame may hold', bytes: () => writer('commits').varint(0).varint(20_001).finish() },
  {
    name: 'a count of keys that is a lie',
    bytes: () => writer('commits').varint(4000).raw(new Uint8Array(32)).finish(),
  },
  {
    name: 'a count beyond 2^53',
    bytes: () => Uint8Array.of(MESSAGE_TYPE.commits, 0, 255, 255, 255, 255, 255, 255, 255, 31),
  },
  { name: 'a count of nine bytes', bytes: () => Uint8Array.of(MESSAGE_TYPE.commits, 0, ...new Array(9).fill(255), 1) },
  { name: 'seq 0', bytes: () => commitFrame((out) => out.text(FEED).varint(0).text('{}').varint(0).byte(0)) },
  {
    name: 'seq in more bytes than it needs',
    bytes: () => commitFrame((out) => out.text(FEED).byte(0x81).byte(0).text('{}').varint(0).byte(0)),
  },
  {
    name: 'a feed that is no feed',
    bytes: () => commitFrame((out) => out.text('policy').varint(1).text('{}').varint(0).byte(0)),
  },
  {
    name: 'a feed with a path in it',
    bytes: () =>
      commitFrame((out) =>
        out
          .text(`../${'A'.repeat(21)}.${'B'.repeat(8)}`)
          .varint(1)
          .text('{}')
          .varint(0)
          .byte(0),
      ),
  },
  {
    name: 'a part flag of 2',
    bytes: () => commitFrame((out) => out.text(FEED).varint(1).text('{}').varint(1).byte(2)),
  },
  {
    name: 'a seal flag of 2',
    bytes: () => commitFrame((out) => out.text(FEED).varint(1).text('{}').varint(0).byte(2)),
  },
  {
    name: 'a seal of 63 bytes',
    bytes: () => commitFrame((out) => out.text(FEED).varint(1).text('{}').varint(0).byte(1).raw(new Uint8Array(63))),
  },
  {
    name: 'seventeen parts',
    bytes: () =>
      commitFrame((out) => {
        out.text(FEED).varint(1).text('{}').varint(17);
        for (let i = 0; i < 17; i++) out.byte(0);
        return out.byte(0);
      }),
  },
  { name: 'a header beyond the limit', bytes: () => headed(new Uint8Array(LIMITS.headerBytes + 1).fill(32)) },
  {
    name: 'a header length that is a lie',
    bytes: () => commitFrame((out) => out.text(FEED).varint(1).varint(LIMITS.headerBytes)),
  },
  {
    name: 'a part beyond the limit',
    bytes: () =>
      commitFrame((out) =>
        out
          .text(FEED)
          .varint(1)
          .text('{}')
          .varint(1)
          .byte(1)
          .bytes(new Uint8Array(LIMITS.partBytes + 1).fill(32))
          .byte(0),
      ),
  },
  {
    name: 'a commit beyond the limit, in parts that are each within theirs',
    bytes: () =>
      commitFrame((out) => {
        out.text(FEED).varint(1).text('{}').varint(5);
        for (let i = 0; i < 5; i++) out.byte(1).bytes(new Uint8Array(LIMITS.partBytes).fill(32));
        return out.byte(0);
      }),
  },
  { name: 'a header that is not UTF-8', bytes: () => headed(Uint8Array.of(0x7b, 0xff, 0x7d)) },
  { name: 'a header in overlong UTF-8', bytes: () => headed(Uint8Array.of(0xc0, 0xbb, 0x7d)) },
  { name: 'a header with a surrogate in UTF-8', bytes: () => headed(Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22)) },
  { name: 'a header cut off in mid character', bytes: () => headed(Uint8Array.of(0x22, 0xe9, 0xbe)) },
  {
    name: 'a mark with seq 0',
    bytes: () =>
      writer('frontiers').byte(1).varint(1).raw(new Uint8Array(24)).varint(0).raw(new Uint8Array(16)).finish(),
  },
  { name: 'a second frontier', bytes: () => writer('frontiers').byte(1).varint(0).finish() },
  { name: 'more marks than a frame may hold', bytes: () => writer('frontiers').byte(0).varint(4001).finish() },
  {
    name: 'an answer with an unknown outcome',
    bytes: () => writer('answers').varint(1).raw(new Uint8Array(24)).varint(1).raw(new Uint8Array(16)).byte(9).finish(),
  },
  {
    name: 'an answer with a code of 25 characters',
    bytes: () =>
      writer('answers')
        .varint(1)
        .raw(new Uint8Array(24))
        .varint(1)
        .raw(new Uint8Array(16))
        .byte(3)
        .text('x'.repeat(25))
        .finish(),
  },
  { name: 'a wanted document with a path upwards', bytes: () => writer('want').text('../').finish() },
  { name: 'a wanted document of 201 characters', bytes: () => writer('want').text('a'.repeat(201)).finish() },
  { name: 'a wanted document without a name', bytes: () => writer('want').text('').finish() },
  { name: 'a wanted document with a line break in its name', bytes: () => writer('want').text('costs\n').finish() },
  {
    name: 'presence beyond its limit',
    bytes: () =>
      writer('presence')
        .bytes(new Uint8Array(0))
        .text('x'.repeat(PROTOCOL_LIMITS.presenceBytes + 1))
        .finish(),
  },
  {
    name: 'presence of a device of five bytes',
    bytes: () => writer('presence').bytes(new Uint8Array(5)).text('x').finish(),
  },
  {
    name: 'more credit than there can be',
    bytes: () =>
      writer('credit')
        .varint(PROTOCOL_LIMITS.bulkRaw + 1)
        .finish(),
  },
  {
    name: 'a bulk of an unknown compression',
    bytes: () =>
      writer('bulk').byte(0).varint(0).varint(1).varint(0).byte(7).varint(10).bytes(utf8('0123456789')).finish(),
  },
  {
    name: 'a bulk of unknown content',
    bytes: () =>
      writer('bulk').byte(5).varint(0).varint(1).varint(0).byte(0).varint(10).bytes(utf8('0123456789')).finish(),
  },
  {
    name: 'a bulk that declares more than may be unpacked',
    bytes: () =>
      writer('bulk')
        .byte(0)
        .varint(0)
        .varint(1)
        .varint(0)
        .byte(1)
        .varint(PROTOCOL_LIMITS.bulkRaw + 1)
        .bytes(new Uint8Array(8))
        .finish(),
  },
  {
    name: 'a frame beyond the limit',
    ends: 1009,
    bytes: () => new Uint8Array(PROTOCOL_LIMITS.frame + 1).fill(MESSAGE_TYPE.commits),
  },
];

describe('a frame that breaks the protocol ends its session and leaves nothing behind', () => {
  it.each(FRAMES)('$name', async ({ bytes, ends }) => {
    const code = await field.nothingChanged(async () => {
      const client = await field.enter('seller');
      client.send(bytes());
      return client.closed();
    });
    expect(code).toBe(ends ?? 4400);
  });

  it('a text frame where bytes are spoken', async () => {
    const code = await field.nothingChanged(async () => {
      const client = await field.enter('seller');
      client.socket.send('{"type":"commits"}');
      return client.closed();
    });
    expect(code).toBe(4400);
  });

  it('commits in a session that was opened to read', async () => {
    const code = await field.nothingChanged(async () => {
      const client = await field.enter('seller', [], { purpose: 'read' });
      client.send(framed(honestBytes()));
      return client.closed();
    });
    expect(code).toBe(4403);
  });

  it('an empty frame and a ping are nothing at all', async () => {
    await field.nothingChanged(async () => {
      const client = await field.enter('seller');
      client.send(new Uint8Array(0));
      client.socket.ping(new Uint8Array(100));
      await field.fence(client);
      expect(client.trouble).toBe('');
      expect(client.ended).toBeNull();
      client.leave();
    });
  });

  it('a flood of pings is answered or cut off, and costs nobody else anything', async () => {
    await field.nothingChanged(async () => {
      const client = await field.enter('seller');
      for (let i = 0; i < 10_000; i++) client.socket.ping(new Uint8Array(100));
      await field.fence();
      expect([null, 1006]).toContain(client.ended === null ? null : client.ended.code);
      client.leave();
    });
  });

  it('after all of this the seller still sells', async () => {
    const pen = field.shop.pen('seller');
    await field.stillTrades(pen.write(sale(pen, field.shop.product)), 'seller');
  });
});
