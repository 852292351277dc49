import { describe, expect, it } from 'vitest';
import { relocationParts } from '../../../shared/transfers/relocate.ts';
import { isThrough } from '../../../shared/transfers/transfer-state.ts';
import { unlikeMoves } from '../../../shared/transfers/unlike-moves.ts';
import { stateOfPart } from '../../kit/fold-drafts.ts';
import { A, B, FOREIGN, foldAll, MILK, MONTH, SHIRT, TransferStory } from '../../kit/transfer-story.ts';

const place = (end: typeof A): string => `${end.branch}/${end.warehouse}`;
const kinds = (story: TransferStory, id: string): string[] => story.state(id).tasks.map(({ kind }) => kind);

/** Branch A has 24 milk, B asks for 20. */
function asked(more: { readonly approval?: boolean } = {}): { readonly story: TransferStory; readonly id: string } {
  const story = new TransferStory();
  story.stocked('keeperA', A, MILK, 24_000);
  story.stocked('keeperA', A, SHIRT, 10_000);
  const id = story.ask('managerB', { [MILK]: 20_000 }, more);
  return { story, id };
}

describe('a transfer', () => {
  it('TRANSFER-10 TRANSFER-21 waits for the sender, reserves once approved, and nothing when it is sent back', () => {
    const { story, id } = asked({ approval: true });
    expect(story.state(id)).toMatchObject({ status: 'submitted', stage: 'asked' });
    expect(story.knows().transfers.reserved(MILK, place(A))).toBe(0);
    story.decide('managerA', id, 'approve');
    expect(story.state(id)).toMatchObject({ status: 'approved', stage: 'toShip' });
    expect(story.knows().transfers.reserved(MILK, place(A))).toBe(20_000);
    story.decide('managerA', id, 'unapprove');
    story.decide('managerA', id, 'reject');
    expect(story.state(id)).toMatchObject({ status: 'rejected', stage: 'rejected' });
    expect(story.knows().transfers.reserved(MILK, place(A))).toBe(0);
  });

  it('TRANSFER-10 that waits for nobody is approved as soon as it is asked for, and whoever may approve does so at once', () => {
    expect(asked().story.state(asked().id).status).toBe('approved');
    const story = new TransferStory();
    const id = story.ask('owner', { [MILK]: 1000 }, { approval: true, approve: true });
    expect(story.state(id).status).toBe('approved');
  });

  it('TRANSFER-13 TRANSFER-20 TRANSFER-22 goes out at one place and comes in at the other; in between it is under way', () => {
    const { story, id } = asked();
    story.move('keeperA', id, 'ship', { 1: 12_000 });
    expect(story.figures(MILK)).toEqual([12_000, 0, 12_000]);
    expect(story.state(id)).toMatchObject({ status: 'partial', stage: 'underWay' });
    expect(story.knows().transfers.reserved(MILK, place(A))).toBe(8000);
    story.move('keeperB', id, 'receive', { 1: 12_000 });
    expect(story.state(id)).toMatchObject({ status: 'partial', stage: 'toShip' });
    story.move('keeperA', id, 'ship', { 1: 8000 });
    story.move('keeperB', id, 'receive', { 1: 8000 });
    expect(story.figures(MILK)).toEqual([4000, 20_000, 0]);
    expect(story.state(id)).toMatchObject({ status: 'done', stage: 'done' });
    expect(isThrough(story.state(id))).toBe(true);
  });

  it('TRANSFER-21 whose rest is not sent reserves no more and is done when the sent has come', () => {
    const { story, id } = asked();
    story.move('keeperA', id, 'ship', { 1: 18_000 }, { complete: true });
    expect(story.knows().transfers.reserved(MILK, place(A))).toBe(0);
    story.move('keeperB', id, 'receive', { 1: 18_000 });
    expect(story.state(id).status).toBe('done');
  });

  it('TRANSFER-23 that comes short asks: a loss settles it, with the right to write it off', () => {
    const { story, id } = asked();
    story.move('keeperA', id, 'ship', { 1: 20_000 });
    story.move('keeperB', id, 'receive', { 1: 19_000 }, { complete: true });
    expect(story.state(id)).toMatchObject({
      stage: 'differs',
      tasks: [{ kind: 'short', lines: [{ quantity: 1000 }] }],
    });
    expect(story.figures(MILK)).toEqual([4000, 19_000, 1000]);
    const lost = story.move('managerB', id, 'lose', { 1: 1000 }, { at: B, reason: '路上破了' });
    expect(lost.draft.uses).toEqual([`transfer.approve@${place(B)}`]);
    expect(story.state(id)).toMatchObject({ stage: 'done', tasks: [] });
    expect(story.figures(MILK)).toEqual([4000, 19_000, 0]);
  });

  it('TRANSFER-23 that comes short is settled by what was found at the sender, or came after all', () => {
    for (const settle of ['back', 'receive'] as const) {
      const { story, id } = asked();
      story.move('keeperA', id, 'ship', { 1: 20_000 });
      story.move('keeperB', id, 'receive', { 1: 19_000 }, { complete: true });
      story.move(settle === 'back' ? 'keeperA' : 'keeperB', id, settle, { 1: 1000 });
      expect(story.state(id)).toMatchObject({ status: 'done', tasks: [] });
      expect(story.figures(MILK)).toEqual(settle === 'back' ? [5000, 19_000, 0] : [4000, 20_000, 0]);
    }
  });

  it('TRANSFER-24 received twice by two who did not know of each other stands twice and names the later', () => {
    const { story, id } = asked();
    story.move('keeperA', id, 'ship', { 1: 20_000 });
    const sees = [...story.written];
    story.move('keeperB', id, 'receive', { 1: 20_000 }, { sees });
    const later = story.move('managerB', id, 'receive', { 1: 20_000 }, { sees });
    expect(story.figures(MILK)).toEqual([4000, 40_000, 0]);
    const [task] = story.state(id).tasks;
    expect(task).toMatchObject({ kind: 'over', lines: [{ quantity: 20_000 }] });
    expect(task?.kind === 'over' && task.receipts.at(-1)?.ref.seq).toBe(later.seq);
    expect(task?.kind === 'over' && task.receipts.at(-1)?.ref.time).toBe(later.time);
    story.move('keeperB', id, 'correct', { 1: 20_000 }, { reason: '重复收货' });
    expect(story.figures(MILK)).toEqual([4000, 20_000, 0]);
    expect(story.state(id)).toMatchObject({ status: 'done', tasks: [] });
  });

  it('TRANSFER-24 of which more came than was sent is settled when the sender says that it sent more', () => {
    const { story, id } = asked();
    story.move('keeperA', id, 'ship', { 1: 20_000 });
    story.move('keeperB', id, 'receive', { 1: 21_000 });
    expect(kinds(story, id)).toEqual(['over']);
    story.move('keeperA', id, 'ship', { 1: 1000 });
    expect(story.state(id)).toMatchObject({ stage: 'done', tasks: [] });
    expect(story.figures(MILK)).toEqual([3000, 21_000, 0]);
  });

  it('TRANSFER-25 shipped twice is more than was asked for, until it is received or back', () => {
    const { story, id } = asked();
    const sees = [...story.written];
    story.move('keeperA', id, 'ship', { 1: 12_000 }, { sees });
    story.move('managerA', id, 'ship', { 1: 12_000 }, { sees });
    expect(story.state(id).tasks).toMatchObject([{ kind: 'overShipped', lines: [{ quantity: 4000 }] }]);
    story.move('keeperA', id, 'back', { 1: 4000 });
    expect(story.state(id).tasks).toEqual([]);
  });

  it('TRANSFER-26 TRANSFER-13 that is cancelled on the road brings back what was not received, in one commit', () => {
    const { story, id } = asked();
    story.move('keeperA', id, 'ship', { 1: 20_000 });
    story.move('keeperB', id, 'receive', { 1: 5000 });
    const one = story.cancel('managerA', id);
    expect(one.draft.parts.map(({ document }) => document)).toEqual([
      `transfers/${MONTH}`,
      `stock/${place(A)}/${MONTH}`,
    ]);
    expect(story.figures(MILK)).toEqual([19_000, 5000, 0]);
    expect(story.state(id)).toMatchObject({ stage: 'done', tasks: [] });
    const { story: early, id: other } = asked();
    early.cancel('managerA', other);
    expect(early.state(other)).toMatchObject({ status: 'closed', stage: 'closed' });
    expect(early.knows().transfers.reserved(MILK, place(A))).toBe(0);
  });
});

