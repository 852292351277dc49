/**
 * Attacks on memory, disk and patience, before the proof and after it. Before: small frames, a short deadline, bounded
 * sockets, nothing kept for shops that are not here. After: nobody sends more than they were given credit for, unpacks
 * to more than they declared, floods a room with presence, or makes the relay hold what they do not read.
 */
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeText, sha256 } from '../../relay/platform/node-crypto.ts';
import { ByteWriter } from '../../shared/commit/codec.ts';
import { toBase64url, utf8 } from '../../shared/foundation/bytes.ts';
import { asShopId } from '../../shared/foundation/ids.ts';
import { BULK_FORMAT, COLUMNS, type ColumnName, PART_KIND } from '../../shared/protocol/bulk-columns.ts';
import { writeMessage } from '../../shared/protocol/message-codec.ts';
import type { Bulk } from '../../shared/protocol/messages.ts';
import { MESSAGE_TYPE } from '../../shared/protocol/messages.ts';
import { PROTOCOL_LIMITS } from '../../shared/protocol/protocol-limits.ts';
import { BRANCH, STOCK, sale } from './cast.ts';
import { Field } from './field.ts';
import { HostileClient } from './hostile-client.ts';
import { nameOf, partOf } from './pen.ts';
import { untilAnswered } from './until.ts';

const MB = 1024 * 1024;
const SESSIONS = 120;
let field: Field;
/** Opened first and never heard of again: what became of them is asked at the end, when their time is up. */
let silent: HostileClient;
let halfway: HostileClient;
beforeAll(async () => {
  field = await Field.open({ HECANG_SESSIONS: String(SESSIONS) });
  silent = await field.dial();
  halfway = await field.dial();
  await halfway.greet(field.shop.shop, field.shop.key('keeper'));
});
afterAll(() => field.close());

/** Runs an attack and answers by how much the relay has grown when it has dealt with it. */
async function growth(attack: () => Promise<void>): Promise<number> {
  await field.fence();
  const before = field.relay.residentBytes();
  await attack();
  await field.fence();
  return field.relay.residentBytes() - before;
}

describe('before anybody has proved anything', () => {
  it('three thousand shops that are not here leave nothing behind', async () => {
    const grown = await growth(async () => {
      for (let i = 0; i < 100; i++) {
        const clients = await Promise.all(
          Array.from({ length: 30 }, (_, k) => {
            const shop = asShopId(toBase64url(sha256(utf8(`no shop ${i} ${k}`))));
            return HostileClient.dial(field.url(shop ?? undefined));
          }),
        );
        for (const client of clients) client.leave();
      }
    });
    await untilAnswered('shops that are not here are let go', async () => {
      const metrics = await (await fetch(`${field.origin}/metrics`)).text();
      return Number(/^hecang_shops (\d+)/m.exec(metrics)?.[1] ?? 99) <= 2;
    });
    expect(grown).toBeLessThan(80 * MB);
  });

  it('more sockets than the relay takes are told to come again, and those inside are served', async () => {
    const clients: HostileClient[] = [];
    for (let i = 0; i < SESSIONS + 20; i++) clients.push(await HostileClient.dial(field.url()));
    const refused = clients.filter((client) => client.ended !== null).length;
    expect(refused).toBeGreaterThanOrEqual(20);
    await field.fence();
    for (const client of clients) client.leave();
  });

  it('frames beyond the small size, and a ninth frame, end the session', async () => {
    const big = await field.dial();
    big.send(new Uint8Array(PROTOCOL_LIMITS.unprovedFrame + 1).fill(MESSAGE_TYPE.hello));
    expect(await big.closed()).toBe(4413);
    const huge = await field.dial();
    huge.send(new Uint8Array(3 * MB).fill(MESSAGE_TYPE.hello));
    expect(await huge.closed()).toBe(1009);
  });

  it("a flood of y-protocol's questions by somebody who does not read costs no memory", async () => {
    const grown = await growth(async () => {
      const client = await field.dial();
      client.socket.pause();
      for (let i = 0; i < 100_000; i++) client.send(Uint8Array.of(0, 0, 1, 0));
      await field.fence();
      client.leave();
    });
    expect(grown).toBeLessThan(80 * MB);
  });
});

