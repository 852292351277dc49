/**
 * Attacks on the chain and the seal: a commit that differs from an honest one in exactly one thing. In a session of its
 * own key a device may be believed for a second (its newest seal is verified once a second); then the session ends and
 * nothing is left. Commits of others are believed only under a good seal.
 */
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../relay/platform/node-crypto.ts';
import { deviceIdOf } from '../../shared/commit/chain.ts';
import type { WireCommit } from '../../shared/commit/codec.ts';
import { sealMessage, uint64 } from '../../shared/commit/seal.ts';
import { toBase64url } from '../../shared/foundation/bytes.ts';
import { feedIdOf } from '../../shared/foundation/ids.ts';
import {
  fullSignature,
  keyBytes,
  SMALL_ORDER_KEYS,
  signatureUnderNeutral,
  withLargeS,
  withSmallR,
  withTurnedR,
  zeroSignature,
} from './bad-signatures.ts';
import { BRANCH, CASH, foundShop, memberOf, policy, recordOf, STOCK, sale, TICKETS } from './cast.ts';
import { Field, SEALS_LOOKED_AT_MS } from './field.ts';
import { showOutcome } from './hostile-client.ts';
import { type Forgery, keyOf, Pen, partOf } from './pen.ts';
import { witnessKeyOf } from './relay-folder.ts';

let field: Field;
beforeAll(async () => {
  field = await Field.open();
});
afterAll(() => field.close());

const bent = (text: string): string => text.replace('"a":"attack"', '"a":"attacK"');

/** The answer, or the end of the session: who carries a forgery need not be its author. */
const BAD_SEAL = /^(refused seal|closed 4421)$/;

interface SealForgery {
  readonly name: string;
  readonly forgery: (pen: Pen) => Forgery;
}
const SEALS: readonly SealForgery[] = [
  { name: 'signed with another key', forgery: () => ({ signer: keyOf('stranger') }) },
  { name: "signed with the owner's key", forgery: () => ({ signer: field.shop.key('owner') }) },
  { name: 'all zero', forgery: () => ({ seal: zeroSignature }) },
  { name: 'all ones', forgery: () => ({ seal: fullSignature }) },
  { name: 'with the group order added to S', forgery: () => ({ seal: withLargeS }) },
  { name: 'with the sign of R turned', forgery: () => ({ seal: withTurnedR }) },
  { name: 'with a point of small order for R', forgery: () => ({ seal: withSmallR }) },
  { name: 'that signs everything under the neutral key', forgery: () => ({ seal: signatureUnderNeutral }) },
  {
    name: 'made for another shop',
    forgery: (pen) => ({
      message: (_right, head, seq) => sealMessage(foundShop(keyOf('w').publicKey, 'other').shop, pen.feed, seq, head),
    }),
  },
  {
    name: 'made for another feed of the same device',
    forgery: (pen) => ({
      message: (_right, head, seq) => sealMessage(pen.shop, feedIdOf(pen.device, 'otherone'), seq, head),
    }),
  },
  {
    name: 'made for another seq',
    forgery: (pen) => ({ message: (_right, head, seq) => sealMessage(pen.shop, pen.feed, seq + 1, head) }),
  },
  { name: 'made over the head alone', forgery: () => ({ message: (_right, head) => head }) },
  {
    name: 'made over seq and head alone',
    forgery: () => ({ message: (_r, head, seq) => Uint8Array.from([...uint64(seq), ...head]) }),
  },
  { name: 'made over another previous head', forgery: () => ({ prev: sha256(Uint8Array.of(1)) }) },
];

