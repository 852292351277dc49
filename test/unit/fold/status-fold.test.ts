/** The status tables of trade.md §2.2 and the pairs of §2.4, each both ways round. */
import { describe, expect, test } from 'vitest';
import { type Progress, type StatusEvent, statusOf } from '../../../shared/fold/status-fold.ts';
import { ORDER_TABLE, POSTED_TABLE, type StatusEventKind } from '../../../shared/fold/status-tables.ts';
import { feedOf, refOf } from '../../kit/fold-facts.ts';

/** An event of a writer at a time, who has seen the events named by `feed seq`. */
function event(
  who: string,
  seq: number,
  time: number,
  kind: StatusEventKind,
  seen: string[],
  version?: string,
): StatusEvent {
  const over = seen.map((one) => [feedOf(one.split(' ')[0] ?? ''), Number(one.split(' ')[1])] as const);
  return { ref: refOf(who, seq, time, 'purchasing'), kind, over, ...(version === undefined ? {} : { version }) };
}

const submitted = event('author', 1, 10, 'submit', [], 'v1');
const status = (events: readonly StatusEvent[], progress: Progress = 'none') =>
  statusOf(ORDER_TABLE, events, progress).status;

describe('FOLD-25 one after the other', () => {
  test.each<[string, StatusEventKind[], string]>([
    ['nothing yet', [], 'draft'],
    ['submit', ['submit'], 'submitted'],
    ['edit of a draft', ['edit'], 'draft'],
    ['submit, withdraw', ['submit', 'withdraw'], 'draft'],
    ['submit, reject, submit', ['submit', 'reject', 'submit'], 'submitted'],
    ['submit, reject, edit', ['submit', 'reject', 'edit'], 'draft'],
    ['submit, approve', ['submit', 'approve'], 'approved'],
    ['approve of a draft is refused', ['approve'], 'draft'],
    ['submit, approve, edit', ['submit', 'approve', 'edit'], 'submitted'],
    ['submit, approve, unapprove', ['submit', 'approve', 'unapprove'], 'submitted'],
    ['submit, approve, forceClose', ['submit', 'approve', 'forceClose'], 'closed'],
    ['and reopen', ['submit', 'approve', 'forceClose', 'reopen'], 'approved'],
    ['void of what is approved is refused', ['submit', 'approve', 'void'], 'approved'],
    ['void of a draft', ['void'], 'void'],
    ['nothing comes after void', ['void', 'submit'], 'void'],
  ])('FOLD-25 %s', (_name, kinds, wanted) => {
    const events = kinds.map((kind, i) => event('a', i + 1, i + 1, kind, i === 0 ? [] : [`a ${i}`]));
    expect(status(events)).toBe(wanted);
    expect(status([...events].reverse())).toBe(wanted);
  });

  test('FOLD-25 progress is laid over: partial, done, and the rest of a closed order', () => {
    const approved = [submitted, event('boss', 1, 20, 'approve', ['author 1'], 'v1')];
    expect(status(approved, 'partial')).toBe('partial');
    expect(status(approved, 'done')).toBe('done');
    const closed = [...approved, event('boss', 2, 30, 'forceClose', ['boss 1'])];
    expect(status(closed, 'partial')).toBe('closed');
    expect(status(closed, 'done')).toBe('done');
  });

  test('FOLD-25 posted types: draft, posted, reversed; two reversals are one', () => {
    const posted = event('a', 1, 1, 'post', []);
    const one = event('b', 1, 2, 'reverse', ['a 1']);
    const two = event('c', 1, 2, 'reverse', ['a 1']);
    expect(statusOf(POSTED_TABLE, [posted]).status).toBe('posted');
    expect(statusOf(POSTED_TABLE, [two, one, posted])).toMatchObject({
      status: 'reversed',
      idle: [{ reason: 'not-now' }],
    });
    const withFlow = [submitted, event('boss', 1, 20, 'approve', ['author 1'], 'v1')];
    expect(statusOf(POSTED_TABLE, withFlow).status).toBe('posted');
  });
});

