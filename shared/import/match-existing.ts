/**
 * Which product of the shop a candidate is. A code decides (item number first, then bar code); a name never decides, it
 * only asks: with neither code nor bar code the same name is a *likely* repeat.
 */
import type { Candidate } from './candidate.ts';
import type { ExistingCatalogue, ExistingProduct } from './existing-catalogue.ts';
import { allBarcodes } from './file-duplicates.ts';
import type { ReasonCode } from './import-problem.ts';

export type Match =
  | { readonly kind: 'new' }
  | { readonly kind: 'same'; readonly product: ExistingProduct }
  | { readonly kind: 'ask'; readonly code: ReasonCode; readonly product: ExistingProduct };

export function matchExisting(candidate: Candidate, existing: ExistingCatalogue): Match {
  const { itemNo, name } = candidate.values;
  const codes = allBarcodes(candidate);
  const holders = new Set(codes.flatMap((code) => existing.byBarcode(code)));
  if (itemNo !== undefined) {
    const [exact, another] = existing.byItemNo(itemNo);
    if (exact !== undefined) {
      if (another !== undefined) return { kind: 'ask', code: 'item-number-shared', product: another };
      const stranger = [...holders].find((product) => product !== exact);
      return stranger === undefined
        ? { kind: 'same', product: exact }
        : { kind: 'ask', code: 'barcode-taken', product: stranger };
    }
    const [folded] = existing.byItemNoAnyCase(itemNo);
    if (folded !== undefined) return { kind: 'ask', code: 'item-number-case', product: folded };
  }
  const [holder, second] = holders;
  if (holder !== undefined) {
    if (second !== undefined) return { kind: 'ask', code: 'barcode-shared', product: second };
    const agree = itemNo === undefined || holder.values.itemNo === undefined;
    return agree ? { kind: 'same', product: holder } : { kind: 'ask', code: 'barcode-taken', product: holder };
  }
  if (itemNo === undefined && codes.length === 0 && name !== undefined) {
    const [namesake] = existing.byName(name);
    if (namesake !== undefined) return { kind: 'ask', code: 'likely-repeat', product: namesake };
  }
  return { kind: 'new' };
}
