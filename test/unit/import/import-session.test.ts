/** The page and its import worker, joined by a message channel instead of a thread. */
import * as sheetJs from '@e965/xlsx';
import { describe, expect, test } from 'vitest';
import { filePlatform } from '../../../client/import/file-platform.ts';
import type { ImportReply, ImportRequest, Numbered } from '../../../client/import/import-messages.ts';
import { ImportService } from '../../../client/import/import-service.ts';
import { type ImportPort, ImportSession, ImportStopped } from '../../../client/import/import-session.ts';
import type { ExistingProduct } from '../../../shared/import/existing-catalogue.ts';
import { workbookReader } from '../../../shared/import/workbook-cells.ts';
import { workbookOf } from '../../kit/import-harness.ts';

function openSession(): { session: ImportSession; loads: () => number; break: () => void } {
  let loaded = 0;
  const service = new ImportService({
    ...filePlatform,
    loadReader: async () => {
      loaded++;
      return workbookReader(sheetJs);
    },
  });
  const listeners: ((event: MessageEvent<Numbered<ImportReply>>) => void)[] = [];
  const onError: (() => void)[] = [];
  const port: ImportPort = {
    postMessage(message: Numbered<ImportRequest>, transfer: Transferable[]) {
      const { id, body } = structuredClone(message, { transfer });
      void service.answer(body).then((reply) => {
        const data = structuredClone({ id, body: reply });
        for (const listener of listeners) listener(new MessageEvent('message', { data }));
      });
    },
    addEventListener(type: 'message' | 'error', listener: (event: never) => void) {
      if (type === 'message') listeners.push(listener as (typeof listeners)[number]);
      else onError.push(listener as () => void);
    },
  };
  const session = new ImportSession(port, () => {});
  const die = (): void => {
    for (const listener of onError) listener();
  };
  return { session, loads: () => loaded, break: die };
}

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const list = '货号,品名,单位,零售价\nA,茶,盒,1\nB,糖,袋,-2\nA,茶,盒,3\nT1,铁观音,罐,138\n';
const tea: ExistingProduct = { id: 'tea', values: { itemNo: 'T1', name: '铁观音' }, barcodes: [], variants: [] };

describe('an import from the page', () => {
  test('IMPORT-28 the page reads, plans, and fetches batches without ever holding the table', async () => {
    const { session, loads } = openSession();
    const bytes = bytesOf(list);
    const read = await session.read(bytes);
    expect(bytes.byteLength).toBe(0);
    if (read.kind !== 'table') throw new Error(read.kind);
    expect(read.table).toMatchObject({
      rowCount: 4,
      headers: ['货号', '品名', '单位', '零售价'],
      mapping: ['itemNo', 'name', 'unit', 'retailPrice'],
    });
    expect(read.table.samples).toHaveLength(3);
    await session.setExisting([tea]);
    const plan = await session.plan(read.table.mapping);
    expect(plan).toMatchObject({
      counts: { rows: 4, good: 2, refused: 1, asks: 1 },
      creates: 1,
      updates: 1,
      batches: 1,
    });
    expect(plan?.causes.get('negative-price')).toBe(1);
    expect([...(plan?.waitingRows.keys() ?? [])]).toEqual([3, 4]);
    const batch = await session.batch(0);
    expect([batch?.create[0]?.name, batch?.update[0]?.product.id]).toEqual(['茶', 'tea']);
    expect(await session.batch(1)).toBe(null);
    expect(await session.faultyRows('zh-CN')).toContain('价格是负数');
    expect(loads()).toBe(0);
  });

  test('IMPORT-7 the spreadsheet library is loaded for a workbook only', async () => {
    const { session, loads } = openSession();
    const read = await session.read(
      new Uint8Array(
        workbookOf([
          ['品名', '零售价'],
          ['茶', 1],
        ]),
      ),
    );
    expect(read).toMatchObject({ kind: 'table', table: { source: { kind: 'xlsx', sheet: '商品' }, rowCount: 1 } });
    expect(loads()).toBe(1);
  });

  test('IMPORT-3 an unreadable file is an answer, and a plan before any table is none', async () => {
    const { session } = openSession();
    expect(await session.plan(['name'])).toBe(null);
    expect(await session.read(bytesOf(''))).toEqual({ kind: 'unreadable', error: { code: 'empty-file', params: {} } });
    expect(await session.plan(['name'])).toBe(null);
  });

  test('IMPORT-24 the catalogue goes over in slices and replaces the one before', async () => {
    const { session } = openSession();
    const many = Array.from(
      { length: 2_500 },
      (_, i): ExistingProduct => ({ ...tea, id: `p${i}`, values: { itemNo: `K${i}`, name: `茶${i}` } }),
    );
    await session.setExisting(many);
    const read = await session.read(bytesOf('货号,品名\nK0,茶0\nK2499,茶2499\nT1,铁观音\n'));
    if (read.kind !== 'table') throw new Error(read.kind);
    expect(await session.plan(read.table.mapping)).toMatchObject({ unchanged: 2, creates: 1 });
    await session.setExisting([tea]);
    expect(await session.plan(read.table.mapping)).toMatchObject({ unchanged: 1, creates: 2 });
  });

  test('IMPORT-32 a worker that dies ends the session, and nobody waits for ever', async () => {
    const { session, break: die } = openSession();
    const reading = session.read(bytesOf(list));
    die();
    await expect(reading).rejects.toBeInstanceOf(ImportStopped);
    await expect(session.plan(['name'])).rejects.toBeInstanceOf(ImportStopped);
  });
});
