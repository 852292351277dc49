/**
 * Attacks on what may be read: documents without the grant (want, backfill, live), read-only endpoints without a token
 * or with somebody else's, reader tokens beyond their maker's rights, and secrets guessed from hashes. Whoever may not
 * view a document gets headers and nothing else.
 */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { sha256 } from '../../relay/platform/node-crypto.ts';
import { hashOfText } from '../../shared/commit/chain.ts';
import { readHeader } from '../../shared/commit/header.ts';
import { BRANCH, MONTH, memberOf, SECRET_PRICE, STOCK, sale, TICKETS } from './cast.ts';
import { Field } from './field.ts';
import { HostileClient } from './hostile-client.ts';
import { keyOf, nameOf, partOf } from './pen.ts';
import { readerToken, signedFetch } from './signed-request.ts';

let field: Field;
beforeAll(async () => {
  field = await Field.open();
});
afterAll(() => field.close());

/** Every text of a part that reached this client, with its document. */
function textsSeen(client: HostileClient): { readonly document: string; readonly text: string }[] {
  return client.commitsHeard().flatMap((commit) =>
    commit.parts.flatMap((text, at) => {
      const document = readHeader(commit.header)?.parts[at]?.document ?? '';
      return text === null ? [] : [{ document, text }];
    }),
  );
}

interface Prying {
  readonly actor: string;
  readonly may: string;
  readonly documents: readonly string[];
}
const PRYING: readonly Prying[] = [
  { actor: 'seller', may: 'no purchase price', documents: ['costs'] },
  { actor: 'seller', may: 'no priced half of a purchase', documents: [`priced/${BRANCH}/${MONTH}`] },
  {
    actor: 'farseller',
    may: 'no stock, ticket or drawer of the other branch',
    documents: [STOCK, TICKETS, `cash/${BRANCH}/${MONTH}`],
  },
  { actor: 'keeper', may: 'no ticket and no purchase price', documents: [TICKETS, 'costs'] },
  {
    actor: 'seller',
    may: 'no conversation of others',
    documents: [`talk/${memberOf('admin')}~${memberOf('manager')}/${MONTH}`],
  },
  { actor: 'seller', may: 'no trail of a colleague', documents: [`trail/${BRANCH}/${MONTH}/${memberOf('manager')}`] },
  { actor: 'seller', may: 'no finance', documents: [`finance/${MONTH}`] },
  // LOYAL-20: phones of members stand in contacts.
  { actor: 'seller', may: 'no phone of a member', documents: ['contacts'] },
  { actor: 'keeper', may: 'no member and no wallet', documents: ['contacts', 'customers', `wallets/${MONTH}`] },
];

