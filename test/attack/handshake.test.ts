/**
 * Attacks on the opening of a session: somebody who holds no key, or the wrong one, or somebody else's words from another
 * session. Nobody gets in, and nothing is stored before a proof.
 */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../relay/platform/node-crypto.ts';
import { proofMessage, socketChannel } from '../../shared/protocol/handshake.ts';
import { MESSAGE_TYPE, PROTOCOL_VERSION } from '../../shared/protocol/messages.ts';
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
import { foundShop, sale } from './cast.ts';
import { Field } from './field.ts';
import type { HostileClient } from './hostile-client.ts';
import { keyOf } from './pen.ts';
import { witnessKeyOf } from './relay-folder.ts';

let field: Field;
beforeAll(async () => {
  field = await Field.open();
});
afterAll(() => field.close());

interface Opening {
  readonly name: string;
  readonly ends: number;
  readonly attack: (client: HostileClient) => Promise<void> | void;
}

/** Says an honest hello for the seller and a proof with this signature. */
const provesWith =
  (signature: (client: HostileClient) => Uint8Array, actor = 'seller') =>
  async (client: HostileClient) => {
    await client.greet(field.shop.shop, field.shop.key(actor));
    client.say({ type: 'proof', signature: signature(client), invitation: null });
  };

const OPENINGS: readonly Opening[] = [
  { name: 'signs with another key', ends: 4401, attack: provesWith((client) => client.proofOf(keyOf('stranger'))) },
  {
    name: "signs with a colleague's key",
    ends: 4401,
    attack: provesWith((client) => client.proofOf(field.shop.key('manager'))),
  },
  { name: 'signs nothing', ends: 4401, attack: provesWith(zeroSignature) },
  { name: 'signs with all ones', ends: 4401, attack: provesWith(fullSignature) },
  {
    name: 'adds the group order to S',
    ends: 4401,
    attack: provesWith((client) => withLargeS(client.proofOf(field.shop.key('seller')))),
  },
  {
    name: 'turns the sign of R',
    ends: 4401,
    attack: provesWith((client) => withTurnedR(client.proofOf(field.shop.key('seller')))),
  },
  {
    name: 'puts a point of small order for R',
    ends: 4401,
    attack: provesWith((client) => withSmallR(client.proofOf(field.shop.key('seller')))),
  },
  {
    name: 'proves the key for another host (another channel)',
    ends: 4401,
    attack: provesWith((client) => client.proofOf(field.shop.key('seller'), socketChannel('relay.example'))),
  },
  {
    name: 'signs in the role of the listener',
    ends: 4401,
    async attack(client) {
      const { dialer, listener } = await client.greet(field.shop.shop, field.shop.key('seller'));
      const channel = socketChannel(new URL(field.url()).host);
      const message = proofMessage(sha256, 'listener', { dialerHello: dialer, listenerHello: listener, channel });
      client.say({ type: 'proof', signature: field.shop.key('seller').sign(message), invitation: null });
    },
  },
  {
    name: 'swaps the two hellos in what it signs',
    ends: 4401,
    async attack(client) {
      const { dialer, listener } = await client.greet(field.shop.shop, field.shop.key('seller'));
      const channel = socketChannel(new URL(field.url()).host);
      const message = proofMessage(sha256, 'dialer', { dialerHello: listener, listenerHello: dialer, channel });
      client.say({ type: 'proof', signature: field.shop.key('seller').sign(message), invitation: null });
    },
  },
  {
    name: 'replays hello and proof of an earlier session',
    ends: 4401,
    async attack(client) {
      const earlier = await field.dial();
      const { dialer } = await earlier.greet(field.shop.shop, field.shop.key('seller'));
      const signature = earlier.proofOf(field.shop.key('seller'));
      earlier.leave();
      client.send(dialer);
      await client.heard('hello');
      client.say({ type: 'proof', signature, invitation: null });
    },
  },
  {
    name: "reflects the relay's own hello and its nonce",
    ends: 4401,
    async attack(client) {
      const other = await field.dial();
      const { listener } = await other.greet(field.shop.shop, field.shop.key('seller'));
      other.leave();
      client.send(listener);
      await client.heard('hello');
      client.say({ type: 'proof', signature: new Uint8Array(64).fill(7), invitation: null });
    },
  },
  {
    name: "claims the relay's key and shows the relay's own proof",
    ends: 4401,
    async attack(client) {
      const other = await field.enter('seller');
      const { signature } = await other.heard('proof');
      other.leave();
      const relay = { publicKey: witnessKeyOf(field.folder), sign: () => signature };
      await client.greet(field.shop.shop, relay);
      client.say({ type: 'proof', signature, invitation: null });
    },
  },
  {
    name: "brings a proof that was made for another shop's hello",
    ends: 4401,
    async attack(client) {
      const elsewhere = foundShop(witnessKeyOf(field.folder), 'elsewhere').shop;
      const other = await field.dial(field.url(elsewhere));
      await other.greet(elsewhere, field.shop.key('seller'));
      const signature = other.proofOf(field.shop.key('seller'));
      other.leave();
      await client.greet(field.shop.shop, field.shop.key('seller'));
      client.say({ type: 'proof', signature, invitation: null });
    },
  },
  {
    name: 'names an invitation and does not prove it',
    ends: 4401,
    async attack(client) {
      await client.greet(field.shop.shop, keyOf('stranger'), {
        purpose: 'join',
        invitation: keyOf('invite').publicKey,
      });
      client.say({ type: 'proof', signature: client.proofOf(keyOf('stranger')), invitation: null });
    },
  },
  {
    name: 'proves an invitation that it did not name',
    ends: 4401,
    async attack(client) {
      await client.greet(field.shop.shop, keyOf('stranger'), { purpose: 'join' });
      const signature = client.proofOf(keyOf('stranger'));
      client.say({ type: 'proof', signature, invitation: client.proofOf(keyOf('invite')) });
    },
  },
  {
    name: 'joins with an invitation that nobody issued',
    ends: 4504,
    async attack(client) {
      const invite = keyOf('never issued');
      await client.greet(field.shop.shop, keyOf('stranger'), { purpose: 'join', invitation: invite.publicKey });
      const signature = client.proofOf(keyOf('stranger'));
      client.say({ type: 'proof', signature, invitation: client.proofOf(invite) });
    },
  },
  {
    name: 'proves a key that no member has',
    ends: 4504,
    attack: provesWith((client) => client.proofOf(keyOf('stranger')), 'stranger'),
  },
  {
    name: 'is a stranger who only wants to read',
    ends: 4504,
    async attack(client) {
      await client.greet(field.shop.shop, keyOf('stranger'), { purpose: 'read' });
      client.say({ type: 'proof', signature: client.proofOf(keyOf('stranger')), invitation: null });
    },
  },
  {
    name: 'is a stranger who hands in',
    ends: 4504,
    async attack(client) {
      await client.greet(field.shop.shop, keyOf('stranger'), { purpose: 'hand-in' });
      client.say({ type: 'proof', signature: client.proofOf(keyOf('stranger')), invitation: null });
    },
  },
  {
    name: 'is the paper key and wants to sync as a member',
    ends: 4504,
    attack: provesWith((client) => client.proofOf(keyOf('paper')), 'paper'),
  },
  {
    name: 'says hello twice',
    ends: 4400,
    async attack(client) {
      await client.greet(field.shop.shop, field.shop.key('seller'));
      client.say(client.helloOf(field.shop.shop, field.shop.key('manager')));
    },
  },
  {
    name: 'proves before it says hello',
    ends: 4400,
    attack: (client) => void client.say({ type: 'proof', signature: new Uint8Array(64), invitation: null }),
  },
  {
    name: 'proves twice',
    ends: 4400,
    async attack(client) {
      await client.prove(field.shop.shop, field.shop.key('seller'));
      client.say({ type: 'proof', signature: client.proofOf(field.shop.key('seller')), invitation: null });
    },
  },
  {
    name: 'speaks another version',
    ends: 4402,
    attack: (client) => void client.say(client.helloOf(field.shop.shop, field.shop.key('seller'), { version: 1 })),
  },
  {
    name: "names another shop than the socket's",
    ends: 4404,
    attack(client) {
      const elsewhere = foundShop(witnessKeyOf(field.folder), 'elsewhere').shop;
      client.say(client.helloOf(elsewhere, field.shop.key('seller')));
    },
  },
  {
    name: 'sends commits before it has proved anything',
    ends: 4400,
    async attack(client) {
      await client.greet(field.shop.shop, field.shop.key('seller'));
      client.say({ type: 'commits', keys: [], commits: [] });
    },
  },
  {
    name: 'wants a document before it has proved anything',
    ends: 4400,
    attack: (client) => client.send(Uint8Array.of(MESSAGE_TYPE.want, 5, 99, 111, 115, 116, 115)),
  },
  {
    name: 'sends 513 bytes before it has proved anything',
    ends: 4413,
    attack: (client) => client.send(new Uint8Array(513).fill(MESSAGE_TYPE.hello)),
  },
  {
    name: 'sends random bytes',
    ends: 4400,
    attack: (client) => client.send(Uint8Array.from([MESSAGE_TYPE.hello, PROTOCOL_VERSION, ...randomBytes(100)])),
  },
  ...SMALL_ORDER_KEYS.map(
    ({ name, hex }): Opening => ({
      name: `claims a key of small order (${name})`,
      ends: 4401,
      attack(client) {
        client.say(client.helloOf(field.shop.shop, { publicKey: keyBytes(hex), sign: signatureUnderNeutral }));
      },
    }),
  ),
];

describe('whoever opens a session must hold the key it names', () => {
  it.each(OPENINGS)('somebody who $name is turned away', async ({ ends, attack }) => {
    const code = await field.nothingChanged(async () => {
      const client = await field.dial();
      await attack(client);
      return client.closed();
    });
    expect(code).toBe(ends);
  });

  it('a second session of the same device ends the first, which can no longer speak', async () => {
    const first = await field.enter('seller2');
    const second = await field.enter('seller2');
    expect(await first.closed()).toBe(4409);
    second.leave();
  });

  it('after all of this the seller still sells', async () => {
    const pen = field.shop.pen('seller');
    await field.stillTrades(pen.write(sale(pen, field.shop.product)), 'seller');
  });
});
