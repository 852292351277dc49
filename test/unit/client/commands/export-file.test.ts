/** Files that leave the shop, from a whole client: what is in them, what is not, and that it is noted. */
import { describe, expect, test } from 'vitest';
import { exportFile } from '../../../../client/commands/export-file.ts';
import { importProducts } from '../../../../client/commands/import-products.ts';
import { packSheet } from '../../../../client/commands/pack-sheet.ts';
import { inputOf } from '../../../../client/controllers/import-input.ts';
import { existingProducts } from '../../../../client/queries/existing-products.ts';
import type { ExportedFile, ExportInput } from '../../../../client/worker/export-protocol.ts';
import { slices } from '../../../../client/worker/slices.ts';
import type { Result } from '../../../../shared/foundation/result.ts';
import { indexCatalogue } from '../../../../shared/import/existing-catalogue.ts';
import { guessMapping } from '../../../../shared/import/guess-mapping.ts';
import { cutIntoBatches } from '../../../../shared/import/import-batches.ts';
import { planImport } from '../../../../shared/import/plan-import.ts';
import type { Table } from '../../../../shared/import/table.ts';
import { manualWall } from '../../../kit/client-device.ts';
import { ClientNode, newKeys, TestWitness, testClientDevice } from '../../../kit/client-node.ts';
import { openBytes, tableOf } from '../../../kit/import-harness.ts';

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
const planOf = (node: ClientNode, table: Table) =>
  planImport(table, guessMapping(table), indexCatalogue(existingProducts(node.desk)));
const carry = (node: ClientNode, table: Table) =>
  done(importProducts(node.desk, inputOf(cutIntoBatches(planOf(node, table)), '商品.csv'), quietly));