describe('a document is read by those who may view it', () => {
  beforeAll(async () => {
    const owner = field.shop.owner;
    const secrets = PRYING.flatMap(({ documents }) => documents).filter(
      (name) => !/^(costs|stock|tickets|cash)/.test(name),
    );
    const client = await field.enter('owner');
    const parts = [...new Set(secrets)].map((document) =>
      partOf(document, [{ kind: 'note', text: `SECRET of ${document}` }]),
    );
    expect(await client.offerAndHear(owner.write({ uses: ['*@*'], parts }))).toBe('listed effective ok');
    const pen = field.shop.pen('seller');
    client.leave();
    await field.stillTrades(pen.write(sale(pen, field.shop.product)), 'seller');
  });

  it.each(PRYING)('$actor gets $may: not by joining, not by wanting it, not live', async ({ actor, documents }) => {
    const client = await field.enter(actor);
    await client.heard('level');
    for (const document of documents) client.say({ type: 'want', document: nameOf(document) });
    const owner = field.shop.owner;
    const writer = await field.enter('owner');
    const live = owner.write({
      uses: ['*@*'],
      parts: documents.map((document) => partOf(document, [{ kind: 'note', text: `SECRET live ${document}` }])),
    });
    await writer.offerAndHear(live);
    await field.fence(client);
    const seen = textsSeen(client);
    expect(seen.filter(({ document }) => documents.includes(document))).toEqual([]);
    expect(seen.some(({ text }) => text.includes(String(SECRET_PRICE)))).toBe(false);
    expect(client.commitsHeard().some(({ header }) => header === live.header)).toBe(true);
    expect(client.messages.filter(({ type }) => type === 'bulk')).toEqual([]);
    client.leave();
    writer.leave();
  });

  it('a part that is absent cannot be told from one that does not exist by wanting it', async () => {
    const client = await field.enter('seller');
    await client.heard('level');
    const before = client.frames.length;
    for (const name of ['costs', `stock/none0000/none0000/${MONTH}`, 'secrets', `trail/x/y/z`]) {
      client.say({ type: 'want', document: nameOf(name) });
    }
    await field.fence(client);
    const kinds = client.messages.slice(-(client.frames.length - before)).map(({ type }) => type);
    expect(new Set(kinds.filter((type) => type !== 'answers' && type !== 'credit'))).toEqual(new Set());
    client.leave();
  });

  it('a forged frontier that claims nothing brings nothing more than the own view', async () => {
    const client = await field.enter('seller', [
      { feed: field.shop.owner.feed, seq: 1_000_000, hash16: 'A'.repeat(22) },
      { feed: field.shop.pen('admin', 'nosuchep').feed, seq: 3, hash16: 'A'.repeat(22) },
    ]);
    await client.heard('level');
    expect(textsSeen(client).some(({ text }) => text.includes(String(SECRET_PRICE)))).toBe(false);
    client.leave();
  });

  it('a purchase price is not guessed from its hash: a dictionary of prices over the wire hash fails', async () => {
    const client = await field.enter('seller');
    await client.heard('level');
    const refs = client.commitsHeard().flatMap(({ header }) => readHeader(header)?.parts ?? []);
    const target = refs.find(({ document }) => document === 'costs')?.hash;
    expect(target).toBeDefined();
    const id = field.shop.product;
    const guess = (price: number) =>
      `{"c":"attack","e":[{"kind":"new","type":"cost","id":"${id}","fields":{"purchasePrice":${price}}}]}`;
    let found = 0;
    for (let price = SECRET_PRICE - 20_000; price < SECRET_PRICE + 20_000; price++) {
      if (createHash('sha256').update(guess(price)).digest('base64url') === target) found++;
    }
    expect(hashOfText(sha256, guess(SECRET_PRICE))).toHaveLength(43);
    expect(found).toBe(0);
    client.leave();
  });

  it('a secret part without its salt is malformed: nobody can be made to write a guessable one', async () => {
    const pen = field.shop.pen('admin', 'saltless');
    const part = {
      ...partOf('costs', [
        { kind: 'set', type: 'cost', id: field.shop.product, field: 'purchasePrice', value: 1, over: [] },
      ]),
      salt: null,
    };
    await field.nothingChangedForPeople(async () => {
      const client = await field.enter('admin');
      expect(await client.offerAndHear(pen.write({ uses: ['costs.edit@*'], parts: [part] }))).toMatch(/^listed/);
      client.leave();
    });
  });

  it('presence carries the name that the session proved, whatever the sender says', async () => {
    const liar = await field.enter('seller');
    const other = await field.enter('seller2');
    liar.say({ type: 'presence', device: field.shop.owner.device, text: 'I am the owner' });
    liar.say({ type: 'presence', device: null, text: 'I am myself' });
    const heard = await other.heard('presence', ({ text }) => text === 'I am myself');
    expect(heard.device).toBe(field.shop.pen('seller').device);
    expect(
      other.messages.filter((message) => message.type === 'presence' && message.text === 'I am the owner'),
    ).toEqual([]);
    liar.leave();
    other.leave();
  });
});

