/**
 * Branches, warehouses, bins and tills: add, change, close, open again. Closing carries over what is still there; nothing
 * is closed while something in it is open, since then goods or money would have no place to be settled in.
 */
import type { Json } from '../../shared/commit/json-text.ts';
import type { Entry } from '../../shared/commit/part.ts';
import { documentName } from '../../shared/document/document-kinds.ts';
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import { type DraftedPart, draftCommand } from '../../shared/schema/command-draft.ts';
import { newRecord, removeRecord, restoreRecord, setField } from '../../shared/schema/record-command.ts';
import { MOST_TRANSFER_LINES, type TransferEnd } from '../../shared/schema/transfer.ts';
import { relocationParts } from '../../shared/transfers/relocate.ts';
import type { ShownError } from '../worker/engine-protocol.ts';
import type { PlaceCommands, PlaceType } from '../worker/place-views.ts';
import { type CommandShop, type EditableRecords, permitted } from './command-shop.ts';
import { nextNumber } from './register-numbers.ts';

export interface PlaceShop extends CommandShop {
  placeId(): string;
  readonly premises: {
    /** Open ones. */
    ids(type: PlaceType): readonly string[];
    text(type: PlaceType, id: string, field: string): string;
    /** What is not zero in a place. */
    stockOf(at: TransferEnd): readonly { readonly variant: string; readonly quantity: number }[];
    /** Transfers from or to it that are not through. */
    openTransfers(warehouse: string): number;
    /** Units that tills hold as quota there. */
    quotaAt(at: TransferEnd): number;
    /** Units that a till holds, wherever. */
    quotaOf(register: string): number;
    shiftOpen(register: string): boolean;
    ready(): Promise<void>;
  };
}

type Answer<Name extends keyof PlaceCommands> = Promise<Result<PlaceCommands[Name]['output'], ShownError>>;

const SETTINGS = documentName({ kind: 'settings' });

const FIELDS: Readonly<Record<PlaceType, readonly string[]>> = {
  branch: ['name', 'code', 'phone', 'address', 'printers'],
  warehouse: ['name', 'code', 'branch', 'address'],
  bin: ['name', 'warehouse'],
  register: ['name', 'code', 'branch', 'warehouse', 'device'],
};

/** Errors: `name-missing`, `place-name` (taken beside it), `not-allowed` and the writer's. Unchanged: nothing is written. */
export async function savePlace(
  shop: PlaceShop,
  { type, id, fields }: PlaceCommands['savePlace']['input'],
): Answer<'savePlace'> {
  const wanted = Object.entries(fields)
    .filter(([field]) => FIELDS[type].includes(field))
    .map(([field, value]) => [field, typeof value === 'string' ? value.trim() : [...value]] as const);
  const name = wanted.find(([field]) => field === 'name')?.[1];
  if ((id === null || name !== undefined) && (name ?? '') === '') return err({ code: 'name-missing' });
  const records = await shop.records();
  await shop.premises.ready();
  if (typeof name === 'string' && isNameTaken(shop, type, id, name, fields)) return err({ code: 'place-name' });
  if (id === null) return addPlace(shop, type, Object.fromEntries(wanted));
  const changed = () =>
    wanted.filter(([field, value]) => JSON.stringify(records.value(type, id, field) ?? '') !== JSON.stringify(value));
  if (changed().length === 0) return ok({ id });
  const written = await shop.write(async () => {
    const entries = changed().map(([field, value]) =>
      setField(type, id, field, value === '' ? null : (value as Json), records.overOfField(type, id, field)),
    );
    const draft = draftCommand('setPlace', [{ document: SETTINGS, entries }]);
    return permitted(shop, { ...draft, title: shop.premises.text(type, id, 'name') });
  });
  return written.ok ? ok({ id }) : written;
}

async function addPlace(
  shop: PlaceShop,
  type: PlaceType,
  fields: Readonly<Record<string, string | readonly string[]>>,
): Answer<'savePlace'> {
  const id = shop.placeId();
  const warehouse = shop.placeId();
  const written = await shop.write(async () => {
    const code = fields.code === undefined || fields.code === '' ? nextCode(shop, type) : fields.code;
    const entries: Entry[] = [
      newRecord(type, id, { ...fields, ...(type === 'bin' ? {} : { code }) } as Record<string, Json>),
    ];
    // A branch without a warehouse could neither sell nor receive.
    if (type === 'branch') {
      const house = { name: fields.name ?? '', code: nextCode(shop, 'warehouse'), branch: id };
      entries.push(newRecord('warehouse', warehouse, house as Record<string, Json>));
    }
    const draft = draftCommand('addPlace', [{ document: SETTINGS, entries }]);
    return permitted(shop, { ...draft, title: String(fields.name ?? '') });
  });
  return written.ok ? ok({ id }) : written;
}