describe('two at once', () => {
  it('TRANSFER-12 void beside a shipment: the goods are on their way, the rest is closed, somebody is told', () => {
    for (const first of ['void', 'ship'] as const) {
      const { story, id } = asked({ approval: true });
      const approvedBy = story.decide('managerA', id, 'approve');
      const before = story.written.filter((one) => one !== approvedBy);
      const sees = [...story.written];
      const acts = {
        void: () => story.decide('managerB', id, 'void', { sees: before }),
        ship: () => story.move('keeperA', id, 'ship', { 1: 12_000 }, { sees }),
      };
      acts[first]();
      acts[first === 'void' ? 'ship' : 'void']();
      expect(story.state(id)).toMatchObject({ status: 'closed', stage: 'underWay' });
      expect(kinds(story, id)).toEqual(['voided']);
      expect(story.knows().transfers.reserved(MILK, place(A))).toBe(0);
      story.move('keeperB', id, 'receive', { 1: 12_000 });
      expect(kinds(story, id)).toEqual([]);
    }
  });

  it('TRANSFER-12 unapprove beside a shipment has no effect, and its author is told', () => {
    const { story, id } = asked({ approval: true });
    story.decide('managerA', id, 'approve');
    const sees = [...story.written];
    story.move('keeperA', id, 'ship', { 1: 12_000 }, { sees });
    story.decide('managerA2', id, 'unapprove', { sees });
    expect(story.state(id)).toMatchObject({ status: 'partial' });
    expect(kinds(story, id)).toEqual(['noEffect']);
  });

  it('TRANSFER-10 an approval of quantities that were being changed lapses', () => {
    for (const first of ['approve', 'edit'] as const) {
      const { story, id } = asked({ approval: true });
      const sees = [...story.written];
      const acts = {
        approve: () => story.decide('managerA', id, 'approve', { sees }),
        edit: () => story.decide('managerB', id, 'edit', { sees, lines: [{ line: 1, quantity: 15_000 }] }),
      };
      acts[first]();
      acts[first === 'approve' ? 'edit' : 'approve']();
      expect(story.state(id).status).toBe('submitted');
      expect(story.state(id).lines[0]?.asked).toBe(15_000);
      story.decide('managerA', id, 'approve');
      expect(story.state(id)).toMatchObject({ status: 'approved', tasks: [] });
    }
  });

  it('TRANSFER-10 reject goes before approve, whichever came first', () => {
    for (const first of ['approve', 'reject'] as const) {
      const { story, id } = asked({ approval: true });
      const sees = [...story.written];
      story.decide('managerA', id, first, { sees });
      story.decide('managerA2', id, first === 'approve' ? 'reject' : 'approve', { sees });
      expect(story.state(id).status).toBe('rejected');
    }
  });

  it('TRANSFER-11 two edits of one line: the later stands, both are asked; of two lines both stand', () => {
    const story = new TransferStory();
    const id = story.ask('managerB', { [MILK]: 20_000, [SHIRT]: 5000 }, { approval: true });
    const sees = [...story.written];
    story.decide('managerB', id, 'edit', { sees, lines: [{ line: 1, quantity: 10_000 }] });
    story.decide('keeperB', id, 'edit', {
      sees,
      lines: [
        { line: 1, quantity: 12_000 },
        { line: 2, quantity: 6000 },
      ],
    });
    expect(story.state(id).lines.map(({ asked: quantity }) => quantity)).toEqual([12_000, 6000]);
    expect(story.state(id).tasks).toMatchObject([{ kind: 'editClash', line: 1 }]);
    story.decide('managerB', id, 'edit', { lines: [{ line: 1, quantity: 12_000 }] });
    expect(story.state(id).tasks).toEqual([]);
  });

  it('TRANSFER-12 receiving beside a cancel: both stand, and what came in twice is a difference', () => {
    const { story, id } = asked();
    story.move('keeperA', id, 'ship', { 1: 20_000 });
    const sees = [...story.written];
    story.cancel('managerA', id, sees);
    story.move('keeperB', id, 'receive', { 1: 20_000 }, { sees });
    expect(story.figures(MILK)).toEqual([24_000, 20_000, 0]);
    expect(kinds(story, id)).toContain('over');
  });
});

