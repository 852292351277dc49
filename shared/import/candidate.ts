/**
 * A candidate is one product as the file has it: usually one row, or all rows that share an item number and differ in
 * attributes (colour, size). Groups are formed before anything is compared, so that three sizes are one product and not
 * three duplicates. Rows of a group inherit what only its first row says: name, option names, product fields.
 */
import { barcodeKey } from './barcode-check.ts';
import type { ValuesInProgress } from './cell-context.ts';
import type { Decision } from './decision.ts';
import type { ImportProblem, ReasonCode } from './import-problem.ts';
import {
  MAX_ATTRIBUTES,
  MAX_VARIANTS,
  type OpeningDraft,
  PRICE_FIELDS,
  type ProductValues,
  type UnitDraft,
  VARIANT_PRICES,
  type VariantAttribute,
  type VariantDraft,
  type VariantPrices,
} from './product-draft.ts';
import type { RowReading } from './read-row.ts';

export interface Candidate {
  /** the shop's record, where an export of ours names it */
  readonly id?: string;
  readonly row: number;
  readonly rows: readonly number[];
  readonly values: ProductValues;
  /** of the product itself; those of variants stand with them */
  readonly barcodes: readonly string[];
  readonly units: readonly UnitDraft[];
  readonly openings: readonly OpeningDraft[];
  readonly variants: readonly VariantDraft[];
}

export interface Grouping {
  readonly candidates: readonly Candidate[];
  /** rows that repeat a variant already in their group, word for word */
  readonly repeated: readonly { readonly row: number; readonly of: number }[];
  /** rows that repeat a variant with other values, or its bar code: two versions of one thing */
  readonly clashing: readonly { readonly mine: Candidate; readonly of: Candidate; readonly code: ReasonCode }[];
  readonly problems: readonly ImportProblem[];
}

/** Turns good readings into candidates, in the order of their first rows. */
export function groupIntoCandidates(
  readings: readonly RowReading[],
  decisions: ReadonlyMap<number, Decision>,
): Grouping {
  const groups = new Map<string, RowReading[]>();
  const order: (RowReading | RowReading[])[] = [];
  for (const reading of readings) {
    const { itemNo } = reading.values;
    const { recordId } = reading;
    if (recordId === undefined && (itemNo === undefined || reading.attributes.length === 0)) {
      order.push(reading);
      continue;
    }
    const key = recordId === undefined ? `no ${itemNo}` : `id ${recordId}`;
    const group = groups.get(key);
    if (group !== undefined) group.push(reading);
    else {
      const fresh = [reading];
      groups.set(key, fresh);
      order.push(fresh);
    }
  }
  const into: GroupingInProgress = {
    decisions,
    stocked: new Map(),
    candidates: [],
    repeated: [],
    clashing: [],
    problems: [],
  };
  for (const entry of order) {
    const [only] = Array.isArray(entry) && entry.length === 1 ? entry : [];
    if (only !== undefined && isHead(only)) addSingle(singleCandidate(only), into);
    else if (Array.isArray(entry)) addGroup(entry, into);
    else if (entry.attributes.length > 0) addGroup([entry], into);
    else addSingle(singleCandidate(entry), into);
  }
  return into;
}

/** In an export of ours: the row of the product itself. */
const isHead = ({ attributes, variantId, recordId }: RowReading): boolean =>
  recordId !== undefined && variantId === undefined && attributes.length === 0;

const idOf = ({ recordId }: RowReading): { readonly id?: string } => (recordId === undefined ? {} : { id: recordId });

function singleCandidate(reading: RowReading): Candidate {
  const { row, values, barcodes, variantNo } = reading;
  // A sheet with item numbers of variants only, and no variants in this row: the number is the product's.
  const own = values.itemNo === undefined && variantNo !== undefined ? { ...values, itemNo: variantNo } : values;
  const { units } = reading;
  return {
    ...idOf(reading),
    row,
    rows: [row],
    values: own,
    barcodes,
    units,
    openings: openingsOf(reading),
    variants: [],
  };
}

const openingsOf = ({ opening }: RowReading): readonly OpeningDraft[] => (opening === null ? [] : [opening]);

/**
 * A row without variants. One that repeats the goods of an earlier row and only adds the stock of another warehouse is a
 * further line of that row, not a duplicate.
 */
function addSingle(candidate: Candidate, into: GroupingInProgress): void {
  const { itemNo } = candidate.values;
  const at = itemNo === undefined ? undefined : into.stocked.get(itemNo);
  const earlier = at === undefined ? undefined : into.candidates[at];
  const joined = earlier === undefined ? null : withOpeningOf(earlier, candidate);
  if (at !== undefined && joined !== null) {
    into.candidates[at] = joined;
    return;
  }
  if (itemNo !== undefined && at === undefined && namesWarehouse(candidate.openings))
    into.stocked.set(itemNo, into.candidates.length);
  into.candidates.push(candidate);
}

