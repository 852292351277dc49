/**
 * What one promotion would take off the pieces that are still free: a question without effect, asked again whenever
 * another promotion has taken some of them. Lines come the dearest first, so "the cheapest free" and "every second half
 * price" are positions in that order: of every group the last ones pay less, and pieces of no full group stay free for
 * other promotions. Halves are rounded once a line, half away from zero.
 */
import { spreadByLargestRemainder } from '../foundation/integer-arithmetic.ts';
import type { Fen } from '../foundation/money.ts';
import type { PromotionRule } from '../schema/promotion.ts';
import { amountOf, offAt, type WorkLine } from './work-line.ts';

export interface Use {
  readonly line: WorkLine;
  /** Pieces that take part, whether they pay less or not. */
  readonly pieces: number;
  readonly fen: Fen;
}

export interface Application {
  readonly saving: Fen;
  readonly uses: readonly Use[];
  /** Gifts earned beyond those on the ticket. */
  readonly missing: number;
}

const NOTHING: Application = { saving: 0, uses: [], missing: 0 };

export function applicationOf(
  rule: PromotionRule,
  lines: readonly WorkLine[],
  gifts: readonly WorkLine[],
): Application {
  switch (rule.kind) {
    case 'percentOff':
      return whole(lines, rule.payBp);
    case 'nthUnit':
      return groups(lines, rule.every - 1, 1, rule.payBp, Number.MAX_SAFE_INTEGER);
    case 'buyGet':
      if (rule.gift !== undefined) return gift(rule, lines, gifts);
      return groups(lines, rule.buy, rule.free, 0, rule.most ?? Number.MAX_SAFE_INTEGER);
    case 'piecesOff':
      return fromPieces(rule.steps, lines);
    case 'bundle':
      return bundle(rule, lines);
    default:
      return NOTHING;
  }
}

const counted = (lines: readonly WorkLine[]): number =>
  lines.reduce((sum, line) => sum + (line.pieces === 0 ? 0 : line.free), 0);

function added(uses: readonly Use[], missing = 0): Application {
  return { saving: uses.reduce((sum, use) => sum + use.fen, 0), uses, missing };
}

/** Everything still free pays `payBp`; lines without pieces as a whole. */
function whole(lines: readonly WorkLine[], payBp: number, piecesOnly = false): Application {
  const uses: Use[] = [];
  for (const line of lines) {
    if (line.free === 0 || (piecesOnly && line.pieces === 0)) continue;
    uses.push({ line, pieces: line.free, fen: offAt(line, line.free, payBp) });
  }
  return added(uses);
}

function fromPieces(
  steps: readonly { readonly pieces: number; readonly payBp: number }[],
  lines: readonly WorkLine[],
): Application {
  const total = counted(lines);
  let reached: { readonly pieces: number; readonly payBp: number } | null = null;
  for (const step of steps) {
    if (step.pieces <= total && (reached === null || step.pieces > reached.pieces)) reached = step;
  }
  return reached === null ? NOTHING : whole(lines, reached.payBp, true);
}

/** Of every `full + less` pieces the last `less` pay `payBp`. */
function groups(lines: readonly WorkLine[], full: number, less: number, payBp: number, most: number): Application {
  const size = full + less;
  const used = Math.min(Math.floor(counted(lines) / size), most) * size;
  const lessUpTo = (position: number): number =>
    Math.floor(position / size) * less + Math.max(0, (position % size) - full);
  const uses: Use[] = [];
  let position = 0;
  for (const line of lines) {
    if (position === used) break;
    if (line.pieces === 0 || line.free === 0) continue;
    const pieces = Math.min(line.free, used - position);
    const cheaper = lessUpTo(position + pieces) - lessUpTo(position);
    uses.push({ line, pieces, fen: cheaper === 0 ? 0 : offAt(line, cheaper, payBp) });
    position += pieces;
  }
  return added(uses);
}

type BuyGet = Extract<PromotionRule, { readonly kind: 'buyGet' }>;