describe('what nobody may', () => {
  it('TRANSFER-1 a move, a decision and a loss without the right at their own place are malformed', () => {
    const { story, id } = asked();
    story.move('keeperA', id, 'ship', { 1: 20_000 });
    const draft = story.written.at(-1)?.draft;
    for (const part of draft?.parts ?? []) {
      expect(stateOfPart(part, [`transfer.add@${place(B)}`])).toBe('malformed');
      expect(stateOfPart(part, [`transfer.view@${place(A)}`])).toBe('malformed');
      expect(stateOfPart(part, [`transfer.add@${place(A)}`])).toBe('present');
      expect(stateOfPart(part, [`transfer.add@${A.branch}`])).toBe('present');
    }
    const { story: other, id: waiting } = asked({ approval: true });
    const [decision] = other.decide('managerA', waiting, 'approve').draft.parts;
    if (decision === undefined) throw new Error('no part');
    expect(stateOfPart(decision, [`transfer.add@${place(A)}`])).toBe('malformed');
    expect(stateOfPart(decision, [`transfer.approve@${place(B)}`])).toBe('malformed');
  });

  it('TRANSFER-2 goods received in a warehouse they were not sent to stay under way, and it is a task', () => {
    const { story, id } = asked();
    story.move('keeperA', id, 'ship', { 1: 20_000 });
    const stolen = story.tryMove('thief', id, 'receive', { 1: 20_000 }, { at: FOREIGN });
    if (!stolen.ok) throw new Error(stolen.error.code);
    story.write('thief', stolen.value);
    expect(story.figures(MILK)).toEqual([4000, 0, 20_000]);
    expect(story.state(id).lines[0]).toMatchObject({ received: 0, underWay: 20_000 });
    expect(kinds(story, id)).toEqual(['misplaced']);
    const { story: other, id: waiting } = asked({ approval: true });
    other.decide('managerB', waiting, 'approve', { at: B });
    expect(other.state(waiting).status).toBe('submitted');
    expect(kinds(other, waiting)).toEqual(['misplaced']);
  });

  it('TRANSFER-2 a command ships no more than was asked for and loses no more than is under way', () => {
    const { story, id } = asked();
    expect(story.tryMove('keeperA', id, 'ship', { 1: 20_001 })).toMatchObject({
      ok: false,
      error: { code: 'more-than-open', left: 20_000 },
    });
    story.move('keeperA', id, 'ship', { 1: 20_000 });
    expect(story.tryMove('keeperA', id, 'ship', { 1: 1 })).toMatchObject({ ok: false });
    expect(story.tryMove('managerB', id, 'lose', { 1: 20_001 }, { at: B, reason: '没了' })).toMatchObject({
      ok: false,
    });
    expect(story.tryMove('managerB', id, 'lose', { 1: 1000 }, { at: B })).toMatchObject({ error: { code: 'reason' } });
    const { story: other, id: waiting } = asked({ approval: true });
    expect(other.tryMove('keeperA', waiting, 'ship', { 1: 1000 })).toMatchObject({ error: { code: 'not-now' } });
  });

  it('TRANSFER-3 another request under a number that is somebody else’s is ignored, however early it claims to be', () => {
    const { story, id } = asked();
    const [first] = story.written.filter(({ draft }) => draft.command === 'askTransfer');
    const entry = first?.draft.parts[0]?.entries[0];
    if (entry === undefined) throw new Error('no entry');
    story.forge('thief', `transfers/${MONTH}`, [{ ...entry, lines: [{ variant: MILK, quantity: 1000 }] }], ['*']);
    expect(story.state(id).lines[0]?.asked).toBe(20_000);
    expect(story.state(id).tasks).toEqual([]);
    // From the same device it is another content under one id: the first counts, and it is a task.
    story.forge('managerB', `transfers/${MONTH}`, [{ ...entry, lines: [{ variant: MILK, quantity: 1000 }] }], ['*']);
    expect(story.state(id).lines[0]?.asked).toBe(20_000);
    expect(kinds(story, id)).toEqual(['disputed']);
  });

  it('TRANSFER-4 a move whose warehouse booked something else is found by who sees both', () => {
    const { story, id } = asked();
    const honest = story.move('keeperA', id, 'ship', { 1: 20_000 });
    const { transfers, stock } = story.knows();
    expect(unlikeMoves(transfers, stock, () => true)).toEqual([]);
    const [paper, booked] = honest.draft.parts;
    if (paper === undefined || booked === undefined) throw new Error('two parts');
    const lied = story.written.map((one) =>
      one === honest
        ? {
            ...one,
            draft: {
              ...one.draft,
              parts: [paper, { ...booked, entries: booked.entries.map((entry) => ({ ...entry, quantity: -1000 })) }],
            },
          }
        : one,
    );
    const seen = foldAll(lied);
    expect(unlikeMoves(seen.transfers, seen.stock, () => true)).toHaveLength(1);
    expect(unlikeMoves(seen.transfers, seen.stock, () => false)).toEqual([]);
  });
});

describe('a warehouse that is closed', () => {
  it('TRANSFER-4 carries its goods over in one commit that leaves nothing under way', () => {
    const story = new TransferStory();
    story.stocked('owner', A, MILK, 24_000);
    const ids = {
      id: story.recordId('owner'),
      number: 'DB-1',
      shipId: story.recordId('owner'),
      receiveId: story.recordId('owner'),
    };
    const parts = relocationParts(
      { from: A, to: B, reason: '关仓', lines: [{ variant: MILK, quantity: 24_000 }] },
      ids,
      MONTH,
    );
    if (!parts.ok) throw new Error(parts.error.code);
    story.write('owner', {
      command: 'closePlace',
      parts: parts.value,
      uses: [`transfer.add@${place(A)}`, `transfer.add@${place(B)}`],
    });
    expect(story.figures(MILK)).toEqual([0, 24_000, 0]);
    expect(story.state(ids.id)).toMatchObject({ stage: 'done', tasks: [] });
  });
});
