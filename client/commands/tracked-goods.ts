/**
 * What lines of papers must keep to besides their own form: whole numbers of units that are traded whole, a batch where
 * the product has batches, and where the goods of an issue come from.
 */
import { titleOfGood } from '../../shared/catalogue/good.ts';
import { tradesWhole } from '../../shared/catalogue/product-units.ts';
import { ONE } from '../../shared/foundation/quantity.ts';
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import { SIGN_OF } from '../../shared/schema/movement.ts';
import { type IssueProposal, NEAR_EXPIRY_DAYS, proposeIssue } from '../../shared/stock/batch-book.ts';
import type { OtherLine, OtherMovementKind } from '../../shared/stock/stock-commands.ts';
import type { ShownError } from '../worker/engine-protocol.ts';
import type { CommandShop } from './command-shop.ts';

export interface TrackedLine {
  readonly variant: string;
  /** The base unit where none is named. */
  readonly unit?: string;
  readonly quantity: number;
  readonly batch?: string;
}

/** `whole-only` {name, unit}, `batch-required` {name} where `asksBatch`; null where every line keeps to it. */
export function lineFault(shop: CommandShop, lines: readonly TrackedLine[], asksBatch: boolean): ShownError | null {
  for (const { variant, unit, quantity, batch = '' } of lines) {
    const good = shop.goods.good(variant);
    if (good === null) continue;
    const name = titleOfGood(good);
    const counted = unit ?? good.unit;
    if (quantity % ONE !== 0 && tradesWhole(good, counted))
      return { code: 'whole-only', values: { name, unit: counted } };
    if (asksBatch && good.tracking === 'batch' && batch === '') return { code: 'batch-required', values: { name } };
  }
  return null;
}

/**
 * Answers where so many of a good come from, question after question: what one line was given is not there for the next.
 * null where the good has no batches or nothing is known of them.
 */
export function issueOf(
  shop: CommandShop,
  variant: string,
  expiredToo = false,
): ((base: number) => IssueProposal) | null {
  const good = shop.goods.good(variant);
  const known = good?.tracking === 'batch' ? shop.batches?.(variant) : undefined;
  if (good === null || known === undefined) return null;
  let left = known.batches;
  let { unnamed } = known;
  // On the first of all days nothing is expired yet.
  const today = expiredToo ? '0000-01-01' : known.today;
  return (base) => {
    const proposal = proposeIssue(left, base, today, good.nearExpiryDays ?? NEAR_EXPIRY_DAYS, unnamed);
    unnamed = Math.max(0, unnamed - proposal.rest);
    left = left.map((one) => {
      const taken = proposal.shares.find(({ batch }) => batch === one.batch)?.quantity ?? 0;
      return taken === 0 ? one : { ...one, quantity: one.quantity - taken };
    });
    return proposal;
  };
}

/**
 * Lines that go out, batch by batch where nobody said which: goods that are given away or used up from the earliest
 * expiry on, none that is expired (`goods-expired` {name, left}); what is written off from the oldest on, whatever it is.
 * Lines that come in stay as they are.
 */
export function issuedLines(
  shop: CommandShop,
  kind: OtherMovementKind,
  lines: readonly OtherLine[],
): Result<readonly OtherLine[], ShownError> {
  if (SIGN_OF[kind] > 0) return ok(lines);
  const questions = new Map<string, ReturnType<typeof issueOf>>();
  const issued: OtherLine[] = [];
  for (const line of lines) {
    const { variant, quantity, batch = '' } = line;
    const ask = questions.has(variant) ? (questions.get(variant) ?? null) : issueOf(shop, variant, kind === 'writeOff');
    questions.set(variant, ask);
    if (batch !== '' || ask === null) {
      issued.push(line);
      continue;
    }
    const { shares, rest, refused } = ask(quantity);
    if (refused) {
      const good = shop.goods.good(variant);
      const name = good === null ? '' : titleOfGood(good);
      return err({ code: 'goods-expired', values: { name, left: quantity - rest } });
    }
    for (const share of shares) issued.push({ variant, quantity: share.quantity, batch: share.batch });
    if (rest > 0) issued.push({ variant, quantity: rest });
  }
  return ok(issued);
}