/** Two of one name are confused; a bin's name counts in its warehouse, a warehouse's and a till's in their branch. */
function isNameTaken(
  shop: PlaceShop,
  type: PlaceType,
  id: string | null,
  name: string,
  fields: PlaceCommands['savePlace']['input']['fields'],
): boolean {
  const { premises } = shop;
  const field = type === 'bin' ? 'warehouse' : type === 'branch' ? null : 'branch';
  const holder = field === null ? '' : String(fields[field] ?? (id === null ? '' : premises.text(type, id, field)));
  return premises
    .ids(type)
    .some(
      (other) =>
        other !== id &&
        premises.text(type, other, 'name') === name &&
        (field === null || premises.text(type, other, field) === holder),
    );
}

/** The next free two digits; numbers of papers carry the branch's and the register's. */
function nextCode(shop: PlaceShop, type: PlaceType): string {
  const used = shop.premises.ids(type).map((id) => shop.premises.text(type, id, 'code'));
  for (let n = used.length + 1; ; n++) {
    const code = String(n).padStart(2, '0');
    if (!used.includes(code)) return code;
  }
}

/**
 * Errors: `place-last`, `place-transfers` {count}, `place-shift`, `place-quota`, `place-negative` {count}, `place-stock`
 * {count} while no place for the stock is named, `place-unknown`, `not-allowed` and the writer's.
 */
export async function closePlace(
  shop: PlaceShop,
  { type, id, stockTo }: PlaceCommands['closePlace']['input'],
): Answer<'closePlace'> {
  const records = await shop.records();
  await shop.premises.ready();
  const refused = whyNot(shop, type, id, stockTo);
  if (refused !== null) return err(refused);
  const target = stockTo === null ? null : endOf(shop, stockTo);
  // As many as there are now: one without effect here must not be written again and again.
  for (let left = relocationsOf(shop, housesOf(shop, type, id)).length; left > 1; left--) {
    const [first, ...more] = relocationsOf(shop, housesOf(shop, type, id));
    if (first === undefined || more.length === 0) break;
    const moved = await relocate(shop, first, target, []);
    if (!moved.ok) return moved;
  }
  const [last] = relocationsOf(shop, housesOf(shop, type, id));
  const closing = (): DraftedPart => ({ document: SETTINGS, entries: removals(shop, records, type, id) });
  if (last !== undefined) {
    const moved = await relocate(shop, last, target, [closing]);
    return moved.ok ? ok(null) : moved;
  }
  const written = await shop.write(async () => {
    const title = shop.premises.text(type, id, 'name');
    return permitted(shop, { ...draftCommand('closePlace', [closing()]), title });
  });
  return written.ok ? ok(null) : written;
}

/** Errors: `not-allowed` and the writer's. */
export async function reopenPlace(
  shop: PlaceShop,
  { type, id }: PlaceCommands['reopenPlace']['input'],
): Answer<'reopenPlace'> {
  const records = await shop.records();
  const written = await shop.write(async () => {
    const entries = [restoreRecord(type, id, records.overOfRecord(type, id))];
    const draft = draftCommand('reopenPlace', [{ document: SETTINGS, entries }]);
    return permitted(shop, { ...draft, title: shop.premises.text(type, id, 'name') });
  });
  return written.ok ? ok(null) : written;
}

/** Errors: `not-allowed` and the writer's. */
export async function setPlaceRules(
  shop: PlaceShop,
  rules: PlaceCommands['setPlaceRules']['input'],
): Answer<'setPlaceRules'> {
  const records = await shop.records();
  const changed = () =>
    Object.entries(rules).filter(([field, on]) => (records.value('shop', 'shop', field) === true) !== on);
  if (changed().length === 0) return ok(null);
  const written = await shop.write(async () => {
    const entries = changed().map(([field, on]) =>
      setField('shop', 'shop', field, on, records.overOfField('shop', 'shop', field)),
    );
    return permitted(shop, { ...draftCommand('setShopSettings', [{ document: SETTINGS, entries }]), title: '' });
  });
  return written.ok ? ok(null) : written;
}

