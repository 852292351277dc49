/** The policy document beside a history of which texts come late, and what it says of the past. */
import { createHash } from 'node:crypto';
import * as Automerge from '@automerge/automerge';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../relay/platform/node-crypto.ts';
import { toBase64url } from '../../../shared/foundation/bytes.ts';
import { PolicyDocument, type PolicyHistory, policyHash } from '../../../shared/policy/policy-document.ts';

/** genesis ← left, genesis ← right, (left, right) ← joined: by index. */
const PAST: readonly (readonly number[])[] = [[], [0], [0], [2, 1]];
const head = (index: number) => new Uint8Array(createHash('sha256').update(`action ${index}`).digest());
const hash = (index: number) => toBase64url(head(index));
const textOf = (index: number) => `{"c":"act","e":[{"kind":"enrol","device":"d${index}"}]}`;

function history(actions: readonly number[], missing: readonly number[] = []): PolicyHistory {
  return {
    policyActions: () => actions,
    policyHeadsBefore: (index) => PAST[index] ?? [],
    headAt: head,
    textAt: (index) => (missing.includes(index) ? null : textOf(index)),
  };
}

describe('the policy document', () => {
  it('POLICY-70: stock Automerge reads each text under its commit hash, in changes of one actor and one op each', () => {
    const document = new PolicyDocument(Automerge);
    expect(document.follow(history([0, 1, 2, 3]))).toBe('changed');
    const read = Automerge.load<Record<string, unknown>>(document.save());
    expect(Object.keys(read).sort()).toEqual([0, 1, 2, 3].map(hash).sort());
    for (const index of [0, 1, 2, 3]) expect(String(read[hash(index)])).toBe(textOf(index));
    for (const change of Automerge.getAllChanges(read).map(Automerge.decodeChange)) {
      expect(change).toMatchObject({ seq: 1, time: 0 });
      expect(change.ops).toHaveLength(1);
    }
  });

  it('POLICY-71: an action waits for its text, and what follows on it waits with it', () => {
    const document = new PolicyDocument(Automerge);
    document.follow(history([0, 1, 2, 3], [1]));
    expect(document.size).toBe(2);
    expect(document.lacking(history([0, 1, 2, 3]))).toEqual([1, 3]);
    expect(document.follow(history([0, 1, 2, 3], [1]))).toBe('same');
    expect(document.follow(history([0, 1, 2, 3]))).toBe('changed');
    const whole = new PolicyDocument(Automerge);
    whole.follow(history([0, 2, 1, 3]));
    expect(document.heads()).toEqual(whole.heads());
    expect(document.lacking(history([0, 1, 2, 3]))).toEqual([]);
  });

  it('POLICY-71: taken one by one it is the same document as taken at once, also behind a file', () => {
    const whole = new PolicyDocument(Automerge);
    whole.follow(history([0, 1, 2, 3]));
    const begun = new PolicyDocument(Automerge);
    begun.follow(history([0, 1]));
    for (const document of [new PolicyDocument(Automerge), new PolicyDocument(Automerge, begun.save())]) {
      const steps: string[] = [];
      do steps.push(document.follow(history([0, 1, 2, 3]), 1));
      while (steps.at(-1) === 'more');
      expect(steps.slice(0, -1).every((step) => step === 'more')).toBe(true);
      expect(steps.at(-1)).toBe('changed');
      expect(document.heads()).toEqual(whole.heads());
      expect(document.size).toBe(4);
    }
  });

  it('POLICY-74: views the past of an action, without what was done beside it', () => {
    const document = new PolicyDocument(Automerge);
    document.follow(history([0, 1, 2, 3]));
    expect(Object.keys(document.viewAt([hash(1)])).sort()).toEqual([hash(0), hash(1)].sort());
    expect(document.viewAt([hash(1), hash(2)])[hash(2)]).toBe(textOf(2));
    expect(Object.keys(document.viewAt([hash(3)]))).toHaveLength(4);
  });

  it('POLICY-74: the policy hash is of the heads, in whatever order they are named, and another one after every action', () => {
    const document = new PolicyDocument(Automerge);
    const hashes = new Set<string>();
    for (const upTo of [1, 2, 3, 4]) {
      document.follow(history([0, 1, 2, 3].slice(0, upTo)));
      hashes.add(policyHash(sha256, document.heads()));
      expect(policyHash(sha256, [...document.heads()].reverse())).toBe(policyHash(sha256, document.heads()));
    }
    expect(hashes.size).toBe(4);
  });
});
