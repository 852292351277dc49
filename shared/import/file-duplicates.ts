/**
 * The same goods twice in one file. The first row of a kind stands; a later one that says exactly the same is skipped;
 * any other that shares its item number, its bar code, or (having neither) its name waits as a question. Item numbers
 * that differ in case only are such a question too: a scanner and a cashier would not tell them apart.
 */
import { barcodeKey } from './barcode-check.ts';
import type { Candidate } from './candidate.ts';
import { nameKey } from './clean-text.ts';
import { differences } from './compare-product.ts';
import type { Decision } from './decision.ts';
import type { ImportQuestion } from './import-plan.ts';
import type { ReasonCode } from './import-problem.ts';

export interface FileDuplicates {
  readonly accepted: readonly Candidate[];
  readonly skipped: readonly { readonly row: number; readonly of: number | null }[];
  readonly questions: readonly ImportQuestion[];
  /** accepted candidates with which another row of the file disagrees */
  readonly contested: ReadonlySet<Candidate>;
  /** codes taken off a candidate because a person made it a product of its own */
  readonly leftOut: readonly { readonly row: number; readonly code: string }[];
}

interface Hit {
  readonly code: ReasonCode;
  readonly other: Candidate;
}

export function findFileDuplicates(
  candidates: readonly Candidate[],
  decisions: ReadonlyMap<number, Decision>,
): FileDuplicates {
  const index = new CandidateIndex();
  const accepted = new Set<Candidate>();
  const contested = new Set<Candidate>();
  const skipped: { row: number; of: number | null }[] = [];
  const questions: ImportQuestion[] = [];
  const leftOut: { row: number; code: string }[] = [];
  for (const original of candidates) {
    let mine: Candidate | null = original;
    const decision = decisions.get(original.row);
    const find = (candidate: Candidate): Hit | null => hitOfOther(index.find(candidate), candidate);
    for (let hit = find(mine); mine !== null && hit !== null; hit = mine === null ? null : find(mine)) {
      const differing = differences(mine, hit.other);
      if (differing.length === 0 || decision === 'skip') {
        for (const row of mine.rows) skipped.push({ row, of: hit.other.row });
        mine = null;
      } else if (decision === 'take') {
        index.remove(hit.other);
        accepted.delete(hit.other);
        contested.delete(hit.other);
        for (const row of hit.other.rows) skipped.push({ row, of: mine.row });
      } else if (decision === 'separate' && hit.code !== 'name-repeats') {
        mine = withoutCode(mine, hit, leftOut);
      } else if (decision === 'separate') {
        break;
      } else {
        contested.add(hit.other);
        const other = { kind: 'row', candidate: hit.other } as const;
        questions.push({ row: mine.row, rows: mine.rows, code: hit.code, mine, other, differing });
        mine = null;
      }
    }
    if (mine !== null) {
      accepted.add(mine);
      index.add(mine);
    }
  }
  return { accepted: [...accepted].sort((a, b) => a.row - b.row), skipped, questions, contested, leftOut };
}

/** Two records of the shop are two, whatever they share; what they newly share is asked when they are matched. */
const hitOfOther = (hit: Hit | null, mine: Candidate): Hit | null =>
  hit !== null && mine.id !== undefined && hit.other.id !== undefined && hit.other.id !== mine.id ? null : hit;

/** The candidate without the item number or bar code that belongs to `hit.other`. */
function withoutCode(mine: Candidate, hit: Hit, leftOut: { row: number; code: string }[]): Candidate {
  if (hit.code === 'barcode-repeats') {
    const taken = new Set(allBarcodes(hit.other).map(barcodeKey));
    const keep = (code: string): boolean => !taken.has(barcodeKey(code));
    for (const code of allBarcodes(mine)) if (!keep(code)) leftOut.push({ row: mine.row, code });
    return withCodes(mine, keep);
  }
  const { itemNo, ...values } = mine.values;
  leftOut.push({ row: mine.row, code: itemNo ?? '' });
  return { ...mine, values };
}

/** All codes of a candidate, those of its larger units and variants included. */
export const allBarcodes = (candidate: Candidate): string[] => [
  ...candidate.barcodes,
  ...candidate.units.flatMap((unit) => unit.barcodes),
  ...candidate.variants.flatMap((variant) => [...variant.barcodes, ...Object.values(variant.unitBarcodes).flat()]),
];

/** The candidate with only the codes that `keep` lets through. */
export function withCodes(candidate: Candidate, keep: (code: string) => boolean): Candidate {
  const units = candidate.units.map((unit) => ({ ...unit, barcodes: unit.barcodes.filter(keep) }));
  const variants = candidate.variants.map((variant) => ({
    ...variant,
    barcodes: variant.barcodes.filter(keep),
    unitBarcodes: Object.fromEntries(
      Object.entries(variant.unitBarcodes).map(([unit, codes]) => [unit, codes.filter(keep)]),
    ),
  }));
  return { ...candidate, barcodes: candidate.barcodes.filter(keep), units, variants };
}

class CandidateIndex {
  readonly #byItemNo = new Map<string, Candidate>();
  readonly #byFold = new Map<string, Candidate>();
  readonly #byBarcode = new Map<string, Candidate>();
  readonly #byName = new Map<string, Candidate>();

  find(mine: Candidate): Hit | null {
    const { itemNo, name } = mine.values;
    const codes = allBarcodes(mine);
    if (itemNo !== undefined) {
      const exact = this.#byItemNo.get(itemNo);
      if (exact !== undefined) return { code: 'item-number-repeats', other: exact };
      const folded = this.#byFold.get(itemNo.toLowerCase());
      if (folded !== undefined) return { code: 'item-number-case', other: folded };
    }
    for (const code of codes) {
      const other = this.#byBarcode.get(barcodeKey(code));
      if (other !== undefined) return { code: 'barcode-repeats', other };
    }
    if (itemNo === undefined && codes.length === 0 && name !== undefined) {
      const other = this.#byName.get(nameKey(name));
      if (other !== undefined) return { code: 'name-repeats', other };
    }
    return null;
  }

  add(mine: Candidate): void {
    for (const [map, key] of this.#keysOf(mine)) map.set(key, mine);
  }

  remove(mine: Candidate): void {
    for (const [map, key] of this.#keysOf(mine)) if (map.get(key) === mine) map.delete(key);
  }

  #keysOf(mine: Candidate): [Map<string, Candidate>, string][] {
    const { itemNo, name } = mine.values;
    const codes = allBarcodes(mine);
    const keys: [Map<string, Candidate>, string][] = codes.map((code) => [this.#byBarcode, barcodeKey(code)]);
    if (itemNo !== undefined) keys.push([this.#byItemNo, itemNo], [this.#byFold, itemNo.toLowerCase()]);
    else if (codes.length === 0 && name !== undefined) keys.push([this.#byName, nameKey(name)]);
    return keys;
  }
}
