/** A file of goods in a whole client: carried out, stopped and gone on with, taken back, and the same file again. */
import { describe, expect, test } from 'vitest';
import { setProductField } from '../../../../client/commands/edit-products.ts';
import { type ImportJournal, importProducts, resumeImport } from '../../../../client/commands/import-products.ts';
import { otherMovement } from '../../../../client/commands/move-stock.ts';
import { noteExport } from '../../../../client/commands/note-export.ts';
import { pastImports, undoImport } from '../../../../client/commands/undo-import.ts';
import { inputOf } from '../../../../client/controllers/import-input.ts';
import { existingProducts } from '../../../../client/queries/existing-products.ts';
import { productView } from '../../../../client/queries/product-queries.ts';
import { scanView } from '../../../../client/queries/sale-queries.ts';
import type { ImportOutcome, ImportState } from '../../../../client/worker/import-protocol.ts';
import type { Result } from '../../../../shared/foundation/result.ts';
import { indexCatalogue } from '../../../../shared/import/existing-catalogue.ts';
import { guessMapping } from '../../../../shared/import/guess-mapping.ts';
import { cutIntoBatches } from '../../../../shared/import/import-batches.ts';
import type { ImportPlan } from '../../../../shared/import/import-plan.ts';
import { type PlanOptions, planImport } from '../../../../shared/import/plan-import.ts';
import { manualWall } from '../../../kit/client-device.ts';
import { ClientNode, newKeys, TestWitness, testClientDevice } from '../../../kit/client-node.ts';
import { tableOf } from '../../../kit/import-harness.ts';