/** Gifts that the free pieces earn. */
export function giftsWanted(rule: PromotionRule, lines: readonly WorkLine[]): number {
  if (rule.kind !== 'buyGet' || rule.gift === undefined) return 0;
  return Math.min(Math.floor(counted(lines) / rule.buy), rule.most ?? Number.MAX_SAFE_INTEGER) * rule.free;
}

function gift(rule: BuyGet, lines: readonly WorkLine[], gifts: readonly WorkLine[]): Application {
  const wanted = giftsWanted(rule, lines);
  const given = Math.min(wanted, counted(gifts));
  if (given === 0) return { ...NOTHING, missing: wanted };
  const uses: Use[] = [];
  let bought = Math.ceil(given / rule.free) * rule.buy;
  for (const line of lines) {
    if (bought === 0) break;
    if (line.pieces === 0 || line.free === 0) continue;
    const pieces = Math.min(line.free, bought);
    uses.push({ line, pieces, fen: 0 });
    bought -= pieces;
  }
  let left = given;
  for (const line of gifts) {
    if (left === 0) break;
    if (line.pieces === 0 || line.free === 0) continue;
    const pieces = Math.min(line.free, left);
    uses.push({ line, pieces, fen: offAt(line, pieces, 0) });
    left -= pieces;
  }
  return added(uses, wanted - given);
}

type Bundle = Extract<PromotionRule, { readonly kind: 'bundle' }>;

interface Taken {
  readonly pieces: ReadonlyMap<WorkLine, number>;
  readonly amount: Fen;
}

/**
 * As many bundles as still save: each further one is made of cheaper pieces, so what it saves falls, and the last one
 * worth having is found by halving.
 */
function bundle(rule: Bundle, lines: readonly WorkLine[]): Application {
  const parts = rule.parts.map(({ products, pieces }) => {
    const named = new Set(products);
    return { pieces, lines: lines.filter((line) => line.pieces > 0 && named.has(line.goods.product)) };
  });
  const possible = parts.map((part) => Math.floor(counted(part.lines) / part.pieces));
  const savingOf = (times: number): number => {
    const taken = takeBundles(parts, times);
    return taken === null ? Number.NEGATIVE_INFINITY : taken.amount - rule.price * times;
  };
  let sure = 0;
  let beyond = Math.min(...possible, rule.most ?? Number.MAX_SAFE_INTEGER) + 1;
  while (beyond - sure > 1) {
    const times = Math.floor((sure + beyond) / 2);
    const saving = savingOf(times);
    if (saving !== Number.NEGATIVE_INFINITY && saving > savingOf(times - 1)) sure = times;
    else beyond = times;
  }
  const taken = sure === 0 ? null : takeBundles(parts, sure);
  if (taken === null) return NOTHING;
  // Ties of the spread go to the earlier line, however dear it is.
  const used = [...taken.pieces].sort(([a], [b]) => a.index - b.index);
  const worth = used.map(([line, pieces]) => Math.min(line.left, amountOf(line, pieces)));
  const total = worth.reduce((sum, one) => sum + one, 0);
  const saving = Math.max(0, total - rule.price * sure);
  const shares = spreadByLargestRemainder(saving, worth);
  return added(used.map(([line, pieces], i) => ({ line, pieces, fen: shares[i] ?? 0 })));
}

/** The dearest pieces first; `null` when there are not enough, since two parts may want the same goods. */
function takeBundles(
  parts: readonly { readonly pieces: number; readonly lines: readonly WorkLine[] }[],
  times: number,
): Taken | null {
  const taken = new Map<WorkLine, number>();
  for (const part of parts) {
    let wanted = part.pieces * times;
    for (const line of part.lines) {
      if (wanted === 0) break;
      const already = taken.get(line) ?? 0;
      const pieces = Math.min(line.free - already, wanted);
      if (pieces <= 0) continue;
      taken.set(line, already + pieces);
      wanted -= pieces;
    }
    if (wanted > 0) return null;
  }
  let amount = 0;
  for (const [line, pieces] of taken) amount += amountOf(line, pieces);
  return { pieces: taken, amount };
}
