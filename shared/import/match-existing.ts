/**
 * Which product of the shop a candidate is. A code decides (item number first, then bar code); a name never decides, it
 * only asks: with neither code nor bar code the same name is a *likely* repeat.
 */
import type { Candidate } from './candidate.ts';
import { sameText } from './compare-product.ts';
import type { ExistingCatalogue, ExistingProduct } from './existing-catalogue.ts';
import { allBarcodes } from './file-duplicates.ts';
import type { ReasonCode } from './import-problem.ts';

export type Match =
  | { readonly kind: 'new' }
  | { readonly kind: 'same'; readonly product: ExistingProduct }
  | { readonly kind: 'ask'; readonly code: ReasonCode; readonly product: ExistingProduct };

export function matchExisting(candidate: Candidate, existing: ExistingCatalogue): Match {
  const { itemNo, name } = candidate.values;
  const named = candidate.id === undefined ? null : existing.byId(candidate.id);
  if (named !== null) return matchNamed(candidate, named, existing);
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

/** An export of ours names the record: only what the file newly claims for it can be somebody else's. */
function matchNamed(candidate: Candidate, product: ExistingProduct, existing: ExistingCatalogue): Match {
  const isOwn = (code: string): boolean => existing.byBarcode(code).includes(product);
  const strange = allBarcodes(candidate)
    .filter((code) => !isOwn(code))
    .flatMap((code) => existing.byBarcode(code));
  if (strange[0] !== undefined) return { kind: 'ask', code: 'barcode-taken', product: strange[0] };
  const { itemNo } = candidate.values;
  if (itemNo !== undefined && !sameText('itemNo', product.values.itemNo, itemNo)) {
    const holder = existing.byItemNoAnyCase(itemNo).find((other) => other !== product);
    if (holder !== undefined) return { kind: 'ask', code: 'item-number-taken', product: holder };
  }
  return { kind: 'same', product };
}