function bulkOf(raw: Uint8Array, more: Partial<Bulk> = {}): Uint8Array {
  return writeMessage(
    {
      type: 'bulk',
      content: 'commits',
      keys: [],
      count: 1,
      left: 0,
      compression: 'gzip',
      rawLength: raw.length,
      packed: more.compression === 'none' ? raw : gzipSync(raw),
      ...more,
    },
    nodeText,
  );
}
/** Columns that are well-formed and hold no commit, as many bytes as wished. */
function emptyColumns(bytes: number): Uint8Array {
  const out = new ByteWriter(nodeText).byte(BULK_FORMAT).varint(0);
  const texts = Math.ceil(bytes / 200_000);
  out.varint(texts);
  for (let i = 0; i < texts; i++) out.text(String.fromCharCode(97 + (i % 26)).repeat(190_000));
  out.varint(0).varint(0);
  for (const name of COLUMNS) out.bytes(new Uint8Array(name === 'seals' ? 1 : 0));
  return out.finish();
}

describe('packed commits', () => {
  const BOMBS: readonly {
    readonly name: string;
    readonly frame: () => Uint8Array;
    readonly ends: readonly number[];
  }[] = [
    {
      name: 'that unpack to sixteen times what they may',
      frame: () =>
        bulkOf(new Uint8Array(1), { packed: gzipSync(Buffer.alloc(128 * MB)), rawLength: PROTOCOL_LIMITS.bulkRaw }),
      ends: [4400],
    },
    {
      name: 'that unpack to sixteen times what they may (zstd)',
      frame: () =>
        bulkOf(new Uint8Array(1), {
          compression: 'zstd',
          packed: zstdCompressSync(Buffer.alloc(128 * MB)),
          rawLength: PROTOCOL_LIMITS.bulkRaw,
        }),
      ends: [4400],
    },
    { name: 'that are longer than they say', frame: () => bulkOf(emptyColumns(1000), { rawLength: 10 }), ends: [4400] },
    {
      name: 'that are shorter than they say',
      frame: () => bulkOf(emptyColumns(1000), { rawLength: PROTOCOL_LIMITS.bulkRaw }),
      ends: [4400],
    },
    {
      name: 'that are no archive',
      frame: () => bulkOf(new Uint8Array(100), { packed: new Uint8Array(100).fill(7) }),
      ends: [4400],
    },
    {
      name: 'with something behind the archive',
      frame: () =>
        bulkOf(emptyColumns(10), { packed: Buffer.concat([gzipSync(emptyColumns(10)), Buffer.from('more')]) }),
      ends: [4400],
    },
    { name: 'of another format', frame: () => bulkOf(Uint8Array.of(9, 0, 0, 0)), ends: [4400] },
    {
      name: 'whose tables lie about their length',
      frame: () => bulkOf(new ByteWriter(nodeText).byte(BULK_FORMAT).varint(300_000).finish()),
      ends: [4400],
    },
    {
      name: 'whose count of commits is a lie',
      frame: () =>
        bulkOf(new ByteWriter(nodeText).byte(BULK_FORMAT).varint(0).varint(0).varint(0).varint(20_000).finish()),
      ends: [4400],
    },
    {
      name: 'that name a feed which is not in their table',
      frame: () => bulkOf(oneCommit((out) => out.varint(7))),
      ends: [4400],
    },
    {
      name: 'whose seq runs over',
      frame: () => bulkOf(oneCommit((out) => out.varint(1), Number.MAX_SAFE_INTEGER)),
      ends: [4400, 4511],
    },
    {
      name: 'whose words unfold a part to a hundred times what it may be',
      frame: () => bulkOf(oneCommit((out) => out.varint(1), 0, 250_000)),
      ends: [4400],
    },
  ];
  /** Columns of one commit of one feed with these bytes in the feed column. */
  function oneCommit(feedColumn: (out: ByteWriter) => ByteWriter, seq = 0, marks = 0): Uint8Array {
    const out = new ByteWriter(nodeText).byte(BULK_FORMAT).varint(1).raw(new Uint8Array(24));
    out.varint(1).text('[1,"x",[],[["catalogue",1]]]').varint(1).text('catalogue').varint(1);
    const column = (write: (inner: ByteWriter) => ByteWriter) => out.bytes(write(new ByteWriter(nodeText)).finish());
    const columns: Partial<Record<ColumnName, (inner: ByteWriter) => ByteWriter>> = {
      feed: feedColumn,
      seq: (inner) => inner.varint(seq),
      shape: (inner) => inner.varint(0),
      time: (inner) => inner.varint(2),
      deps: (inner) => inner.varint(0),
      totals: (inner) => inner.varint(0).varint(0),
      parts: (inner) => inner.byte(marks === 0 ? PART_KIND.text : PART_KIND.marked),
      // One word, and then that word again and again.
      words: (inner) => inner.raw(new Uint8Array(marks).fill(2, 1)),
      spelled: (inner) => inner.text(`"${'x'.repeat(100)}"`),
      seals: (inner) => inner.varint(0),
    };
    for (const name of COLUMNS) column(columns[name] ?? ((inner) => inner));
    column((inner) => inner.text(marks === 0 ? '{"c":"x","e":[{"kind":"x"}]}' : '\u0001'.repeat(marks)));
    return out.finish();
  }

  it.each(BOMBS)('$name end the session, in bounded memory', async ({ frame, ends }) => {
    const bytes = frame();
    const code = await field.nothingChanged(async () => {
      let closed = 0;
      const grown = await growth(async () => {
        const client = await field.enter('seller');
        client.send(bytes);
        closed = await client.closed();
      });
      expect(grown).toBeLessThan(100 * MB);
      return closed;
    });
    expect(ends).toContain(code);
  });

  it('sent without waiting for credit are not piled up', async () => {
    const frame = bulkOf(emptyColumns(1.7 * MB), { compression: 'none' });
    const grown = await growth(async () => {
      const client = await field.enter('seller');
      // All at once: what the relay has not worked off yet must not pile up there.
      for (let i = 0; i < 100; i++) client.send(frame);
      await field.fence(client);
      if (client.ended !== null) expect(client.ended.code).toBe(4413);
      client.leave();
    });
    expect(grown).toBeLessThan(150 * MB);
  });
});