const quietly = { progress: () => undefined, cancelled: () => false };
async function done<T>(answer: Promise<Result<T, { readonly code: string }>>): Promise<T> {
  const result = await answer;
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
async function shop(seed: number): Promise<ClientNode> {
  const wall = manualWall();
  return ClientNode.found(testClientDevice(seed, await newKeys(), wall), new TestWitness(wall));
}
class Journal implements ImportJournal {
  text: string | null = null;
  kept: ImportState | null = null;
  async keepRows(text: string | null): Promise<void> {
    this.text = text;
  }
  async keepState(state: ImportState | null): Promise<void> {
    this.kept = state;
  }
  rows = () => this.text;
  state = () => this.kept;
}

function planned(node: ClientNode, csv: string, options: PlanOptions = {}): ImportPlan {
  const table = tableOf(csv);
  const { places } = node.desk.folds;
  const warehouses = places
    .ids('warehouse')
    .map((id) => ({ id, names: [places.text('warehouse', id, 'name'), places.text('warehouse', id, 'code')] }));
  const existing = indexCatalogue(existingProducts(node.desk));
  return planImport(table, guessMapping(table), existing, { warehouses, ...options });
}
const input = (plan: ImportPlan) => inputOf(cutIntoBatches(plan), '商品.csv');
const bring = (node: ClientNode, csv: string): Promise<ImportOutcome> =>
  done(importProducts(node.desk, input(planned(node, csv)), quietly));
const named = (node: ClientNode, name: string) =>
  existingProducts(node.desk).find((product) => product.values.name === name);
const idOf = (node: ClientNode, name: string): string => named(node, name)?.id ?? '';
const stockOf = (node: ClientNode, id: string): number | null => {
  const { branch, warehouse } = node.desk.post;
  return node.desk.folds.stock.balance(id, `${branch}/${warehouse}`);
};
const changesOf = (plan: ImportPlan): number => plan.create.length + plan.update.length + plan.ask.length;

const goods =
  '货号,品名,单位,零售价,进价,条码,大单位,大单位换算,大单位售价,大单位条码,第二单位,第二单位换算,期初数量,期初单价,类别,保质期,安全库存\n' +
  'A1,牛奶,盒,6.5,4,6901234567892,箱,12,75,16901234567899,提,6,24,4.2,饮料/奶,180,6\n' +
  'A2,酸奶,杯,5,3,6901234567908,,,,,,,10,,饮料/奶,21,\n';
const shirts =
  '货号,品名,颜色,尺码,单位,零售价,进价,条码,期初数量\nS1,衬衫,白,M,件,79,30,6900000000014,3\nS1,,白,L,件,89,35,6900000000021,2\n';

describe('an import in a whole client', () => {
  test('IMPORT-34 units with ratio, price and code, cost and opening stock are there, and the carton’s code sells a carton', async () => {
    const node = await shop(901);
    expect(await bring(node, goods)).toMatchObject({ created: 2, done: 2, total: 2, overtaken: [] });
    const id = idOf(node, '牛奶');
    expect(productView(node.desk, id)).toMatchObject({
      fields: { category: '饮料/奶', shelfLifeDays: 180, minStock: 6_000, barcodes: ['6901234567892'] },
      purchasePrice: 40_000,
    });
    expect(named(node, '牛奶')?.units).toEqual([
      { name: '箱', numerator: 12, denominator: 1, price: 750_000, barcodes: ['16901234567899'] },
      { name: '提', numerator: 6, denominator: 1, barcodes: [] },
    ]);
    expect(scanView(node.desk, '16901234567899')).toMatchObject({ kind: 'variant', item: { unit: '箱' } });
    expect(stockOf(node, id)).toBe(24_000);
    const priced = node
      .all()
      .flatMap((commit) => commit.parts.filter((part) => part?.includes('receiptCost') === true));
    expect(priced.join()).toContain('"amount":10080');
  });

  test('IMPORT-24 the same file again changes nothing, units, variants and their prices included', async () => {
    const node = await shop(902);
    await bring(node, goods);
    await bring(node, shirts);
    const size = node.core.size;
    expect([changesOf(planned(node, goods)), changesOf(planned(node, shirts))]).toEqual([0, 0]);
    expect(await bring(node, goods)).toMatchObject({ created: 0, updated: 0 });
    expect(node.core.size).toBe(size);
  });

  test('IMPORT-35 prices, codes and numbers of variants that exist are changed, and codes are added', async () => {
    const node = await shop(903);
    await bring(node, shirts);
    const changed = shirts.replace(',89,35,6900000000021', ',99,36,"6900000000021,6900000000038"');
    expect(await bring(node, changed)).toMatchObject({ created: 0, updated: 1 });
    const large = named(node, '衬衫')?.variants.find((one) => one.attributes.some(({ value }) => value === 'L'));
    expect(large).toMatchObject({
      barcodes: ['6900000000021', '6900000000038'],
      prices: { retailPrice: 990_000, purchasePrice: 360_000 },
    });
    expect(changesOf(planned(node, changed))).toBe(0);
    const units = goods.replace('箱,12,75,', '箱,24,140,');
    await bring(node, goods);
    expect(await bring(node, units)).toMatchObject({ updated: 1 });
    expect(named(node, '牛奶')?.units?.find((unit) => unit.name === '箱')).toMatchObject({
      numerator: 24,
      price: 1_400_000,
      barcodes: ['16901234567899'],
    });
  });

  test('IMPORT-36 opening stock of several warehouses stands in rows of one product, each with its own paper', async () => {
    const node = await shop(904);
    const { places } = node.desk.folds;
    const here = places.text('warehouse', node.desk.post.warehouse, 'name');
    const plan = planned(
      node,
      `货号,品名,单位,零售价,期初数量,期初仓库\nA1,茶,盒,9,5,${here}\nA1,茶,盒,9,7,没有的仓\n`,
    );
    expect(plan.problems.filter(({ severity }) => severity === 'refused')).toMatchObject([
      { row: 3, code: 'warehouse-unknown', header: '期初仓库', value: '没有的仓' },
    ]);
    const open = planImport(
      tableOf(
        '货号,品名,单位,零售价,期初数量,期初单价,仓库\nA1,茶,盒,9,5,2,前仓\nA1,,,,7,3,后仓\nA1,茶,盒,9,7,3,后仓\n',
      ),
      ['itemNo', 'name', 'unit', 'retailPrice', 'openingQuantity', 'openingUnitCost', 'openingWarehouse'],
      indexCatalogue([]),
    );
    expect(open.create).toHaveLength(1);
    expect(open.create[0]).toMatchObject({
      rows: [2, 3],
      openings: [
        { warehouse: '前仓', quantity: 5_000, unitCost: 20_000 },
        { warehouse: '后仓', quantity: 7_000, unitCost: 30_000 },
      ],
    });
    expect(open.ask.map(({ row }) => row)).toEqual([4]);
    const ok = input(planned(node, `货号,品名,单位,零售价,期初数量,期初仓库\nA1,茶,盒,9,5,${here}\n`));
    await done(importProducts(node.desk, ok, quietly));
    expect(stockOf(node, idOf(node, '茶'))).toBe(5_000);
  });
});

describe('an import that is stopped', () => {
  const many = `货号,品名,单位,零售价,期初数量\n${Array.from({ length: 450 }, (_, i) => `K${i},货${i},件,${i + 1},1`).join('\n')}\n`;

  test('IMPORT-37 it stops between two commits, whole goods stay, and going on makes each of the others once', async () => {
    const node = await shop(905);
    const journal = new Journal();
    let commits = 0;
    const stopping = { progress: () => void commits++, cancelled: () => commits === 1 };
    const first = await done(importProducts(node.desk, input(planned(node, many)), stopping, journal));
    expect(first).toMatchObject({ created: 200, done: 200, total: 450 });
    expect(journal.kept).toMatchObject({ done: 200, total: 450, fileName: '商品.csv' });
    expect(existingProducts(node.desk).every(({ id }) => stockOf(node, id) === 1_000)).toBe(true);
    const again = await node.reopened();
    const second = await done(resumeImport(again.desk, quietly, journal));
    expect(second).toMatchObject({ batch: first.batch, created: 250, unchanged: 200, done: 450 });
    expect(new Set(existingProducts(again.desk).map(({ values }) => values.itemNo)).size).toBe(450);
    expect(existingProducts(again.desk)).toHaveLength(450);
    expect([journal.text, journal.kept]).toEqual([null, null]);
    expect((await resumeImport(again.desk, quietly, journal)).ok).toBe(false);
    expect(pastImports(again.desk, 5)).toMatchObject([{ batch: first.batch, fileName: '商品.csv', commits: 3 }]);
  });

  test('IMPORT-37 a crash after a commit and before its note makes nothing twice', async () => {
    const node = await shop(906);
    const journal = new Journal();
    const crash = {
      progress: () => {
        throw new Error('power cut');
      },
      cancelled: () => false,
    };
    await expect(importProducts(node.desk, input(planned(node, many)), crash, journal)).rejects.toThrow('power cut');
    journal.kept = journal.kept === null ? null : { ...journal.kept, done: 0 };
    const again = await node.reopened();
    expect(await done(resumeImport(again.desk, quietly, journal))).toMatchObject({ created: 250, unchanged: 200 });
    expect(existingProducts(again.desk)).toHaveLength(450);
    expect(existingProducts(again.desk).every(({ id }) => stockOf(again, id) === 1_000)).toBe(true);
  });
});

describe('an import that is taken back', () => {
  test('IMPORT-38 goods it made go, fields it set are as before, opening stock is reversed; a second undo finds nothing left', async () => {
    const node = await shop(907);
    await bring(node, goods);
    const second = await bring(
      node,
      `${goods.replace('A1,牛奶,盒,6.5', 'A1,鲜牛奶,盒,7')}B1,面包,个,3,2,,,,,,,,4,,,,\n`,
    );
    expect(named(node, '鲜牛奶')?.values.retailPrice).toBe(70_000);
    const bread = idOf(node, '面包');
    const undone = await done(undoImport(node.desk, { batch: second.batch }));
    expect(undone.kept).toEqual([]);
    expect(named(node, '牛奶')?.values.retailPrice).toBe(65_000);
    expect(named(node, '面包')).toBeUndefined();
    expect(stockOf(node, bread)).toBe(0);
    expect(pastImports(node.desk, 5).find(({ batch }) => batch === second.batch)?.undone).toBe(true);
    expect(await done(undoImport(node.desk, { batch: second.batch }))).toEqual({ undone: 0, kept: [] });
    expect((await undoImport(node.desk, { batch: 'never-was1' })).ok).toBe(false);
  });

  test('IMPORT-38 what somebody changed since stays, and so do goods that have moved; both are listed by name', async () => {
    const node = await shop(908);
    await bring(node, goods);
    const second = await bring(
      node,
      goods.replace('A1,牛奶,盒,6.5', 'A1,鲜牛奶,盒,7').replace('A2,', 'B2,').replace('6901234567908', ''),
    );
    await done(setProductField(node.desk, { id: idOf(node, '鲜牛奶'), field: 'retailPrice', value: 72_000 }));
    const yoghurt = existingProducts(node.desk).find(({ values }) => values.itemNo === 'B2')?.id ?? '';
    await done(
      otherMovement(node.desk, { kind: 'otherOut', reason: '自用', lines: [{ variant: yoghurt, quantity: 1_000 }] }),
    );
    const undone = await done(undoImport(node.desk, { batch: second.batch }));
    expect(undone.kept).toEqual([
      { name: '牛奶', field: 'retailPrice', reason: 'changed', by: '何敏' },
      { name: '酸奶', field: null, reason: 'moved', by: '' },
    ]);
    expect(named(node, '牛奶')?.values.retailPrice).toBe(72_000);
    expect(stockOf(node, yoghurt)).toBe(9_000);
  });
});

describe('a colleague’s newer value', () => {
  test('IMPORT-25 IMPORT-39 an export that comes back marks what changed since, off unless switched on', async () => {
    const node = await shop(909);
    await bring(node, goods);
    const id = idOf(node, '牛奶');
    const exported = new Date(node.device.platform.wall.now() + 1_000).toISOString();
    await done(setProductField(node.desk, { id, field: 'retailPrice', value: 70_000 }));
    const changedAt = named(node, '牛奶')?.lastChanges?.retailPrice?.at ?? '';
    const file = (asOf: string) => `货号,品名,单位,零售价,导出时间\nA1,牛奶,盒,6.8,${asOf}\n`;
    const stale = planned(node, file(new Date(Date.parse(changedAt) - 60_000).toISOString()));
    expect(stale.update[0]?.fields).toMatchObject([{ field: 'retailPrice', before: 70_000, after: 68_000, on: false }]);
    const key = `${id} retailPrice`;
    const chosen = planned(node, file(exported), { switched: new Map([[key, true]]) });
    expect(chosen.update[0]?.fields[0]?.on).toBe(true);
    const fresh = planned(node, file(new Date(Date.parse(changedAt) + 60_000).toISOString()));
    expect(fresh.update[0]?.fields[0]).toMatchObject({ on: true });
    expect(fresh.update[0]?.fields[0]?.clash).toBeUndefined();
  });

  test('IMPORT-39 a value set between check and import stands, and is listed', async () => {
    const node = await shop(910);
    await bring(node, goods);
    const plan = input(planned(node, goods.replace('盒,6.5', '盒,6.8')));
    await done(setProductField(node.desk, { id: idOf(node, '牛奶'), field: 'retailPrice', value: 90_000 }));
    expect(await done(importProducts(node.desk, plan, quietly))).toMatchObject({
      updated: 0,
      overtaken: [{ name: '牛奶', field: 'retailPrice' }],
    });
    expect(named(node, '牛奶')?.values.retailPrice).toBe(90_000);
  });

  test('IMPORT-40 an export is noted in the trail of whoever took it', async () => {
    const node = await shop(911);
    const note = {
      what: 'products',
      format: 'csv',
      filter: '在售',
      rows: 2,
      columns: ['货号', '名称'],
      hash: 'A'.repeat(43),
    } as const;
    await done(noteExport(node.desk, note));
    expect(node.commit(node.core.size - 1).parts.join()).toContain('"exportNote"');
  });
});
