/**
 * Attacks with Yjs's own weapons: every hostile update of the facts, as sync step 2, as an update and as awareness, at
 * the sync socket before and after the proof, and at the read-only documents. No Yjs byte that somebody else wrote is
 * ever read: the stored rows, the verdicts, the folds, and the documents as served stay what they were.
 */
import * as encoding from 'lib0/encoding';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { Field } from './field.ts';
import type { HostileClient } from './hostile-client.ts';
import { HOSTILE_UPDATES, type Victim } from './hostile-updates.ts';
import { readerToken } from './signed-request.ts';

let field: Field;
let token: string;
let proved: HostileClient;
let reader: HostileClient;
let victim: Victim;
beforeAll(async () => {
  field = await Field.open();
  token = await readerToken(field.origin, field.shop.shop, field.shop.key('owner'), ['catalogue', 'view/catalogue']);
  proved = await field.enter('seller');
  reader = await field.dial(`${field.yjs('catalogue')}?token=${token}`);
  const doc = new Y.Doc();
  Y.applyUpdate(doc, await stateOf('catalogue'));
  const [root = ''] = [...doc.share.keys()];
  const [client = 0] = [...doc.store.clients.keys()];
  victim = { client, clock: Y.getState(doc.store, client), root };
});
afterAll(() => field.close());

const frame = (...write: ((out: encoding.Encoder) => void)[]): Uint8Array => {
  const out = encoding.createEncoder();
  for (const one of write) one(out);
  return encoding.toUint8Array(out);
};
const SYNC_STEP_1 = frame((out) => {
  encoding.writeVarUint(out, 0);
  encoding.writeVarUint(out, 0);
  encoding.writeVarUint8Array(out, Uint8Array.of(0));
});
const syncFrame = (kind: number, bytes: Uint8Array): Uint8Array =>
  frame((out) => {
    encoding.writeVarUint(out, 0);
    encoding.writeVarUint(out, kind);
    encoding.writeVarUint8Array(out, bytes);
  });
const awarenessFrame = (bytes: Uint8Array): Uint8Array =>
  frame((out) => {
    encoding.writeVarUint(out, 1);
    encoding.writeVarUint8Array(out, bytes);
  });

/** The document as a fresh reader gets it. */
async function stateOf(name: string): Promise<Uint8Array> {
  const fresh = await field.dial(`${field.yjs(name)}?token=${token}`);
  fresh.send(SYNC_STEP_1);
  const answer = await fresh.frame((bytes) => bytes[0] === 0 && bytes[1] === 1);
  fresh.leave();
  const { Decoder, readVarUint, readVarUint8Array } = await import('lib0/decoding');
  const decoder = new Decoder(answer);
  readVarUint(decoder);
  readVarUint(decoder);
  return readVarUint8Array(decoder);
}

async function poke(client: HostileClient, bytes: Uint8Array): Promise<void> {
  if (client.ended !== null) return;
  client.send(syncFrame(1, bytes));
  client.send(syncFrame(2, bytes));
  client.send(awarenessFrame(bytes));
}

describe('no update that a stranger wrote is read', () => {
  it('the honest document is there to be attacked', () => {
    expect(victim.clock).toBeGreaterThan(0);
    expect(victim.root).toContain(':0');
  });

  it.each(HOSTILE_UPDATES)('$name', async ({ bytes }) => {
    const update = bytes(victim);
    const before = await stateOf('catalogue');
    await field.nothingChanged(async () => {
      const unproved = await field.dial();
      await poke(unproved, update);
      await poke(proved, update);
      if (reader.ended !== null) reader = await field.dial(`${field.yjs('catalogue')}?token=${token}`);
      await poke(reader, update);
      if (proved.ended === null) await field.fence(proved);
      if (proved.ended !== null) proved = await field.enter('seller');
      unproved.leave();
    });
    expect(Buffer.from(await stateOf('catalogue')).equals(Buffer.from(before))).toBe(true);
  });

  it('a provider that asks for the state at the sync socket gets an empty one', async () => {
    const client = await field.dial();
    client.send(SYNC_STEP_1);
    const answer = await client.frame((bytes) => bytes[0] === 0);
    expect([...answer]).toEqual([0, 1, 2, 0, 0]);
    client.leave();
  });

  it('awareness of one member never reaches another through the sync socket', async () => {
    const other = await field.enter('seller2');
    const seen = other.frames.length;
    proved.send(awarenessFrame(Uint8Array.of(1, 1, 1, 2, 123, 125)));
    await field.fence(proved);
    await field.fence(other);
    expect(other.frames.slice(seen).filter((bytes) => bytes[0] === 1)).toEqual([]);
    other.leave();
  });
});