describe('after the proof', () => {
  it('a flood of commits that rest on nothing is answered, not kept', async () => {
    const pen = field.shop.pen('admin2', 'nowhere1');
    const text = 'x'.repeat(200_000);
    const lost = pen.honestDraft({
      uses: ['*@*'],
      parts: [partOf('catalogue', [{ kind: 'note', text }])],
      deps: [{ feed: field.shop.owner.feed, seq: 9999, hash16: 'A'.repeat(22) }],
    });
    const grown = await growth(async () => {
      const client = await field.enter('seller');
      for (let i = 0; i < 300; i++) client.offer([{ ...lost, seq: 2 + i }], [pen.key.publicKey]);
      await field.fence(client);
      client.leave();
    });
    expect(grown).toBeLessThan(150 * MB);
  });

  it('a flood of presence reaches others once a second at most', async () => {
    const [noisy, other] = [await field.enter('seller'), await field.enter('seller2')];
    for (let i = 0; i < 10_000; i++) noisy.say({ type: 'presence', device: null, text: `here ${i}` });
    await field.fence(noisy);
    await field.fence(other);
    const heard = other.messages.filter((message) => message.type === 'presence' && message.text.startsWith('here'));
    expect(heard.length).toBeLessThanOrEqual(3);
    noisy.leave();
    other.leave();
  });

  it('a flood of wants costs the one who wants', async () => {
    const grown = await growth(async () => {
      const client = await field.enter('seller');
      await client.heard('level');
      for (let i = 0; i < 20_000; i++)
        client.say({ type: 'want', document: nameOf(`stock/${BRANCH}/w${i % 5000}/2026-01`) });
      client.say({ type: 'want', document: nameOf(STOCK) });
      await field.fence(client);
      client.leave();
    });
    expect(grown).toBeLessThan(100 * MB);
  });

  it('a frontier of more marks than there may be ends the session', async () => {
    const client = await field.dial();
    await client.prove(field.shop.shop, field.shop.key('seller'));
    const marks = Array.from({ length: 4000 }, (_, i) => ({
      feed: field.shop.owner.feed,
      seq: i + 1,
      hash16: 'A'.repeat(22),
    }));
    const grown = await growth(async () => {
      for (let i = 0; i < 26 && client.ended === null; i++) client.say({ type: 'frontiers', marks, last: false });
      expect(await client.closed()).toBe(4413);
    });
    expect(grown).toBeLessThan(100 * MB);
  });

  it('who does not read is dropped, and the others go on', async () => {
    const deaf = await field.enter('seller2');
    await deaf.heard('level');
    deaf.socket.pause();
    const writer = await field.enter('admin');
    await writer.heard('level');
    const pen = field.shop.pen('admin', 'loud0001');
    const grown = await growth(async () => {
      for (let i = 0; i < 120; i++) {
        const text = `${i} ${'\u0416'.repeat(110_000)}`;
        const commit = pen.write({ uses: ['settings.edit@*'], parts: [partOf('catalogue', [{ kind: 'note', text }])] });
        expect(await writer.offerAndHear(commit)).toMatch(/^listed/);
      }
    });
    expect(grown).toBeLessThan(250 * MB);
    writer.leave();
    deaf.socket.terminate();
    const pen2 = field.shop.pen('seller');
    await field.stillTrades(pen2.write(sale(pen2, field.shop.product)), 'seller');
  });
});

describe('when their time is up', () => {
  it('sockets that never said hello, or stopped halfway, are closed', async () => {
    expect(await silent.closed(15_000)).toBe(4500);
    expect(await halfway.closed(15_000)).toBe(4500);
  });
});
