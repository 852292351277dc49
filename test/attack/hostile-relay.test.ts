/**
 * A hostile relay and a hostile witness between honest peers. It may delay and hide; it cannot make anything count that
 * nobody signed, nor make an honest commit not count, nor hide one from a device that meets a peer who has it.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import { nodeText } from '../../relay/platform/node-crypto.ts';
import { ByteWriter, type WireCommit } from '../../shared/commit/codec.ts';
import { MESSAGE_TYPE } from '../../shared/protocol/messages.ts';
import type { CommitName } from '../../shared/replica/listing-entries.ts';
import { zeroSignature } from './bad-signatures.ts';
import { foundShop, MONTH, memberOf, policy, type Shop, sale } from './cast.ts';
import { HonestPeer } from './honest-peer.ts';
import { HostileRelay } from './hostile-relay.ts';
import { keyOf, Pen, partOf } from './pen.ts';

const KEY = keyOf('hostile relay');
let shop: Shop;
let relay: HostileRelay;
let anna: HonestPeer;
let boss: HonestPeer;
let till: Pen;
let one: WireCommit;
let two: WireCommit;

beforeEach(async () => {
  shop = foundShop(KEY.publicKey, 'hostile');
  relay = new HostileRelay(shop, KEY);
  anna = new HonestPeer(shop.shop, shop.key('seller'));
  boss = new HonestPeer(shop.shop, shop.key('admin'));
  for (const peer of [anna, boss]) {
    await peer.take(shop.keys, shop.base);
    await relay.connect(peer);
  }
  till = shop.pen('seller');
  one = till.write(sale(till, shop.product));
  two = till.write(sale(till, shop.product));
  await anna.offer([one, two]);
});

/** Both meet without the relay: what one has, the other gets. */
async function meet(): Promise<void> {
  const keys = [...shop.keys, KEY.publicKey];
  for (const [from, to] of [
    [anna, boss],
    [boss, anna],
  ] as const) {
    const commits = from.stored.flatMap((stored) =>
      stored === undefined ? [] : [{ ...stored.commit, parts: stored.parts }],
    );
    await to.take(keys, commits);
  }
}

/** After whatever was done to the boss: both sales count there as at the till, once. */
async function honestWorkCounts(): Promise<void> {
  await meet();
  for (const peer of [anna, boss]) {
    expect(peer.verdictOf(one)).toBe('effective ok');
    expect(peer.verdictOf(two)).toBe('effective ok');
    expect(peer.stock.balance(shop.product, null)).toBe(98_000);
  }
  expect(boss.state()).toEqual(anna.state());
}

const nameOf = (commit: WireCommit): CommitName => ({
  feed: commit.feed,
  seq: commit.seq,
  hash16: anna.replica.hash16(anna.replica.feed(commit.feed)?.line[commit.seq - 1] ?? -1),
});
const turned = (text: string): string => text.replace('"a":"attack"', '"a":"attacK"');

