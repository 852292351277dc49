/** A third party audits the policy with stock Automerge: a real relay process, real devices, a token from the command line. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as Automerge from '@automerge/automerge';
import { afterEach, describe, expect, it } from 'vitest';
import { readHeader } from '../../../shared/commit/header.ts';
import type { HashText } from '../../../shared/foundation/ids.ts';
import { PolicyDocument } from '../../../shared/policy/policy-document.ts';
import type { NodePeer } from '../../kit/node-peer.ts';
import { answered, has, Story } from '../../kit/relay-story.ts';
import { act, randomText, sell } from '../../kit/shop-cast.ts';

const CLI = fileURLToPath(new URL('../../../relay/cli/hecang.mjs', import.meta.url));
const run = promisify(execFile);
const story = new Story();
afterEach(() => story.end());

async function tokenFor(dataFolder: string, shop: string, opens: string): Promise<string> {
  const flags = ['reader-token', '--data', dataFolder, '--shop', shop, '--opens', opens];
  return (await run(process.execPath, [CLI, ...flags])).stdout.trim();
}

const policyText = (peer: NodePeer, index: number): string | null => {
  const feed = peer.replica.feedAt(index);
  const commit = peer.commit(feed, peer.replica.seqAt(index));
  const at = readHeader(commit?.header ?? '')?.parts.findIndex((ref) => ref.document === 'policy') ?? -1;
  return commit?.parts[at] ?? null;
};

/** Text of each policy action that a device holds, by its commit's hash. */
function textsOf(peer: NodePeer): Map<HashText, string | null> {
  return new Map(
    peer.policy.policyActions().map((index) => [peer.replica.hashAt(index), policyText(peer, index)] as const),
  );
}

/** The document that this device builds from what it holds. */
function documentOf(peer: NodePeer): PolicyDocument {
  const document = new PolicyDocument(Automerge);
  document.follow({
    policyActions: () => peer.policy.policyActions(),
    policyHeadsBefore: (index) => peer.policy.policyHeadsBefore(index),
    headAt: (index) => peer.replica.headAt(index),
    textAt: (index) => policyText(peer, index),
  });
  return document;
}

async function read(origin: string, shop: string, token: string) {
  const answer = await fetch(`${origin}/api/shops/${shop}/policy?token=${token}`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/octet-stream');
  return Automerge.load<Record<string, unknown>>(new Uint8Array(await answer.arrayBuffer()));
}

describe('the policy as a file', () => {
  it('RELAY-18: stock Automerge reads every action under its hash, with the heads that a device has; void ones stand in it', async () => {
    const { relay, owner, seller } = await story.begin();
    sell(seller, 1000);
    act(seller, 'grant', { kind: 'grant', member: randomText(16), role: 'owner', scope: '*' });
    await answered(seller);
    await has(owner, seller, 2);
    const token = await tokenFor(relay.dataFolder, owner.shop, 'policy');
    const doc = await read(relay.origin, owner.shop, token);
    const texts = textsOf(owner);
    expect(texts.size).toBe(5);
    expect(Object.keys(doc).sort()).toEqual([...texts.keys()].sort());
    for (const [hash, text] of texts) expect(String(doc[hash])).toBe(text);
    expect([...Automerge.getHeads(doc)].sort()).toEqual(documentOf(owner).heads());
    expect(seller.outcomes.get(2)).toMatchObject({ kind: 'listed', verdict: 'void' });
  });

  it('RELAY-18: what is decided later is in the next answer, and after a restart all of it is', async () => {
    const { relay, owner } = await story.begin();
    const token = await tokenFor(relay.dataFolder, owner.shop, 'policy,view/stock');
    const before = await read(relay.origin, owner.shop, token);
    act(owner, 'grant', { kind: 'grant', member: randomText(16), role: 'seller', scope: 'branch01' });
    await answered(owner);
    const after = await read(relay.origin, owner.shop, token);
    expect(Object.keys(after)).toHaveLength(Object.keys(before).length + 1);
    expect(Automerge.view(after, Automerge.getHeads(before))).toEqual(before);
    await owner.disconnect();
    await relay.stop();
    const again = story.keep(await relay.restart());
    const reread = await read(again.origin, owner.shop, token);
    expect(Automerge.getHeads(reread)).toEqual(Automerge.getHeads(after));
  });
});