describe('FOLD-26 two who did not see each other, both ways round', () => {
  const pair = (
    kindA: StatusEventKind,
    kindB: StatusEventKind,
    seen: string[],
    before: readonly StatusEvent[],
    versionB?: string,
  ) =>
    (
      [
        [100, 101],
        [101, 100],
      ] as const
    ).map(([timeA, timeB]) => [
      ...before,
      event(
        'a',
        1,
        timeA,
        kindA,
        seen,
        kindA === 'edit' ? 'v2' : kindA === 'approve' || kindA === 'reject' ? 'v1' : undefined,
      ),
      event(
        'b',
        1,
        timeB,
        kindB,
        seen,
        versionB ?? (kindB === 'edit' ? 'v2' : kindB === 'approve' || kindB === 'reject' ? 'v1' : undefined),
      ),
    ]);
  const approved = [submitted, event('boss', 1, 20, 'approve', ['author 1'], 'v1')];

  test.each<[string, StatusEventKind, StatusEventKind, string]>([
    ['approve ∥ edit: the approval of the old version lapses', 'approve', 'edit', 'submitted'],
    ['approve ∥ reject: reject', 'approve', 'reject', 'rejected'],
    ['approve ∥ approve: once', 'approve', 'approve', 'approved'],
    ['withdraw ∥ approve: withdrawn', 'withdraw', 'approve', 'draft'],
    ['void ∥ approve: void', 'void', 'approve', 'void'],
    ['void ∥ edit: void', 'void', 'edit', 'void'],
    ['edit ∥ edit: one merged version', 'edit', 'edit', 'submitted'],
  ])('FOLD-26 %s', (_name, a, b, wanted) => {
    for (const events of pair(a, b, ['author 1'], [submitted])) expect(status(events)).toBe(wanted);
  });

  test('FOLD-26 withdraw ∥ approve, goods moved: the approval stands', () => {
    for (const events of pair('withdraw', 'approve', ['author 1'], [submitted]))
      expect(status(events, 'partial')).toBe('partial');
  });

  test('FOLD-26 unapprove ∥ execute: without effect; after a new approval it is only history', () => {
    const unapproved = [...approved, event('boss', 2, 30, 'unapprove', ['boss 1'])];
    expect(status(unapproved)).toBe('submitted');
    expect(statusOf(ORDER_TABLE, unapproved, 'partial')).toMatchObject({
      status: 'partial',
      idle: [{ reason: 'executed' }],
    });
    const again = [...unapproved, event('boss', 3, 40, 'approve', ['boss 2'], 'v1')];
    expect(statusOf(ORDER_TABLE, again, 'done')).toMatchObject({ status: 'done', idle: [] });
  });

  test('FOLD-26 void ∥ execute: movements stand, the rest is closed', () => {
    for (const events of pair('void', 'approve', ['author 1'], [submitted])) {
      expect(status(events, 'partial')).toBe('closed');
      expect(status(events, 'done')).toBe('done');
    }
  });

  test('FOLD-26 rejected, changed and submitted again: the later approval is of the new version', () => {
    const events = [
      submitted,
      event('boss', 1, 20, 'reject', ['author 1'], 'v1'),
      event('author', 2, 30, 'submit', ['boss 1'], 'v2'),
      event('boss', 2, 40, 'approve', ['author 2'], 'v2'),
    ];
    expect(status(events, 'partial')).toBe('partial');
    const late = event('other', 1, 50, 'approve', ['author 1'], 'v1');
    expect(statusOf(ORDER_TABLE, [...events, late]).idle).toMatchObject([{ reason: 'not-now' }]);
  });

  test('FOLD-26 case f1: an approval shows for which version it was given', () => {
    const changed = [
      submitted,
      event('author', 2, 20, 'edit', ['author 1'], 'v2'),
      event('boss', 1, 21, 'approve', ['author 1'], 'v1'),
    ];
    expect(statusOf(ORDER_TABLE, changed)).toMatchObject({
      status: 'submitted',
      version: 'v2',
      idle: [{ reason: 'old-version' }],
    });
  });
});