const LIES: readonly { readonly name: string; readonly give: () => readonly WireCommit[] }[] = [
  { name: 'drops a commit', give: () => [two] },
  { name: 'gives them backwards', give: () => [two, one] },
  { name: 'gives each of them three times', give: () => [one, two, one, two, one, two] },
  { name: 'bends a header', give: () => [{ ...one, header: turned(one.header) }] },
  { name: 'bends the second header and keeps its seal', give: () => [one, { ...two, header: turned(two.header) }] },
  {
    name: 'takes the seals off',
    give: () => [
      { ...one, seal: null },
      { ...two, seal: null },
    ],
  },
  {
    name: 'puts zeros for the seals',
    give: () => [
      { ...one, seal: zeroSignature() },
      { ...two, seal: zeroSignature() },
    ],
  },
  {
    name: 'puts one seal under the other commit',
    give: () => [
      { ...one, seal: two.seal },
      { ...two, seal: one.seal },
    ],
  },
  { name: "puts its own seal under the till's commit", give: () => [{ ...one, seal: KEY.sign(new Uint8Array(32)) }] },
  {
    name: 'withholds the parts',
    give: () => [one, two].map((commit) => ({ ...commit, parts: commit.parts.map(() => null) })),
  },
  {
    name: 'swaps the parts of two commits',
    give: () => [
      { ...one, parts: two.parts },
      { ...two, parts: one.parts },
    ],
  },
  { name: 'swaps two parts of one commit', give: () => [{ ...one, parts: [...one.parts].reverse() }] },
  {
    name: 'bends a part',
    give: () => [{ ...one, parts: one.parts.map((text) => text?.replace('-1000', '-9000') ?? null) }],
  },
  { name: 'adds a part', give: () => [{ ...one, parts: [...one.parts, '{"c":"x","e":[{"kind":"x"}]}'] }] },
  { name: 'gives the second under the number of the first', give: () => [{ ...two, seq: 1 }] },
  { name: 'gives them to another feed', give: () => [{ ...one, feed: shop.pen('seller2').feed }] },
  {
    name: "writes in the till's name with its own key",
    give: () => [till.forge(sale(till, shop.product, 50), { signer: KEY })],
  },
  {
    name: 'makes itself an admin',
    give: () => {
      const pen = new Pen(shop.shop, KEY, 'ownpolic');
      pen.saw(shop.owner);
      return [pen.write({ parts: [policy({ kind: 'grant', member: memberOf('relay'), role: 'admin', scope: '*' })] })];
    },
  },
  {
    name: 'writes off stock as the witness',
    give: () => {
      const pen = new Pen(shop.shop, KEY, 'owndata1');
      pen.saw(shop.owner);
      return [pen.write({ ...sale(pen, shop.product, 90), uses: ['*@*'] })];
    },
  },
];

describe('a relay that lies about commits', () => {
  it.each(LIES)('$name: nothing unsigned has an effect, and honest work counts all the same', async ({ give }) => {
    const before = boss.state();
    await relay.give(boss, give());
    const after = boss.state();
    const genuine = new Set([one.header, two.header]);
    const strange = boss.stored.filter((stored) => stored !== undefined && !genuine.has(stored.commit.header));
    expect(strange.filter((stored) => boss.verdictOf(stored.commit)?.startsWith('effective'))).toHaveLength(
      shop.base.length,
    );
    expect(before.verdicts.filter((line) => !after.verdicts.includes(line))).toEqual([]);
    expect([100_000, 99_000, 98_000]).toContain(boss.stock.balance(shop.product, null));
    await honestWorkCounts();
  });

  it('says that honest work is refused: it still counts for whoever has it, and is still handed on', async () => {
    relay.answer(anna, [{ ...nameOf(one), outcome: { kind: 'refused', code: 'seal' } }]);
    await honestWorkCounts();
  });

  it.each([
    { name: 'a frame of random type', frame: () => Uint8Array.of(130, 1, 2, 3) },
    {
      name: 'a bulk that unpacks to nothing',
      frame: () =>
        new ByteWriter(nodeText)
          .varint(MESSAGE_TYPE.bulk)
          .byte(0)
          .varint(0)
          .varint(1)
          .varint(0)
          .byte(1)
          .varint(100)
          .bytes(new Uint8Array(20))
          .finish(),
    },
    {
      name: 'a second frontier',
      frame: () => new ByteWriter(nodeText).varint(MESSAGE_TYPE.frontiers).byte(1).varint(0).finish(),
    },
    { name: 'a hello in the midst of it', frame: () => Uint8Array.of(MESSAGE_TYPE.hello, 1) },
  ])('sends $name: the peer leaves, and has what it had', async ({ frame }) => {
    const before = boss.state();
    relay.frame(boss, frame());
    await boss.settled();
    expect(boss.closedFor).toBe('malformed');
    expect(boss.state()).toEqual(before);
    await honestWorkCounts();
  });
});

