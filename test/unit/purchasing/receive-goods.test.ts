/** Receiving goods (case c3), counting, other movements and the settings of a shop, as commands make them. */
import { describe, expect, test } from 'vitest';
import { FoldSet } from '../../../shared/fold/fold.ts';
import { ReceiptFold } from '../../../shared/purchasing/receipt-fold.ts';
import { receiptList } from '../../../shared/purchasing/receipt-list.ts';
import { buildReceipt, type ReceiptContext, type ReceiptInput } from '../../../shared/purchasing/receive-goods.ts';
import { draftCommand } from '../../../shared/schema/command-draft.ts';
import { firstPlacesPart, personPart } from '../../../shared/settings/settings-commands.ts';
import { createPeopleFold, createSettingsFold } from '../../../shared/settings/settings-folds.ts';
import { buildCount, buildOtherMovement } from '../../../shared/stock/stock-commands.ts';
import { StockFold } from '../../../shared/stock/stock-fold.ts';
import { foldDraft, stateOfPart } from '../../kit/fold-drafts.ts';
import { BRANCH, idOf, MEMBER, REGISTER, STOCK_PLACE, WAREHOUSE } from '../../kit/fold-facts.ts';

const V = idOf('milk');
const context = (id: string): ReceiptContext => ({
  id: idOf(id),
  number: 'CGRK-A-03k7-000004',
  branch: BRANCH,
  warehouse: WAREHOUSE,
  member: MEMBER,
  month: '2026-11',
});
const line = {
  variant: V,
  unit: '箱',
  numerator: 12,
  denominator: 1,
  quantity: 5000,
  rejected: 0,
  rejectedReason: '',
  amount: 25_000,
};
const { amount: _amount, ...plainLine } = line;
const input: ReceiptInput = { supplier: '兴盛', deliveryNote: 'S-1', remark: '', lines: [line] };

describe('goods receipt', () => {
  test('case c3: 5 箱 are 60 瓶 on hand; an amount stands apart and needs the right to costs', () => {
    const stock = new StockFold(480);
    const receipts = new ReceiptFold();
    const folds = new FoldSet([stock, receipts]);
    const plain = buildReceipt({ ...input, lines: [plainLine] }, context('r1'));
    if (!plain.ok) throw new Error(plain.error.code);
    foldDraft(folds, 'a', 1, 10, plain.value);
    expect(plain.value.uses).toEqual([`goodsReceipt.add@${BRANCH}/${WAREHOUSE}`]);
    expect(JSON.stringify(plain.value)).not.toContain('25000');
    expect(stock.balance(V, STOCK_PLACE)).toBe(60_000);
    expect(receipts.lineCost(idOf('r1'), 1)).toBeNull();
    const priced = buildReceipt(input, context('r2'));
    if (priced.ok) foldDraft(folds, 'a', 2, 20, priced.value);
    expect(priced.ok && priced.value.uses).toContain(`costs.add@${BRANCH}`);
    expect(receipts.lineCost(idOf('r2'), 1)).toBe(25_000);
    expect(receipts.lastCounter('CGRK-A-03k7-')).toBe(4);
  });

  test('FOLD-60 one delivery note twice: both stand, the later is flagged', () => {
    const receipts = new ReceiptFold();
    const folds = new FoldSet([receipts]);
    for (const [i, id] of ['r1', 'r2'].entries()) {
      const built = buildReceipt(input, context(id));
      if (built.ok) foldDraft(folds, 'a', i + 1, 10 + i, built.value);
    }
    const rows = receiptList(receipts, 10, {
      travel: () => 'merged',
      nameOf: () => '王五',
      supplierOf: (name) => name,
    });
    expect(rows.map((row) => [row.id, row.pieces, row.receivedTwice, row.supplier, row.who])).toEqual([
      [idOf('r2'), 60, true, '兴盛', '王五'],
      [idOf('r1'), 60, false, '兴盛', '王五'],
    ]);
  });

  test('what was rejected does not come in; what does not convert is refused', () => {
    const refused = (change: Partial<typeof line>) => {
      const built = buildReceipt({ ...input, lines: [{ ...line, ...change }] }, context('r'));
      return built.ok ? built.value.parts.map((part) => part.entries.length) : built.error;
    };
    expect(refused({ rejected: 5000 })).toEqual([1, 1]);
    expect(refused({ rejected: 6000 })).toEqual({ code: 'rejected', line: 0 });
    expect(refused({ quantity: 0 })).toEqual({ code: 'quantity', line: 0 });
    expect(refused({ quantity: 1, denominator: 7 })).toEqual({ code: 'unit', line: 0 });
    expect(refused({ amount: -1 })).toEqual({ code: 'amount', line: 0 });
    expect(buildReceipt({ ...input, lines: [] }, context('r'))).toMatchObject({ error: { code: 'no-lines' } });
  });
});