describe('a seal that is no seal', () => {
  it.each(SEALS)('in the own session: $name', async ({ forgery }) => {
    const code = await field.nothingChanged(async () => {
      const pen = field.shop.pen('seller');
      const client = await field.enter('seller');
      client.offer([pen.forge(sale(pen, field.shop.product), forgery(pen))]);
      return client.closed();
    });
    expect(code).toBe(4421);
  });

  it.each(SEALS)('brought by a colleague: $name', async ({ forgery }) => {
    const told = await field.nothingChanged(async () => {
      const pen = field.shop.pen('seller');
      const client = await field.enter('seller2');
      return client.offerAndHear(pen.forge(sale(pen, field.shop.product), forgery(pen)));
    });
    expect(told).toMatch(BAD_SEAL);
  });

  it('none at all, on a commit of a colleague', async () => {
    const told = await field.nothingChanged(async () => {
      const pen = field.shop.pen('seller');
      const client = await field.enter('seller2');
      return client.offerAndHear({ ...pen.honestDraft(sale(pen, field.shop.product)), seal: null });
    });
    expect(told).toBe('not-taken missing');
  });

  it.each(SMALL_ORDER_KEYS)('under a key of small order: $name', async ({ hex }) => {
    const told = await field.nothingChanged(async () => {
      const publicKey = keyBytes(hex);
      const anyone = { publicKey, sign: signatureUnderNeutral };
      const pen = new Pen(field.shop.shop, anyone);
      const client = await field.enter('seller');
      return client.offerAndHear(pen.honestDraft(sale(pen, field.shop.product)), [publicKey]);
    });
    expect(told).toBe('not-taken missing');
  });
});

interface ChainForgery {
  readonly name: string;
  readonly told: string;
  readonly commits: (pen: Pen) => readonly WireCommit[];
  /** Which of the commits is asked about; the last unless said. */
  readonly asked?: number;
}
const CHAINS: readonly ChainForgery[] = [
  {
    name: 'a gap: seq 3 after nothing',
    told: 'not-taken missing',
    commits: (pen) => [pen.forge(sale(pen, field.shop.product), { seq: 3 })],
  },
  {
    name: 'a header bent after it was signed',
    told: 'bad seal',
    commits: (pen) => {
      const commit = pen.honestDraft(sale(pen, field.shop.product));
      return [{ ...commit, header: bent(commit.header) }];
    },
  },
  {
    name: 'the first of two dropped',
    told: 'not-taken missing',
    commits: (pen) => {
      pen.write(sale(pen, field.shop.product));
      return [pen.honestDraft(sale(pen, field.shop.product))];
    },
  },
  {
    name: 'one of three dropped from the middle',
    told: 'bad seal',
    commits: (pen) => {
      const first = pen.write(sale(pen, field.shop.product));
      pen.write(sale(pen, field.shop.product));
      const third = pen.honestDraft(sale(pen, field.shop.product));
      return [
        { ...first, seal: null },
        { ...third, seq: 2 },
      ];
    },
  },
  {
    name: 'a part more than the header names',
    told: 'refused malformed',
    commits: (pen) => {
      const commit = pen.honestDraft(sale(pen, field.shop.product));
      return [{ ...commit, parts: [...commit.parts, '{"c":"x","e":[{"kind":"x"}]}'] }];
    },
  },
  {
    name: 'a part fewer than the header names',
    told: 'refused malformed',
    commits: (pen) => {
      const commit = pen.honestDraft(sale(pen, field.shop.product));
      return [{ ...commit, parts: commit.parts.slice(1) }];
    },
  },
  {
    name: 'a cause that nobody has',
    told: 'not-taken missing',
    commits: (pen) => [
      pen.honestDraft({
        ...sale(pen, field.shop.product),
        deps: [{ feed: field.shop.owner.feed, seq: 9999, hash16: 'A'.repeat(22) }],
      }),
    ],
  },
  {
    name: 'a cause by another hash than it has',
    told: 'not-taken missing',
    commits: (pen) => [
      pen.honestDraft({
        ...sale(pen, field.shop.product),
        deps: [{ ...field.shop.owner.tip, hash16: 'A'.repeat(22) }],
      }),
    ],
  },
  {
    name: 'a clock that is an hour ahead',
    told: 'not-taken early',
    commits: (pen) => [pen.honestDraft({ ...sale(pen, field.shop.product), time: (Date.now() + 3_600_000) * 1000 })],
  },
  {
    name: 'the last time there can be',
    told: 'not-taken early',
    commits: (pen) => [pen.honestDraft({ ...sale(pen, field.shop.product), time: Number.MAX_SAFE_INTEGER })],
  },
  {
    name: 'a level that this relay does not speak',
    told: 'not-taken level',
    commits: (pen) => [pen.honestDraft({ ...sale(pen, field.shop.product), level: 99 })],
  },
  {
    name: 'a feed of another device, under the own seal',
    told: 'bad seal',
    commits: (pen) => {
      const victim = field.shop.pen('seller2');
      return [victim.forge(sale(victim, field.shop.product), { signer: pen.key })];
    },
  },
  {
    name: 'a commit of the same seller in another shop',
    told: 'bad seal',
    commits: (pen) => {
      const other = foundShop(witnessKeyOf(field.folder), 'second shop');
      const elsewhere = new Pen(other.shop, pen.key);
      return [elsewhere.honestDraft(sale(elsewhere, field.shop.product))];
    },
  },
  {
    name: 'the genesis of another shop',
    told: 'refused action',
    commits: () => {
      const other = foundShop(witnessKeyOf(field.folder), 'second shop');
      const [genesis] = other.base;
      const pen = new Pen(field.shop.shop, field.shop.key('seller'), 'genesis1');
      const text = genesis?.parts[0] ?? '';
      return [pen.honestDraft({ parts: [partOf('policy', JSON.parse(text).e)], command: 'createShop' })];
    },
  },
];