const ORDERS: readonly { readonly name: string; readonly list: () => readonly WireCommit[] }[] = [
  { name: 'lists nothing at all', list: () => [] },
  { name: 'lists a commit that nobody has', list: () => [relay.listing([{ ...nameOf(one), seq: 77 }])] },
  {
    name: 'lists a commit under another hash',
    list: () => [relay.listing([{ ...nameOf(one), hash16: 'A'.repeat(22) }])],
  },
  {
    name: 'lists effects before their causes',
    list: () => [relay.listing([nameOf(two), nameOf(one), ...shop.base.map(nameOf).reverse()])],
  },
  {
    name: 'lists everything twice',
    list: () => [
      relay.listing([...shop.base.map(nameOf), nameOf(one), nameOf(one)]),
      relay.listing([nameOf(one), nameOf(two), nameOf(two)]),
    ],
  },
  {
    name: 'signs two listings under one number',
    list: () => {
      const other = relay.pen.branch();
      const first = relay.listing([...shop.base.map(nameOf), nameOf(one), nameOf(two)]);
      const second = other.write({
        command: 'list',
        deps: [],
        parts: [partOf(`listing/${MONTH}`, [{ kind: 'list', of: [[two.feed, 2, nameOf(two).hash16]] }])],
      });
      return [first, second];
    },
  },
  {
    name: 'signs a listing that is no listing',
    list: () => [
      relay.pen.write({
        command: 'list',
        deps: [],
        parts: [partOf(`listing/${MONTH}`, [{ kind: 'list', of: [['x', 1, 'y']] }])],
      }),
    ],
  },
  {
    name: 'signs a listing of an unknown kind',
    list: () => [
      relay.pen.write({ command: 'list', deps: [], parts: [partOf(`listing/${MONTH}`, [{ kind: 'judge', of: [] }])] }),
    ],
  },
  {
    name: 'names more than a thousand in one entry',
    list: () => [
      relay.pen.write({
        command: 'list',
        deps: [],
        parts: [
          partOf(`listing/${MONTH}`, [
            { kind: 'list', of: Array.from({ length: 1001 }, () => [one.feed, 1, nameOf(one).hash16]) },
          ]),
        ],
      }),
    ],
  },
  {
    name: 'dates a listing an hour ahead',
    list: () => [relay.listing([nameOf(one)], { time: (Date.now() + 3_600_000) * 1000 })],
  },
  {
    name: 'enters a deadline that has not come',
    list: () => [relay.listing([...shop.base.map(nameOf), nameOf(one)], { deadlines: [nameOf(shop.base[1] ?? one)] })],
  },
  {
    name: "lets a member's device write a listing",
    list: () => {
      const pen = shop.pen('seller2');
      return [
        pen.write({
          command: 'list',
          parts: [partOf(`listing/${MONTH}`, [{ kind: 'list', of: [[two.feed, 2, nameOf(two).hash16]] }])],
        }),
      ];
    },
  },
];

describe('a witness that lies about the order', () => {
  it.each(ORDERS)('$name: no honest commit stops to count', async ({ list }) => {
    await relay.give(boss, [one, two]);
    const entries = boss.state().entries;
    await relay.give(boss, list());
    expect(boss.verdictOf(one)).toBe('effective ok');
    expect(boss.verdictOf(two)).toBe('effective ok');
    expect(boss.state().entries).toBe(entries);
    await meet();
    for (const peer of [anna, boss]) {
      expect(peer.verdictOf(one)).toBe('effective ok');
      expect(peer.stock.balance(shop.product, null)).toBe(98_000);
    }
  });

  it('hides a sale from the boss: whoever meets the till has it all the same', async () => {
    await relay.give(boss, [relay.listing(shop.base.map(nameOf))]);
    expect(boss.has(one)).toBe(false);
    await honestWorkCounts();
  });
});

describe('a device that tells two peers two things', () => {
  it('gives one of them a header that is refused: that one still takes the branch which counts, and the listing of it', async () => {
    const pen = shop.pen('manager');
    const good = pen.honestDraft(sale(pen, shop.product));
    const backwards = pen.honestDraft({ ...sale(pen, shop.product), time: 1 });
    await boss.take(shop.keys, [backwards]);
    expect(boss.verdictOf(backwards) ?? 'not here').not.toMatch(/^effective/);
    await anna.take(shop.keys, [good]);
    await relay.give(boss, [good]);
    expect(boss.verdictOf(good)).toBe('effective ok');
    await relay.give(boss, [
      one,
      two,
      relay.listing([...shop.base.map(nameOf), nameOf(one), nameOf(two), nameOf(good)]),
    ]);
    expect(boss.positionOf(one)).toBeLessThan(Number.POSITIVE_INFINITY);
  });
});