describe('stock commands', () => {
  const place = { id: idOf('n'), number: 'QTRK-A-03k7-000001', branch: BRANCH, warehouse: WAREHOUSE, month: '2026-11' };

  test('other movements have a reason and the sign of their kind', () => {
    const stock = new StockFold(480);
    const folds = new FoldSet([stock]);
    const lines = [{ variant: V, quantity: 5000 }];
    const opening = buildOtherMovement({ kind: 'opening', reason: '', lines }, place);
    if (opening.ok) foldDraft(folds, 'a', 1, 10, opening.value);
    const off = buildOtherMovement(
      { kind: 'writeOff', reason: '破损', lines: [{ variant: V, quantity: 2000 }] },
      { ...place, id: idOf('n2') },
    );
    if (off.ok) foldDraft(folds, 'a', 2, 20, off.value);
    expect(stock.balance(V, STOCK_PLACE)).toBe(3000);
    expect(stock.notes.get(idOf('n2'))[0]?.value).toMatchObject({ type: 'writeOff', reason: '破损', lines: 1 });
    expect(buildOtherMovement({ kind: 'otherOut', reason: ' ', lines }, place)).toMatchObject({
      error: { code: 'reason' },
    });
    expect(
      buildOtherMovement({ kind: 'otherIn', reason: 'x', lines: [{ variant: V, quantity: -1 }] }, place),
    ).toMatchObject({ error: { code: 'quantity', line: 0 } });
  });

  test('a count sets the balance at its time, and is never dated ahead', () => {
    const stock = new StockFold(480);
    const at = { ...place, member: MEMBER, now: 100 };
    const counted = buildCount({ lines: [{ variant: V, counted: 4000, at: null }] }, at);
    if (counted.ok) foldDraft(new FoldSet([stock]), 'a', 1, 100, counted.value);
    expect(stock.balance(V, STOCK_PLACE)).toBe(4000);
    const ahead = buildCount({ lines: [{ variant: V, counted: 1, at: 101 }] }, at);
    expect(ahead.ok && ahead.value.parts[0]?.entries[1]?.at).toBe(100);
    expect(buildCount({ lines: [{ variant: V, counted: -1, at: null }] }, at)).toMatchObject({
      error: { code: 'quantity' },
    });
  });
});

describe('settings of a shop', () => {
  test('a new shop has a branch, a warehouse and a register', () => {
    const settings = createSettingsFold();
    const folds = new FoldSet([settings]);
    const first = firstPlacesPart({
      shop: '万家超市',
      branch: { id: BRANCH, name: '总店', code: 'A' },
      warehouse: { id: WAREHOUSE, name: '主仓', code: '01' },
      register: { id: REGISTER, name: '1号机', code: '01', device: 'd'.repeat(24) },
    });
    foldDraft(folds, 'a', 1, 10, draftCommand('createShop', [first]));
    expect(settings.of('shop').value('shop', 'name')).toBe('万家超市');
    expect(settings.ids('warehouse')).toEqual([WAREHOUSE]);
    expect(settings.text('warehouse', WAREHOUSE, 'branch')).toBe(BRANCH);
    expect(settings.text('register', REGISTER, 'name')).toBe('1号机');
  });

  test('SCHEMA-4 a name is written by its bearer, or by who adds members', () => {
    const people = createPeopleFold();
    const named = personPart(MEMBER, '李婷', ['收银台 1']);
    const own = draftCommand('introduce', [named], { author: MEMBER });
    expect(own.uses).toEqual([]);
    expect(own.parts.every((part) => stateOfPart(part, own.uses, MEMBER) === 'present')).toBe(true);
    const other = draftCommand('enrol', [named], { author: 'member-000000002', scope: BRANCH });
    expect(other.uses).toEqual([`members.add@${BRANCH}`]);
    foldDraft(new FoldSet([people]), 'a', 1, 10, other);
    expect(people.ids('person').map((id) => people.text('person', id, 'name'))).toEqual(['李婷']);
  });
});