describe('a chain that is no chain', () => {
  it.each(CHAINS)('$name', async ({ commits, told }) => {
    const attack = async () => {
      const pen = field.shop.pen('seller');
      const client = await field.enter('seller');
      const forged = commits(pen);
      const last = forged.at(-1);
      if (last === undefined) throw new Error('nothing to offer');
      client.offer(forged);
      let outcome = showOutcome(await client.outcomeOf(last));
      // In a session of its own key it is believed until its newest seal is looked at.
      if (told === 'bad seal' && outcome.startsWith('listed')) outcome = `closed ${await client.closed()}`;
      client.leave();
      return outcome;
    };
    let heard = await field.nothingChanged(attack);
    // Seals are looked at once a second: what the attack before left behind may end this session of the same device too.
    if (told !== 'bad seal' && BAD_SEAL.test(heard)) {
      await once(AbortSignal.timeout(SEALS_LOOKED_AT_MS), 'abort');
      heard = await field.nothingChanged(attack);
    }
    if (told === 'bad seal') expect(heard).toMatch(BAD_SEAL);
    else expect(heard).toBe(told);
  });

  it('an unsealed commit before one that is refused does not stop the witness for everybody', async () => {
    const code = await field.nothingChanged(async () => {
      const pen = field.shop.pen('seller', 'stopper1');
      const client = await field.enter('seller');
      const first = pen.write(sale(pen, field.shop.product));
      const backwards = pen.honestDraft({ ...sale(pen, field.shop.product), time: 1_000_000 });
      client.offer([
        { ...first, seal: null },
        { ...backwards, seal: zeroSignature() },
      ]);
      return client.closed();
    });
    expect(code).toBe(4421);
    const pen = field.shop.pen('seller2', 'goeson01');
    await field.stillTrades(pen.write(sale(pen, field.shop.product)), 'seller2');
  });

  it('an epoch that begins with the time before its cause ends at once and stays without effect', async () => {
    const told = await field.nothingChanged(async () => {
      const pen = field.shop.pen('seller', 'tooearly');
      const client = await field.enter('seller');
      return client.offerAndHear(pen.honestDraft({ ...sale(pen, field.shop.product), time: 1_000_000 }));
    });
    expect(told).toBe('refused time');
  });

  it('commits in the wrong order are taken in the right one, each once', async () => {
    const pen = field.shop.pen('seller', 'shuffled');
    const [first, second] = [pen.write(sale(pen, field.shop.product)), pen.write(sale(pen, field.shop.product))];
    const client = await field.enter('seller');
    expect(await client.offerAndHear(second)).toBe('not-taken missing');
    expect(await client.offerAndHear(first)).toBe('listed effective ok');
    expect(await client.offerAndHear(second)).toBe('listed effective ok');
    expect(await client.offerAndHear(second)).toBe('listed effective ok');
    client.leave();
    await field.quiet();
    expect(field.watcher.stored.filter((one) => one?.commit.feed === pen.feed)).toHaveLength(2);
  });

  it('a part whose text was bent is absent for everybody, and the honest text still fills it in', async () => {
    const pen = field.shop.pen('seller', 'bentpart');
    const honest = pen.write(sale(pen, field.shop.product));
    const [ticket, stock, cash] = honest.parts;
    const client = await field.enter('seller2');
    await field.nothingChangedForPeople(async () => {
      const forged = (stock ?? '').replace('-1000', '-9000');
      expect(await client.offerAndHear({ ...honest, parts: [null, forged, null] })).toMatch(/^listed/);
    });
    expect(field.watcher.partOf(honest, 1)).toBeNull();
    await client.offerAndHear({ ...honest, parts: [ticket ?? null, stock ?? null, cash ?? null] });
    await field.quiet();
    expect(field.watcher.partOf(honest, 1)).toBe(stock);
    client.leave();
  });
});

