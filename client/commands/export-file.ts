/**
 * Products, stock on hand or the till's papers as a file, made in the worker from what this member may see: a column that
 * a grant is missing for is absent, never empty. What leaves the shop is noted in the trail before it is handed over.
 */
import { productSheet } from '../../shared/export/product-sheet.ts';
import type { Sheet } from '../../shared/export/sheet.ts';
import { stockSheet } from '../../shared/export/stock-sheet.ts';
import { type ExportedPaper, ticketSheet } from '../../shared/export/ticket-sheet.ts';
import { toBase64url } from '../../shared/foundation/bytes.ts';
import { dateOf } from '../../shared/foundation/clock.ts';
import { showFen } from '../../shared/foundation/money.ts';
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import { existingProduct } from '../queries/existing-products.ts';
import { paperRows } from '../queries/paper-queries.ts';
import { productIdsView } from '../queries/product-queries.ts';
import { stockView } from '../queries/stock-queries.ts';
import type { CommandContext } from '../worker/engine-host.ts';
import type { ShownError } from '../worker/engine-protocol.ts';
import type { ExportedFile, ExportInput } from '../worker/export-protocol.ts';
import type { ShopDesk } from '../worker/shop-desk.ts';
import { slices } from '../worker/slices.ts';
import { noteExport } from './note-export.ts';
import { packSheet } from './pack-sheet.ts';

const EVERYTHING = Number.POSITIVE_INFINITY;

/** Errors: `not-allowed` {use}, `cancelled`, `too-many` {limit}, and the writer's (nothing was handed over). */
export async function exportFile(
  desk: ShopDesk,
  input: ExportInput,
  context: CommandContext,
): Promise<Result<ExportedFile, ShownError>> {
  const use = useOf(desk, input);
  if (!desk.may(use)) return err({ code: 'not-allowed', values: { use } });
  await desk.open.load();
  const sheet = sheetOf(desk, input);
  const packed = await packSheet(sheet, input.format, slices(), context.cancelled);
  if (packed === null) return err({ code: 'cancelled', values: { done: 0 } });
  const hash = toBase64url(desk.open.device.platform.sha256(packed.file));
  const columns = sheet.columns.map(({ heading }) => heading);
  const { what, format } = input;
  const noted = await noteExport(desk, { what, format, filter: input.filter, rows: packed.rows, columns, hash });
  if (!noted.ok) return noted;
  const day = dateOf(desk.open.device.platform.wall.now() * 1000, desk.open.record.utcOffsetMinutes);
  return ok({ ...packed, name: `${sheet.name}-${day}.${format}` });
}

function useOf(desk: ShopDesk, input: ExportInput): string {
  const { branch } = desk;
  if (input.what === 'products') return 'catalogue.export@*';
  if (input.what === 'tickets') return `sales.export@${branch}`;
  const warehouse = input.list.warehouse ?? desk.warehouse ?? '';
  return `stock.export@${desk.branchOf(warehouse) ?? branch}/${warehouse}`;
}

function sheetOf(desk: ShopDesk, input: ExportInput): Sheet {
  const { locale } = input;
  switch (input.what) {
    case 'products': {
      const costs = desk.may('costs.view@*') && desk.may('costs.export@*');
      const exportedAt = new Date(desk.open.device.platform.wall.now()).toISOString();
      return productSheet(productsOf(desk, input), { locale, costs, exportedAt });
    }
    case 'stock': {
      const { rows } = stockView(desk, { ...input.list, offset: 0, limit: EVERYTHING });
      const place = desk.folds.places.text('warehouse', input.list.warehouse ?? desk.warehouse ?? '', 'name');
      return stockSheet(rows, place, locale);
    }
    case 'tickets':
      return ticketSheet(papersOf(desk, input), locale);
  }
}

function* productsOf(desk: ShopDesk, { list }: Extract<ExportInput, { what: 'products' }>) {
  const { products } = desk.folds.catalogue;
  const ids = list.ids ?? productIdsView(desk, list.params, EVERYTHING);
  for (const id of ids) {
    const row = products.rowOf(id);
    if (row >= 0 && products.isThere(row) && !products.isRemoved(row)) yield existingProduct(desk, row);
  }
}

function* papersOf(
  desk: ShopDesk,
  { list, words }: Extract<ExportInput, { what: 'tickets' }>,
): Generator<ExportedPaper> {
  const { tickets, returns, places, catalogue } = desk.folds;
  const { utcOffsetMinutes } = desk.open.record;
  const itemNoOf = (variant: string): string => {
    const own = catalogue.variants.value(variant, 'itemNo');
    if (typeof own === 'string' && own !== '') return own;
    const itemNo = catalogue.products.value(catalogue.productOf(variant), 'itemNo');
    return typeof itemNo === 'string' ? itemNo : '';
  };
  for (const row of paperRows(desk, list)) {
    const sale = row.kind === 'sale' ? tickets.read(row.id)?.sale : undefined;
    const back = sale === undefined ? returns.read(row.id) : null;
    const sold = sale ?? (back?.exchange === undefined ? undefined : tickets.read(back.exchange)?.sale);
    const tenders = [
      ...(sale?.tenders ?? []),
      ...(back?.tenders ?? []).map((one) => ({ ...one, amount: -one.amount })),
    ];
    yield {
      number: row.number,
      kind: words[row.kind] ?? row.kind,
      time: new Date(row.time / 1000 + utcOffsetMinutes * 60_000).toISOString().slice(0, 19).replace('T', ' '),
      branch: places.text('branch', desk.branch ?? '', 'name'),
      cashier: row.who,
      amount: row.amount,
      tenders: tenders.map(({ kind, amount }) => `${words[kind] ?? kind} ${showFen(amount, false)}`).join('; '),
      effective: row.travel !== 'void',
      lines: [
        ...(sold?.lines ?? []).map((line) => ({ ...line, itemNo: itemNoOf(line.variant) })),
        ...(back?.lines ?? []).map(({ variant, name, unit, quantity, refund }) => ({
          itemNo: itemNoOf(variant),
          name,
          unit,
          quantity: -quantity,
          listPrice: null,
          price: null,
          discount: 0,
          paid: -refund,
        })),
      ],
    };
  }
}