const namesWarehouse = (openings: readonly OpeningDraft[]): boolean =>
  openings.length > 0 && openings.every(({ warehouse }) => warehouse !== null);

function withOpeningOf(earlier: Candidate, more: Candidate): Candidate | null {
  if (!addsWarehouse(earlier.openings, more.openings)) return null;
  const same = Object.entries(more.values).every(
    ([field, value]) => Object.entries(earlier.values).find(([name]) => name === field)?.[1] === value,
  );
  const known = new Set(earlier.barcodes.map(barcodeKey));
  if (!same || !more.barcodes.every((code) => known.has(barcodeKey(code)))) return null;
  if (more.units.length > 0 && JSON.stringify(more.units) !== JSON.stringify(earlier.units)) return null;
  return {
    ...earlier,
    rows: [...earlier.rows, ...more.rows],
    openings: [...earlier.openings, ...more.openings],
  };
}

/** Every warehouse of `more` is named, and none of them stands in `openings` already. */
function addsWarehouse(openings: readonly OpeningDraft[], more: readonly OpeningDraft[]): boolean {
  const taken = new Set(openings.map(({ warehouse }) => warehouse));
  return namesWarehouse(openings) && namesWarehouse(more) && more.every(({ warehouse }) => !taken.has(warehouse));
}

interface GroupingInProgress {
  /** item number → place among the candidates, of goods whose opening stock names its warehouse */
  readonly stocked: Map<string, number>;
  readonly decisions: ReadonlyMap<number, Decision>;
  readonly candidates: Candidate[];
  readonly repeated: Grouping['repeated'][number][];
  readonly clashing: Grouping['clashing'][number][];
  readonly problems: ImportProblem[];
}

function addGroup(group: readonly RowReading[], into: GroupingInProgress): void {
  const [first] = group;
  if (first === undefined) return;
  const own = group.find(isHead);
  const head = own ?? first;
  const names = group.find((reading) => !isHead(reading))?.attributes.map((attribute) => attribute.name) ?? [];
  const variants = new Map<string, VariantDraft>();
  const barcodes = new Map<string, string>();
  const clashes: { reading: RowReading; code: ReasonCode }[] = [];
  const refused = new Set<number>();
  const joined: number[] = [];
  for (const reading of group) {
    if (reading === own) continue;
    const attributes = reading.attributes.map((attribute, index) => ({
      name: attribute.name || (names[index] ?? ''),
      value: attribute.value,
    }));
    const fault = reading.variantId === undefined ? faultOf(attributes, variants.size) : null;
    if (fault !== null) {
      refused.add(reading.row);
      into.problems.push(groupProblem(reading.row, attributes, fault));
      continue;
    }
    const variant = variantOf(reading, attributes, head.values);
    const key = reading.variantId ?? attributeKey(attributes);
    const earlier = variants.get(key);
    const shared = SHARED_PRICES.find((field) => differs(reading.values[field], head.values[field]));
    if (shared !== undefined) into.problems.push(groupProblem(reading.row, attributes, 'variant-price-shared'));
    const decision = into.decisions.get(reading.row);
    const sharesCode = reading.barcodes.some((code) => (barcodes.get(barcodeKey(code)) ?? key) !== key);
    const stocked = earlier === undefined ? null : joinOpenings(earlier, variant);
    if (stocked !== null) {
      variants.set(key, stocked);
      joined.push(reading.row);
    } else if (earlier !== undefined && (sameVariant(earlier, variant) || decision === 'skip')) {
      into.repeated.push({ row: reading.row, of: earlier.row });
    } else if (sharesCode) {
      clashes.push({ reading, code: 'barcode-repeats' });
    } else if (earlier === undefined || decision === 'take') {
      if (earlier !== undefined) into.repeated.push({ row: earlier.row, of: reading.row });
      variants.set(key, variant);
      for (const code of reading.barcodes) barcodes.set(barcodeKey(code), key);
    } else clashes.push({ reading, code: 'item-number-repeats' });
  }
  const kept = [...variants.values()];
  const rows = [...(own === undefined ? [] : [own.row]), ...kept.map((variant) => variant.row), ...joined];
  const row = rows[0];
  if (row === undefined) return;
  const taken = group.filter((reading) => !refused.has(reading.row));
  const candidate: Candidate = {
    ...idOf(head),
    row,
    rows: rows.sort((a, b) => a - b),
    values: mergedValues(own === undefined ? taken : [own, ...taken.filter((reading) => reading !== own)]),
    barcodes: own?.barcodes ?? [],
    units: own === undefined ? unitsOfGroup(group) : own.units,
    openings: [],
    variants: kept,
  };
  into.candidates.push(candidate);
  for (const { reading, code } of clashes) {
    const variant = variantOf(reading, reading.attributes, head.values);
    const mine = {
      row: reading.row,
      rows: [reading.row],
      values: reading.values,
      barcodes: [],
      units: reading.units,
      openings: [],
      variants: [variant],
    };
    into.clashing.push({ mine, of: candidate, code });
  }
}

