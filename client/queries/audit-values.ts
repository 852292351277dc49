/** Values of the log as people read them: names for ids, kinds of figures by field; and names of records of any type. */
import { goodOf, titleOfGood } from '../../shared/catalogue/good.ts';
import type { Json } from '../../shared/commit/json-text.ts';
import type { AuditValue } from '../worker/audit-protocol.ts';
import type { ShopDesk } from '../worker/shop-desk.ts';

const PRICES: ReadonlySet<string> = new Set([
  'retailPrice',
  'memberPrice',
  'wholesalePrice',
  'floorPrice',
  'purchasePrice',
  'price',
]);
const QUANTITIES: ReadonlySet<string> = new Set(['minStock', 'maxStock', 'quantity']);

export function auditValue(desk: ShopDesk, field: string, value: Json | undefined): AuditValue | null {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'number' && PRICES.has(field)) return { kind: 'price', value };
  if (typeof value === 'number' && QUANTITIES.has(field)) return { kind: 'quantity', value };
  return { kind: 'text', value: textOf(desk, value) };
}

function textOf(desk: ShopDesk, value: Json): string {
  if (typeof value === 'string') return nameOf(desk, value) ?? value;
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return value.map((one: Json) => textOf(desk, one)).join('、');
  return Object.entries(value)
    .map(([key, one]) => `${key} ${textOf(desk, one)}`)
    .join('、');
}

/** What a record is called; `null` when nobody here knows it by name. */
export function nameOf(desk: ShopDesk, id: string): string | null {
  const { catalogue, people, parties, places, tickets, returns, receipts, stock } = desk.folds;
  const good = goodOf(catalogue, id);
  if (good !== null) return titleOfGood(good);
  for (const records of [catalogue.products, catalogue.categories]) {
    const name = records.value(id, 'name');
    if (typeof name === 'string' && name !== '') return name;
  }
  const person = people.text('person', id, 'name');
  if (person !== '') return person;
  for (const type of ['supplier', 'customer'] as const) {
    const name = parties.text(type, id, 'name');
    if (name !== '') return name;
  }
  for (const type of ['branch', 'warehouse', 'register', 'promotion'] as const) {
    const name = places.text(type, id, 'name');
    if (name !== '') return name;
  }
  const paper = tickets.get(id)[0] ?? returns.get(id)[0] ?? receipts.get(id)[0] ?? stock.notes.get(id)[0];
  return paper?.value.number ?? null;
}

/** Ids of records whose names hold the text: goods as the catalogue finds them, people, parties, places. */
export function recordsNamed(desk: ShopDesk, text: string): readonly string[] {
  const { catalogue, people, parties, places } = desk.folds;
  const wanted = text.toLowerCase();
  const found: string[] = [];
  const look = (ids: readonly string[], name: (id: string) => string): void => {
    for (const id of ids) if (name(id).toLowerCase().includes(wanted)) found.push(id);
  };
  look(people.ids('person'), (id) => people.text('person', id, 'name'));
  for (const type of ['supplier', 'customer'] as const) look(parties.ids(type), (id) => parties.text(type, id, 'name'));
  for (const type of ['branch', 'warehouse', 'register'] as const)
    look(places.ids(type), (id) => places.text(type, id, 'name'));
  for (const row of catalogue.search.find(text, catalogue.products.rowCount)) {
    const id = catalogue.products.idOf(row);
    found.push(id, ...catalogue.variantsOf(id).filter((variant) => variant !== id));
  }
  return [...new Set(found)];
}
