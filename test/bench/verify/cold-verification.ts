/**
 * Verifying a shop's whole history from nothing, once in one piece as a replica does it and once step by step, so that a
 * reader sees where the time goes. The steps call the same functions that the replica calls.
 */
import { chainHash, hashText, nodeText, sha256, verifySync } from '../../../relay/platform/node-crypto.ts';
import { chainStart, hash16Of } from '../../../shared/commit/chain.ts';
import type { WireCommit } from '../../../shared/commit/codec.ts';
import { type Header, readHeader } from '../../../shared/commit/header.ts';
import { readPart } from '../../../shared/commit/part.ts';
import { sealMessage } from '../../../shared/commit/seal.ts';
import type { FeedId, ShopId } from '../../../shared/foundation/ids.ts';
import { deviceOfFeed } from '../../../shared/foundation/ids.ts';
import type { HistoryCommit, WitnessEntry } from '../../../shared/policy/history.ts';
import { readAction } from '../../../shared/policy/read-action.ts';
import { VerdictEngine } from '../../../shared/policy/verdict-engine.ts';
import { authenticateRun } from '../../../shared/replica/authenticate-run.ts';
import { readListing } from '../../../shared/replica/listing-entries.ts';
import { ShopReplica } from '../../../shared/replica/shop-replica.ts';
import { checkPart } from '../../../shared/schema/check-part.ts';
import type { LapTimer } from '../measure/lap-timer.ts';

export interface History {
  readonly shop: ShopId;
  readonly keys: readonly Uint8Array[];
  /** Runs of one feed each, the last commit sealed, in causal order. */
  readonly runs: readonly (readonly WireCommit[])[];
}

const NOW_MS = Number.MAX_SAFE_INTEGER / 2000;

/** How many commits are effective at the end. */
export async function verifyWhole(history: History): Promise<number> {
  const replica = new ShopReplica({
    shop: history.shop,
    sha256,
    hashText,
    chainHash,
    judge: new VerdictEngine(),
    level: 1,
    text: nodeText,
    readAction,
    checkPart: (document, part, uses, author) => checkPart(document, part, uses, author) === 'present',
  });
  for (const key of history.keys) replica.introduce(key);
  for (const run of history.runs) {
    const check = await authenticateRun(replica, run, async (key, message, seal) => verifySync(key, message, seal));
    if (check.kind !== 'good') throw new Error(`a run of ${run[0]?.feed} is ${check.kind}`);
    const answers = replica.acceptRun(check.run, NOW_MS);
    const last = answers.at(-1);
    if (answers.length !== run.length || last?.kind !== 'taken') throw new Error(`not taken: ${JSON.stringify(last)}`);
  }
  return replica.drain().filter((effect) => effect.verdict.verdict === 'effective').length;
}

/** The five steps of the goal, one after the other over the whole history. */
export async function verifyInSteps(history: History, timer: LapTimer): Promise<void> {
  const commits = history.runs.flat();
  const headers = await timer.time('headers parsed', () => commits.map((commit) => readHeader(commit.header)));
  const heads = await timer.time('chain', () => chainOf(history.shop, commits));
  await timer.time('parts hashed', () => {
    for (const [i, commit] of commits.entries()) {
      for (const [k, ref] of (headers[i]?.parts ?? []).entries()) {
        if (hashText(commit.parts[k] ?? '') !== ref.hash) throw new Error('a part with another hash');
      }
    }
  });
  const keys = new Map(history.keys.map((key) => [deviceOf(key), key]));
  await timer.time('seals', () => {
    let at = -1;
    for (const run of history.runs) {
      at += run.length;
      const last = run.at(-1);
      const key = last === undefined ? undefined : keys.get(deviceOfFeed(last.feed));
      if (last?.seal == null || key === undefined) throw new Error('a run without a seal or a key');
      const message = sealMessage(history.shop, last.feed, last.seq, heads[at] ?? new Uint8Array(0));
      if (!verifySync(key, message, last.seal)) throw new Error('a bad seal');
    }
  });
  const { nodes, lists } = forEngine(commits, headers, heads);
  await timer.time('verdicts', () => {
    const engine = new VerdictEngine();
    for (const [i, node] of nodes.entries()) {
      engine.add(node);
      const list = lists.get(i);
      if (list !== undefined) engine.list(node.device, list);
    }
    const verdicts = nodes.map((_, i) => engine.verdict(i));
    if (verdicts.some((one) => one.verdict !== 'effective')) throw new Error('a commit without effect');
    engine.changed();
  });
}

function deviceOf(key: Uint8Array): string {
  return Buffer.from(sha256(key).subarray(0, 18)).toString('base64url');
}

function chainOf(shop: ShopId, commits: readonly WireCommit[]): Uint8Array[] {
  const tips = new Map<FeedId, Uint8Array>();
  return commits.map((commit) => {
    const before = tips.get(commit.feed) ?? chainStart(sha256, shop, commit.feed);
    const head = chainHash(before, commit.header);
    tips.set(commit.feed, head);
    return head;
  });
}

/** What the engine is given: built beforehand, because the replica has it at hand from its own bookkeeping. */
function forEngine(
  commits: readonly WireCommit[],
  headers: readonly (Header | null)[],
  heads: readonly Uint8Array[],
): { nodes: HistoryCommit[]; lists: Map<number, WitnessEntry[]> } {
  const at = new Map<string, number>();
  const nodes: HistoryCommit[] = [];
  const lists = new Map<number, WitnessEntry[]>();
  for (const [i, commit] of commits.entries()) {
    const header = headers[i];
    if (header == null) throw new Error('a malformed header');
    at.set(`${commit.feed} ${commit.seq}`, i);
    const documents = header.parts.map((part) => part.document);
    const first = commit.parts[0] ?? '';
    const part = documents[0] === 'policy' || documents[0]?.startsWith('listing/') ? readPart(first) : null;
    const action = documents[0] === 'policy' ? readAction(part?.entries[0]) : null;
    const listing = documents[0]?.startsWith('listing/') ? readListing(part?.entries ?? []) : null;
    const listed = (listing ?? []).map((item) => at.get(`${item.feed} ${item.seq}`) ?? -1);
    nodes.push({
      device: deviceOfFeed(commit.feed),
      feed: commit.feed,
      seq: commit.seq,
      prev: at.get(`${commit.feed} ${commit.seq - 1}`) ?? null,
      deps: listing === null ? header.deps.map((dep) => at.get(`${dep.feed} ${dep.seq}`) ?? -1) : listed,
      hash: hash16Of(heads[i] ?? new Uint8Array(32)),
      time: header.time,
      totals: header.totals,
      level: header.level,
      kind: action !== null ? 'action' : listing !== null ? 'listing' : 'data',
      uses: header.uses,
      ...(action === null ? {} : { action }),
    });
    if (listing !== null) {
      lists.set(
        i,
        listed.map((commit) => ({ kind: 'list', commit, time: header.time })),
      );
    }
  }
  return { nodes, lists };
}
