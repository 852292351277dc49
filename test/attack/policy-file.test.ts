/** Attacks on the policy file: without a token, with somebody else's, by other names of the same thing. */
import * as Automerge from '@automerge/automerge';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Field } from './field.ts';
import { readerToken, signedFetch } from './signed-request.ts';

let field: Field;
let stranger: Field;
const tokens = new Map<string, string>();

beforeAll(async () => {
  field = await Field.open();
  stranger = await Field.open();
  const { shop } = field.shop;
  for (const opens of ['policy', 'catalogue', 'view/stock', 'stock/*']) {
    tokens.set(opens, await readerToken(field.origin, shop, field.shop.key('owner'), [opens]));
  }
  tokens.set(
    'elsewhere',
    await readerToken(stranger.origin, stranger.shop.shop, stranger.shop.key('owner'), ['policy']),
  );
});
afterAll(async () => {
  await field.close();
  await stranger.close();
});

const path = (shop: string = field.shop.shop) => `/api/shops/${shop}/policy`;
const ask = (wanted: string, init: RequestInit = {}) => fetch(`${field.origin}${wanted}`, init);
const withToken = (name: string, shop?: string) => `${path(shop)}?token=${tokens.get(name) ?? ''}`;

describe('the policy file', () => {
  const ATTEMPTS: readonly { readonly name: string; readonly wanted: () => string }[] = [
    { name: 'without a token', wanted: () => path() },
    { name: 'with an empty token', wanted: () => `${path()}?token=` },
    { name: 'with a token that nobody made', wanted: () => `${path()}?token=${'A'.repeat(32)}` },
    { name: 'with the token of another document', wanted: () => withToken('catalogue') },
    { name: 'with the token of a view', wanted: () => withToken('view/stock') },
    { name: 'with a pattern that names something else', wanted: () => withToken('stock/*') },
    { name: 'with a token of another relay’s shop', wanted: () => withToken('elsewhere') },
    { name: 'with the token at another shop', wanted: () => withToken('policy', 'A'.repeat(43)) },
    { name: 'with the token at what is no shop', wanted: () => withToken('policy', 'policy') },
    {
      name: 'with two tokens, the second one good',
      wanted: () => `${path()}?token=x&token=${tokens.get('policy') ?? ''}`,
    },
  ];
  it.each(ATTEMPTS)('RELAY-18: is closed $name', async ({ wanted }) => {
    await field.nothingChanged(async () => {
      const answer = await ask(wanted());
      expect(answer.status).toBe(403);
      expect(await answer.json()).toEqual({ error: 'token' });
    });
  });

  it('RELAY-18: is closed to a token that was taken back', async () => {
    const key = field.shop.key('owner');
    const url = `${field.origin}/api/shops/${field.shop.shop}/reader-tokens`;
    const ids = async () => {
      const list = (await (await signedFetch({ method: 'GET', url, key })).json()) as readonly {
        readonly id: string;
      }[];
      return list.map(({ id }) => id);
    };
    const before = await ids();
    const short = await readerToken(field.origin, field.shop.shop, key, ['policy']);
    expect((await ask(`${path()}?token=${short}`)).status).toBe(200);
    const id = (await ids()).find((one) => !before.includes(one)) ?? '';
    expect((await signedFetch({ method: 'DELETE', url: `${url}/${id}`, key })).status).toBe(204);
    expect((await ask(`${path()}?token=${short}`)).status).toBe(403);
  });

  it('RELAY-18: is read and never written: other methods find nothing, and nothing changes', async () => {
    await field.nothingChanged(async () => {
      for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
        const answer = await ask(withToken('policy'), { method, body: 'x' });
        expect(answer.status).toBe(404);
      }
    });
  });

  it('RELAY-18: with its token it is served, uncached, and holds the genesis that names the shop', async () => {
    const answer = await ask(withToken('policy'));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const doc = Automerge.load<Record<string, unknown>>(new Uint8Array(await answer.arrayBuffer()));
    const texts = Object.values(doc).map(String);
    expect(texts.some((text) => text.includes('"kind":"genesis"'))).toBe(true);
    expect(texts.join()).not.toContain('purchasePrice');
  });
});