async function tableIn({ file }: ExportedFile): Promise<Table> {
  const read = await openBytes(file);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

const goods =
  '货号,品名,单位,零售价,进价,条码,颜色,尺码,大单位,大单位换算,大单位条码,期初数量\n' +
  'A1,牛奶,盒,6.5,4.1234,6901234567892,,,箱,12,16901234567899,24\n' +
  'S1,衬衫,件,79,30,6900000000014,白,M,,,,3\nS1,衬衫,件,89,30,6900000000021,白,L,,,,2\n,=散糖,公斤,9,,,,,,,,\n';
const all = { search: '', category: null, filter: 'all', sort: { by: 'itemNo', descending: false } } as const;
const products = (format: 'csv' | 'xlsx'): ExportInput => ({
  what: 'products',
  format,
  locale: 'zh-CN',
  filter: '全部',
  list: { ids: null, params: all },
});

describe('an export', () => {
  test.each(['csv', 'xlsx'] as const)(
    'EXPORT-1 the shop’s own %s comes back without a change, and is noted',
    async (format) => {
      const node = await shop(921);
      await carry(node, tableOf(goods));
      const made = await done(exportFile(node.desk, products(format), quietly));
      expect([made.rows, made.name.endsWith(format)]).toEqual([5, true]);
      const note = node.commit(node.core.size - 1).parts.join();
      expect(note).toContain('"exportNote"');
      expect(note).toContain('"rows":5');
      const plan = planOf(node, await tableIn(made));
      expect([plan.create, plan.update, plan.ask, plan.counts.refused]).toEqual([[], [], [], 0]);
      expect(plan.counts.good + plan.counts.repaired).toBe(5);
    },
  );

  test('IMPORT-41 what is edited in an export finds its goods by the record, whatever became of the codes', async () => {
    const node = await shop(922);
    await carry(node, tableOf(goods));
    const made = await done(exportFile(node.desk, products('csv'), quietly));
    const text = new TextDecoder().decode(made.file);
    const edited = text
      .replace('\r\nA1,牛奶', '\r\nA9,鲜牛奶')
      .replace("'=散糖", '红糖')
      .replace(/(S1,衬衫,颜色,白,尺码,L,.*?,)89\.00/, '$199.00');
    expect(await carry(node, tableOf(edited))).toMatchObject({ created: 0, updated: 3 });
    const after = existingProducts(node.desk);
    expect(after.map(({ values }) => [values.itemNo, values.name]).sort()).toEqual(
      [
        [undefined, '红糖'],
        ['A9', '鲜牛奶'],
        ['S1', '衬衫'],
      ].sort(),
    );
    const shirt = after.find(({ values }) => values.itemNo === 'S1');
    expect(shirt?.values.retailPrice).toBe(790_000);
    expect(new Set(shirt?.variants.map(({ prices }) => prices.retailPrice))).toEqual(new Set([undefined, 990_000]));
  });

  test('IMPORT-41 an export of one shop makes the same goods in another', async () => {
    const node = await shop(923);
    await carry(node, tableOf(goods));
    const made = await done(exportFile(node.desk, products('xlsx'), quietly));
    const other = await shop(924);
    expect(await carry(other, await tableIn(made))).toMatchObject({ created: 3 });
    const bare = (one: ClientNode) =>
      existingProducts(one.desk)
        .map(({ values, barcodes, units, variants }) => ({
          values,
          barcodes,
          units,
          variants: variants
            .map(({ id: _, ...variant }) => variant)
            .sort((a, b) => JSON.stringify(a.attributes).localeCompare(JSON.stringify(b.attributes))),
        }))
        .sort((a, b) => String(a.values.name).localeCompare(String(b.values.name)));
    expect(bare(other).map(({ values }) => values.name)).toEqual(bare(node).map(({ values }) => values.name));
    expect(bare(other).map(({ units, variants }) => ({ units, variants }))).toEqual(
      bare(node).map(({ units, variants }) => ({ units, variants })),
    );
  });

  test('EXPORT-5 without the right there is no file; without that to costs there is no cost column in it', async () => {
    const node = await shop(925);
    await carry(node, tableOf(goods));
    node.desk.may = (use) => !use.startsWith('costs.export');
    const made = await done(exportFile(node.desk, products('csv'), quietly));
    const text = new TextDecoder().decode(made.file);
    expect(text).not.toContain('进货价');
    expect(text).not.toContain('4.1234');
    node.desk.may = (use) => !use.includes('.export');
    const size = node.core.size;
    expect(await exportFile(node.desk, products('csv'), quietly)).toMatchObject({
      ok: false,
      error: { code: 'not-allowed', values: { use: 'catalogue.export@*' } },
    });
    expect(node.core.size).toBe(size);
  });

  test('EXPORT-3 EXPORT-6 stock goes out with its figures; what cannot be noted is not handed over', async () => {
    const node = await shop(926);
    await carry(node, tableOf(goods));
    const wish: ExportInput = {
      what: 'stock',
      format: 'csv',
      locale: 'zh-CN',
      filter: '',
      list: { warehouse: null, search: '', filter: 'all' },
    };
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(
      (await done(exportFile(node.desk, wish, quietly))).file,
    );
    expect(text.startsWith('\u{FEFF}货号,品名,规格,单位,仓库,现存')).toBe(true);
    expect(text).toMatch(/A1,牛奶,,盒,[^,]+,24,0,24,0,/);
    node.desk.write = async () => ({ ok: false, error: { code: 'storage-full' } });
    expect(await exportFile(node.desk, wish, quietly)).toMatchObject({ ok: false, error: { code: 'storage-full' } });
  });

  test('EXPORT-7 fifty thousand rows are made in slices; stopping ends it', async () => {
    const rows = function* () {
      for (let i = 0; i < 50_000; i++) yield [`K${i}`, `商品 ${i}`, '盒', String(i), '6901234567892'];
    };
    const columns = ['货号', '品名', '单位', '现存', '条码'].map(
      (heading) => ({ heading, kind: 'text', width: 9 }) as const,
    );
    let longest = 0;
    let last = performance.now();
    const pause = slices();
    const watched = (): Promise<void> | null => {
      const waiting = pause();
      if (waiting !== null) longest = Math.max(longest, performance.now() - last);
      return waiting === null
        ? null
        : waiting.then(() => {
            last = performance.now();
          });
    };
    const packed = await packSheet({ name: '库存', columns, rows: rows() }, 'xlsx', watched);
    expect(packed?.rows).toBe(50_000);
    expect(packed?.file.length).toBeGreaterThan(100_000);
    // 8 ms a slice; a machine that is shared may lose the processor for a while in between.
    expect(longest).toBeLessThan(200);
    expect(await packSheet({ name: '库存', columns, rows: rows() }, 'xlsx', pause, () => true)).toBe(null);
    expect(await packSheet({ name: '库存', columns, rows: rows() }, 'csv', pause, () => true)).toBe(null);
  });
});
