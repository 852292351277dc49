/** The Automerge log of policy actions: the same bytes everywhere, whatever came first. */
import { createHash } from 'node:crypto';
import * as Automerge from '@automerge/automerge';
import { describe, expect, it } from 'vitest';
import { toBase64url, toHex } from '../../../shared/foundation/bytes.ts';
import { type LoggedAction, PolicyLog } from '../../../shared/policy/policy-log.ts';

function action(name: string, past: readonly LoggedAction[]): LoggedAction {
  const head = new Uint8Array(createHash('sha256').update(name).digest());
  return {
    head,
    hash: toBase64url(head),
    text: JSON.stringify({ kind: 'enrol', device: name }),
    past: past.map((one) => one.hash),
  };
}

const genesis = action('genesis', []);
const left = action('left', [genesis]);
const right = action('right', [genesis]);
const joined = action('joined', [left, right]);

describe('the policy log', () => {
  it('gives equal heads and change bytes in any causal order', () => {
    const one = new PolicyLog(Automerge);
    const two = new PolicyLog(Automerge);
    for (const item of [genesis, left, right, joined]) expect(one.add(item)).toBe(true);
    for (const item of [genesis, right, left, joined]) expect(two.add(item)).toBe(true);
    expect(one.heads()).toEqual(two.heads());
    const bytes = (log: PolicyLog) => log.changes().map(toHex).sort();
    expect(bytes(one)).toEqual(bytes(two));
  });

  it('waits for the past, takes nothing twice', () => {
    const log = new PolicyLog(Automerge);
    expect(log.add(left)).toBe(false);
    expect(log.add(genesis)).toBe(true);
    expect(log.add(genesis)).toBe(false);
    expect(log.add(left)).toBe(true);
    expect(log.size).toBe(2);
  });

  it('views a causal past', () => {
    const log = new PolicyLog(Automerge);
    for (const item of [genesis, left, right, joined]) log.add(item);
    expect(Object.keys(log.viewAt([left.hash])).sort()).toEqual([genesis.hash, left.hash].sort());
    expect(Object.keys(log.viewAt([joined.hash]))).toHaveLength(4);
    expect(log.viewAt([left.hash])[left.hash]).toBe(left.text);
  });

  it('comes back whole from its saved bytes and goes on', () => {
    const log = new PolicyLog(Automerge);
    for (const item of [genesis, left, right]) log.add(item);
    const again = new PolicyLog(Automerge, log.save());
    expect(again.heads()).toEqual(log.heads());
    expect(again.add(joined)).toBe(true);
    log.add(joined);
    expect(again.heads()).toEqual(log.heads());
  });
});