describe('equivocation, in every order', () => {
  const branches = (epoch: string) => {
    const pen = field.shop.pen('seller', epoch);
    const other = field.shop.pen('seller', epoch);
    return {
      first: pen.write(sale(pen, field.shop.product, 1)),
      second: other.write(sale(other, field.shop.product, 2)),
      after: other.write(sale(other, field.shop.product, 3)),
    };
  };

  it('the listed one stands, the second is void, the feed is closed behind the proof', async () => {
    const { first, second, after } = branches('doubled1');
    const client = await field.enter('seller');
    expect(await client.offerAndHear(first)).toBe('listed effective ok');
    await field.quiet();
    await field.nothingTakesEffect(async () => {
      expect(await client.offerAndHear(second)).toMatch(/void fork|waiting fork/);
      client.offer([after]);
      await field.quiet();
    });
    expect(field.watcher.verdictOf(first)).toBe('effective ok');
    expect(field.watcher.verdictOf(second)).toBe('void fork');
    client.leave();
  });

  it('both at once: exactly one of the two counts, the one with the earlier place', async () => {
    const { first, second } = branches('doubled2');
    const client = await field.enter('seller');
    client.offer([second, first]);
    await client.outcomeOf(first);
    await field.quiet();
    expect(field.watcher.verdictOf(second)).toBe('effective ok');
    expect(field.watcher.verdictOf(first)).toBe('void fork');
    client.leave();
  });

  it('each by another colleague, in the other order: still exactly one counts', async () => {
    const { first, second } = branches('doubled3');
    const [one, two] = [await field.enter('seller'), await field.enter('seller2')];
    await Promise.all([one.offerAndHear(first), two.offerAndHear(second)]);
    await field.quiet();
    const verdicts = [field.watcher.verdictOf(first), field.watcher.verdictOf(second)].sort();
    expect(verdicts).toEqual(['effective ok', 'void fork']);
    one.leave();
    two.leave();
  });
});

describe('what nobody signed cannot be smuggled in by names', () => {
  it('a policy action whose document is spelt with an escape is believed no earlier than its seal', async () => {
    const pen = new Pen(field.shop.shop, field.shop.key('admin2'), 'escaped1');
    pen.saw(field.shop.owner);
    const action = { kind: 'narrow', member: memberOf('seller2') };
    const victim = await field.enter('seller2');
    const code = await field.nothingChanged(async () => {
      const client = await field.enter('admin2');
      const forged = pen.forge(
        { parts: [policy(action)] },
        { headerText: (text) => text.replace('"policy"', '"\\u0070olicy"'), seal: zeroSignature },
      );
      client.offer([forged]);
      return client.closed();
    });
    expect(code).toBe(4421);
    expect(victim.ended).toBeNull();
    expect(deviceIdOf(sha256, field.shop.key('seller2').publicKey)).toHaveLength(24);
    victim.leave();
  });

  it.each([
    { name: 'stock of a warehouse in another branch', document: `stock/branch02/stock002/${STOCK.slice(-7)}` },
    { name: 'tickets of another branch', document: `tickets/branch02/${TICKETS.slice(-7)}` },
    { name: 'a drawer of another branch', document: `cash/branch02/${CASH.slice(-7)}` },
  ])('$name is not written under a grant of this branch', async ({ document }) => {
    const told = await field.nothingChangedForPeople(async () => {
      const pen = field.shop.pen('seller', toBase64url(sha256(Buffer.from(document))).slice(0, 8));
      const client = await field.enter('seller');
      const [kind] = document.split('/');
      const honest = sale(pen, field.shop.product).parts.find((part) => part.document.startsWith(`${kind}/`));
      const outcome = await client.offerAndHear(
        pen.write({ uses: [`sales.add@${BRANCH}`], parts: [partOf(document, honest?.entries ?? [])] }),
      );
      client.leave();
      return outcome;
    });
    expect(told).toMatch(/^listed/);
    expect(recordOf('x'.repeat(24), 'y')).toHaveLength(35);
  });
});