function whyNot(shop: PlaceShop, type: PlaceType, id: string, stockTo: string | null): ShownError | null {
  const { premises } = shop;
  if (!premises.ids(type).includes(id)) return { code: 'place-unknown' };
  if (type === 'branch' && premises.ids('branch').length < 2) return { code: 'place-last' };
  if (type === 'warehouse') {
    const branch = premises.text('warehouse', id, 'branch');
    if (premises.ids('warehouse').filter((one) => premises.text('warehouse', one, 'branch') === branch).length < 2)
      return { code: 'place-last' };
  }
  const tills = registersOf(shop, type, id);
  if (tills.some((register) => premises.shiftOpen(register))) return { code: 'place-shift' };
  const houses = housesOf(shop, type, id);
  const transfers = houses.reduce((sum, { warehouse }) => sum + premises.openTransfers(warehouse), 0);
  if (transfers > 0) return { code: 'place-transfers', values: { count: transfers } };
  if (houses.some((at) => premises.quotaAt(at) > 0) || tills.some((till) => premises.quotaOf(till) > 0))
    return { code: 'place-quota' };
  const stock = houses.flatMap((at) => premises.stockOf(at));
  const negative = stock.filter(({ quantity }) => quantity < 0).length;
  if (negative > 0) return { code: 'place-negative', values: { count: negative } };
  if (stock.length === 0) return null;
  if (stockTo === null) return { code: 'place-stock', values: { count: stock.length } };
  const target = endOf(shop, stockTo);
  return target === null || houses.some(({ warehouse }) => warehouse === stockTo) ? { code: 'place-unknown' } : null;
}

function endOf(shop: PlaceShop, warehouse: string): TransferEnd | null {
  const { premises } = shop;
  if (!premises.ids('warehouse').includes(warehouse)) return null;
  return { branch: premises.text('warehouse', warehouse, 'branch'), warehouse };
}

function housesOf(shop: PlaceShop, type: PlaceType, id: string): readonly TransferEnd[] {
  const { premises } = shop;
  if (type === 'warehouse') return [{ branch: premises.text('warehouse', id, 'branch'), warehouse: id }];
  if (type !== 'branch') return [];
  return premises
    .ids('warehouse')
    .filter((warehouse) => premises.text('warehouse', warehouse, 'branch') === id)
    .map((warehouse) => ({ branch: id, warehouse }));
}

function registersOf(shop: PlaceShop, type: PlaceType, id: string): readonly string[] {
  const { premises } = shop;
  if (type === 'register') return [id];
  if (type === 'bin') return [];
  return premises.ids('register').filter((register) => premises.text('register', register, type) === id);
}

interface PlannedRelocation {
  readonly from: TransferEnd;
  readonly lines: readonly { readonly variant: string; readonly quantity: number }[];
}

function relocationsOf(shop: PlaceShop, houses: readonly TransferEnd[]): PlannedRelocation[] {
  return houses.flatMap((from) => {
    const stock = shop.premises.stockOf(from);
    const cuts: PlannedRelocation[] = [];
    for (let at = 0; at < stock.length; at += MOST_TRANSFER_LINES)
      cuts.push({ from, lines: stock.slice(at, at + MOST_TRANSFER_LINES) });
    return cuts;
  });
}

async function relocate(
  shop: PlaceShop,
  { from, lines }: PlannedRelocation,
  to: TransferEnd | null,
  more: readonly (() => DraftedPart)[],
): Promise<Result<null, ShownError>> {
  if (to === null) return err({ code: 'place-unknown' });
  const [id, shipId, receiveId] = [shop.recordId(), shop.recordId(), shop.recordId()];
  const reason = shop.premises.text('warehouse', from.warehouse, 'name');
  const written = await shop.write(async ({ month }) => {
    const next = await nextNumber(shop, 'transfer');
    const ids = { id, number: next.number, shipId, receiveId };
    const parts = relocationParts({ from, to, reason, lines }, ids, month);
    if (!parts.ok) return err({ code: 'bad-quantity' });
    const all = [...parts.value, ...more.map((part) => part())];
    const draft = draftCommand(more.length === 0 ? 'relocateStock' : 'closePlace', all);
    return permitted(shop, { ...draft, title: reason, counters: next.counters });
  });
  return written.ok ? ok(null) : written;
}

/** What lies inside goes with it: a bin in no warehouse, a till in no branch could never be chosen again. */
function removals(shop: PlaceShop, records: EditableRecords, type: PlaceType, id: string): readonly Entry[] {
  const { premises } = shop;
  const gone: (readonly [PlaceType, string])[] = [[type, id]];
  const inside = (inner: PlaceType, field: string, holder: string): void => {
    for (const one of premises.ids(inner)) if (premises.text(inner, one, field) === holder) gone.push([inner, one]);
  };
  if (type === 'branch') {
    inside('register', 'branch', id);
    inside('warehouse', 'branch', id);
  }
  const houses = gone.filter(([one]) => one === 'warehouse');
  for (const [, warehouse] of houses) inside('bin', 'warehouse', warehouse);
  return gone.map(([one, record]) => removeRecord(one, record, records.overOfRecord(one, record)));
}