describe('read-only documents', () => {
  let token: string;
  beforeAll(async () => {
    token = await readerToken(field.origin, field.shop.shop, field.shop.key('owner'), ['catalogue', 'view/catalogue']);
  });
  const answers = async (path: string, query = `?token=${token}`): Promise<number> => {
    const url = `http://127.0.0.1:${field.relay.port}/yjs/${field.shop.shop}/${path}${query}`;
    const response = await fetch(url, {
      headers: {
        upgrade: 'websocket',
        connection: 'Upgrade',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'x'.repeat(24),
      },
    }).catch(() => null);
    return response?.status ?? 0;
  };
  const refusedAt = async (path: string, query = `?token=${token}`): Promise<boolean> => {
    const client = await HostileClient.dial(`ws://127.0.0.1:${field.relay.port}/yjs/${path}${query}`);
    const refused = client.ended !== null && client.ended.code === 1006;
    client.leave();
    return refused;
  };
  const PATHS: readonly { readonly name: string; readonly path: () => string; readonly query?: string }[] = [
    { name: 'without a token', path: () => `${field.shop.shop}/catalogue`, query: '' },
    { name: 'with an empty token', path: () => `${field.shop.shop}/catalogue`, query: '?token=' },
    {
      name: 'with a token that nobody made',
      path: () => `${field.shop.shop}/catalogue`,
      query: `?token=${'A'.repeat(32)}`,
    },
    { name: 'with the token of another document', path: () => `${field.shop.shop}/costs` },
    { name: 'with the token of a view at another view', path: () => `${field.shop.shop}/view/stock` },
    { name: 'with the token at another shop', path: () => `${'A'.repeat(43)}/catalogue` },
    { name: 'upwards by a path', path: () => `${field.shop.shop}/catalogue/../costs` },
    { name: 'upwards by an escaped path', path: () => `${field.shop.shop}/catalogue%2f..%2fcosts` },
    { name: 'with a name that ends in a zero byte', path: () => `${field.shop.shop}/catalogue%00` },
    { name: 'with a name in another case', path: () => `${field.shop.shop}/CATALOGUE` },
    { name: 'at the policy, which the token does not name', path: () => `${field.shop.shop}/policy` },
    { name: 'at a shop that is no shop', path: () => '../../etc/catalogue' },
    {
      name: 'with the token twice, the second one bent',
      path: () => `${field.shop.shop}/costs`,
      query: '?token=x&token=y',
    },
  ];
  it.each(PATHS)('are closed $name', async ({ path, query }) => {
    expect(await field.nothingChanged(() => refusedAt(path(), query ?? `?token=${token}`))).toBe(true);
  });

  it('are not served to a plain GET', async () => {
    expect(await answers('catalogue')).not.toBe(200);
    const plain = await fetch(`${field.origin}/yjs/${field.shop.shop}/catalogue?token=${token}`);
    expect(plain.status).toBe(426);
  });

  it('do not show a part that is malformed, nor one of a void commit, in a view', async () => {
    const viewOf = async () => {
      const client = await field.dial(`${field.yjs('view/catalogue')}?token=${token}`);
      client.send(Uint8Array.of(0, 0, 1, 0));
      const answer = await client.frame((bytes) => bytes[0] === 0 && bytes[1] === 1);
      client.leave();
      const doc = new Y.Doc();
      const { Decoder, readVarUint, readVarUint8Array } = await import('lib0/decoding');
      const decoder = new Decoder(answer);
      readVarUint(decoder);
      readVarUint(decoder);
      Y.applyUpdate(doc, readVarUint8Array(decoder));
      return JSON.stringify([...doc.share.keys()].map((name) => doc.getMap(name).toJSON()));
    };
    const before = await viewOf();
    expect(before).toContain('龙井茶');
    const seller = field.shop.pen('seller', 'viewforg');
    const price = {
      kind: 'set',
      type: 'product',
      id: field.shop.product,
      field: 'name',
      value: 'FORGED-NAME',
      over: [],
    };
    const client = await field.enter('seller');
    await client.offerAndHear(seller.write({ uses: [`sales.add@${BRANCH}`], parts: [partOf('catalogue', [price])] }));
    await client.offerAndHear(seller.write({ uses: ['catalogue.edit@*'], parts: [partOf('catalogue', [price])] }));
    client.leave();
    await field.quiet();
    expect(await viewOf()).toBe(before);
  });
});

describe('reader tokens', () => {
  const url = () => `${field.origin}/api/shops/${field.shop.shop}/reader-tokens`;
  const body = JSON.stringify({ name: 'x', opens: ['costs'] });
  const make = { method: 'POST', body } as const;

  it.each([
    { name: 'a seller', key: 'seller' },
    { name: 'finance', key: 'finance' },
    { name: 'a stranger', key: 'stranger' },
    { name: 'the paper key', key: 'paper' },
  ])('are not made by $name', async ({ key }) => {
    const response = await signedFetch({ ...make, url: url(), key: keyOf(key) });
    expect(response.status).toBe(403);
  });

  it.each([
    { name: 'another body', signs: { body: '{"name":"x","opens":["catalogue"]}' } },
    { name: 'another method', signs: { method: 'GET' } },
    { name: 'another path', signs: { path: '/api/shops/x/reader-tokens' } },
    { name: 'another host', signs: { host: 'relay.example' } },
    { name: 'a time an hour ago', signs: { timeMs: 1 } },
  ])('are not made by a request that was signed for $name', async ({ signs }) => {
    const response = await signedFetch({ ...make, url: url(), key: field.shop.key('owner'), signs });
    expect(response.status).toBe(403);
  });

  it('are not made for patterns by an admin, nor listed for sellers, nor removed by them', async () => {
    const wide = JSON.stringify({ name: 'x', opens: ['talk/*'] });
    const made = await signedFetch({ method: 'POST', url: url(), body: wide, key: field.shop.key('admin') });
    expect(made.status).toBe(403);
    expect((await signedFetch({ method: 'GET', url: url(), key: field.shop.key('seller') })).status).toBe(403);
    expect((await signedFetch({ method: 'DELETE', url: `${url()}/x`, key: field.shop.key('seller') })).status).toBe(
      403,
    );
    expect((await fetch(url())).status).toBe(403);
    expect((await fetch(url(), { headers: { authorization: 'Hecang x.1.y' } })).status).toBe(403);
  });
});