/** Prices that a variant cannot have of its own. */
const SHARED_PRICES = ['wholesalePrice', 'memberPrice'] as const;
const differs = (own: number | undefined, first: number | undefined): boolean => own !== undefined && own !== first;

type GroupFault = 'attribute-missing' | 'too-many-variants';

function groupProblem(
  row: number,
  attributes: readonly VariantAttribute[],
  code: GroupFault | 'variant-price-shared',
): ImportProblem {
  const value = attributes.map((attribute) => attribute.value).join(' / ');
  const severity = code === 'variant-price-shared' ? 'repaired' : 'refused';
  const limit = code === 'too-many-variants' ? MAX_VARIANTS : MAX_ATTRIBUTES;
  return { row, column: null, header: '', value, code, severity, params: { limit } };
}

function faultOf(attributes: readonly VariantAttribute[], size: number): GroupFault | null {
  const names = new Set(attributes.map((attribute) => attribute.name));
  if (names.has('') || names.size !== attributes.length || attributes.length > MAX_ATTRIBUTES)
    return 'attribute-missing';
  return size >= MAX_VARIANTS ? 'too-many-variants' : null;
}

function variantOf(reading: RowReading, attributes: readonly VariantAttribute[], head: ProductValues): VariantDraft {
  const prices: { -readonly [K in keyof VariantPrices]: VariantPrices[K] } = {};
  const given: typeof prices = {};
  for (const field of VARIANT_PRICES) {
    const price = reading.values[field];
    if (price === undefined) continue;
    given[field] = price;
    if (price !== head[field]) prices[field] = price;
  }
  const { variantNo } = reading;
  return {
    row: reading.row,
    attributes,
    ...(variantNo !== undefined && { variantNo }),
    barcodes: reading.barcodes,
    prices,
    given,
    ...(reading.variantId === undefined ? {} : { id: reading.variantId }),
    unitBarcodes: Object.fromEntries(
      reading.units.flatMap(({ name, barcodes }) => (barcodes.length === 0 ? [] : [[name, barcodes]])),
    ),
    openings: openingsOf(reading),
  };
}

/** The same variant in another warehouse. */
function joinOpenings(earlier: VariantDraft, more: VariantDraft): VariantDraft | null {
  const bare = { openings: [], barcodes: [], prices: more.prices, given: more.given, row: earlier.row };
  const adds = addsWarehouse(earlier.openings, more.openings);
  const known = new Set(earlier.barcodes.map(barcodeKey));
  const agrees =
    more.barcodes.every((code) => known.has(barcodeKey(code))) &&
    sameVariant({ ...earlier, ...bare }, { ...more, ...bare }) &&
    VARIANT_PRICES.every((field) => more.prices[field] === undefined || more.prices[field] === earlier.prices[field]);
  return adds && agrees ? { ...earlier, openings: [...earlier.openings, ...more.openings] } : null;
}

/** Units are the product's, their codes the variants'; the first row that gives a unit decides. */
function unitsOfGroup(group: readonly RowReading[]): readonly UnitDraft[] {
  const units = new Map<string, UnitDraft>();
  for (const { units: own } of group)
    for (const unit of own) if (!units.has(unit.name)) units.set(unit.name, { ...unit, barcodes: [] });
  return [...units.values()];
}

/** Product fields: the first row that says something decides. Prices stay those of the first row, others are overrides. */
function mergedValues(group: readonly RowReading[]): ProductValues {
  let merged: ProductValues = {};
  for (const { values } of [...group].reverse()) merged = { ...merged, ...values };
  const head = group[0]?.values ?? {};
  const values: ValuesInProgress = { ...merged };
  for (const field of PRICE_FIELDS) {
    const price = head[field];
    if (price === undefined) delete values[field];
    else values[field] = price;
  }
  return values;
}

/** Which variant it is, whatever the order of its attributes. */
export const attributeKey = (attributes: readonly VariantAttribute[]): string =>
  JSON.stringify(attributes.map(({ name, value }) => [name, value]).sort());

const sameVariant = (a: VariantDraft, b: VariantDraft): boolean =>
  JSON.stringify({ ...a, row: 0, attributes: 0 }) === JSON.stringify({ ...b, row: 0, attributes: 0 });
