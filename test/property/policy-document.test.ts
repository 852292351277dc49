/** The policy document over random hostile histories: whoever knows the same actions has the same Automerge document. */
import { createHash } from 'node:crypto';
import * as Automerge from '@automerge/automerge';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../relay/platform/node-crypto.ts';
import { toBase64url, toHex } from '../../shared/foundation/bytes.ts';
import { PolicyDocument, type PolicyHistory, policyHash } from '../../shared/policy/policy-document.ts';
import type { VectorCommit } from '../../shared/policy/vector-file.ts';
import { VerdictEngine } from '../../shared/policy/verdict-engine.ts';
import { deliveries } from '../kit/deliver.ts';
import { type RandomHistory, randomHistory, randomOf } from '../kit/random-history.ts';

const SIZE = 70;
const SEEDS = [1, 2, 3, 4, 5, 6];

const headOf = (id: string) => new Uint8Array(createHash('sha256').update(id).digest());
const hashOf = (id: string) => toBase64url(headOf(id));

/** One replica: an engine that grows as deliveries come, and what the document asks of it. */
class Replica implements PolicyHistory {
  readonly engine = new VerdictEngine();
  readonly ids: string[] = [];
  readonly #texts: ReadonlyMap<string, string>;

  constructor(history: RandomHistory) {
    this.#texts = new Map(history.commits.map(({ id, action }) => [id, JSON.stringify(action)]));
  }
  policyActions() {
    return this.engine.policyActions();
  }
  policyHeadsBefore(index: number) {
    return this.engine.policyHeadsBefore(index);
  }
  headAt(index: number) {
    return headOf(this.ids[index] ?? '');
  }
  textAt(index: number): string | null {
    return this.#texts.get(this.ids[index] ?? '') ?? null;
  }
}

interface Run {
  readonly order: number;
  /** The document follows after every so many deliveries. */
  readonly every: number;
  readonly document?: PolicyDocument;
}

function live(history: RandomHistory, { order, every, document = new PolicyDocument(Automerge) }: Run) {
  const replica = new Replica(history);
  let step = 0;
  for (const delivery of deliveries(history, randomOf(order * 31 + 7), 0.5)) {
    if (delivery.kind === 'commit') {
      replica.ids.push(delivery.commit.hash);
      replica.engine.add(delivery.commit);
    } else {
      replica.engine.list(delivery.witness, [delivery.entry]);
    }
    if (++step % every === 0) document.follow(replica);
  }
  document.follow(replica);
  return { replica, document };
}

const bytesOf = (document: PolicyDocument) => document.changes().map(toHex).sort();

/** Ids in the causal past of a commit, by walking. */
function pastOf(history: RandomHistory, id: string): ReadonlySet<string> {
  const byId = new Map<string, VectorCommit>(history.commits.map((one) => [one.id, one]));
  const seen = new Set<string>();
  const open = [id];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const commit = byId.get(at);
    for (const cause of [commit?.prev ?? null, ...(commit?.deps ?? [])]) {
      if (cause !== null && !seen.has(cause)) {
        seen.add(cause);
        open.push(cause);
      }
    }
  }
  return seen;
}

describe.each(SEEDS)('the policy document of history %i', (seed) => {
  const history = randomHistory(seed, SIZE);

  it('POLICY-70: its deps are the actions that are heads in the past, found by walking as well', () => {
    const { replica } = live(history, { order: 1, every: 1000 });
    const actions = replica.policyActions();
    const idOf = (index: number) => replica.ids[index] ?? '';
    const names = new Set(actions.map(idOf));
    for (const index of replica.ids.keys()) {
      if (replica.engine.verdict(index).verdict === 'refused') continue;
      const past = [...pastOf(history, idOf(index))].filter((id) => names.has(id));
      const heads = past.filter((id) => !past.some((other) => pastOf(history, other).has(id)));
      expect(replica.policyHeadsBefore(index).map(idOf).sort()).toEqual(heads.sort());
    }
    expect(actions.length).toBeGreaterThan(12);
  });

  it('POLICY-71: two replicas that received in different orders have equal heads and equal change bytes', () => {
    const one = live(history, { order: 1, every: 1 }).document;
    const two = live(history, { order: 2, every: 13 }).document;
    const three = live(history, { order: 3, every: 1000 }).document;
    expect(two.heads()).toEqual(one.heads());
    expect(three.heads()).toEqual(one.heads());
    expect(bytesOf(two)).toEqual(bytesOf(one));
    expect(bytesOf(three)).toEqual(bytesOf(one));
    expect(policyHash(sha256, two.heads())).toBe(policyHash(sha256, one.heads()));
  });

  it('POLICY-72: refused actions never enter, void ones do', () => {
    const { replica, document } = live(history, { order: 1, every: 5 });
    const entered = new Set(
      Object.keys(document.viewAt(replica.policyActions().map((i) => hashOf(replica.ids[i] ?? '')))),
    );
    for (const [index, id] of replica.ids.entries()) {
      const isAction = history.commits.find((one) => one.id === id)?.action !== null && !history.listings.has(id);
      const isRefused = replica.engine.verdict(index).verdict === 'refused';
      expect(entered.has(hashOf(id)), id).toBe(isAction && !isRefused);
    }
  });

  it('POLICY-73: with a file of any age, a damaged one or one of another shop it ends the same', () => {
    const { replica, document } = live(history, { order: 1, every: 1000 });
    const young = new PolicyDocument(Automerge);
    const some = new Set(replica.policyActions().slice(0, 9));
    young.follow({
      policyActions: () => replica.policyActions().filter((index) => some.has(index)),
      policyHeadsBefore: (index) => replica.policyHeadsBefore(index),
      headAt: (index) => replica.headAt(index),
      textAt: (index) => replica.textAt(index),
    });
    const alien = live(randomHistory(seed + 100, SIZE), { order: 1, every: 1000 }).document;
    const foreign = Automerge.save(Automerge.from({ hello: 'world', count: 3 }));
    const damaged = document.save();
    damaged.fill(0x55, 30, 60);
    for (const file of [young.save(), document.save(), alien.save(), foreign, damaged, new Uint8Array(0)]) {
      const again = live(history, { order: 2, every: 9, document: new PolicyDocument(Automerge, file) }).document;
      expect(again.heads()).toEqual(document.heads());
      expect(bytesOf(again)).toEqual(bytesOf(document));
    }
  });
});
