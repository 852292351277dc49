/**
 * The review list (待复核): commits that have no effect here, with who, what and why. Void is not lost: whoever ranks above
 * may let it stand, authors see their own.
 */
import { goodOf, titleOfGood } from '../../shared/catalogue/good.ts';
import { deviceOfFeed } from '../../shared/foundation/ids.ts';
import { isPosSale } from '../../shared/schema/pos-sale.ts';
import type { ReviewRow } from '../worker/engine-protocol.ts';
import type { ShopDesk } from '../worker/shop-desk.ts';

const MOST_ROWS = 500;

export function reviewRows(desk: ShopDesk): readonly ReviewRow[] {
  const { core } = desk.open;
  if (core === null) return [];
  const indices = [...core.notEffective(), ...core.ratified()];
  return indices
    .filter((index) => core.at(index)?.header.parts.some(isData) === true)
    .sort((a, b) => a - b)
    .slice(-MOST_ROWS)
    .reverse()
    .map((index) => reviewRow(desk, index));
}

const isData = (ref: { readonly document: string }): boolean =>
  ref.document !== 'policy' && !ref.document.startsWith('listing/');

function reviewRow(desk: ShopDesk, index: number): ReviewRow {
  const { core, device } = desk.open;
  if (core === null) throw new Error('no history in memory');
  const feed = core.replica.feedAt(index);
  const seq = core.replica.seqAt(index);
  const author = deviceOfFeed(feed);
  const { verdict, reason } = core.replica.verdict(index);
  const parts = core.partsOf(index);
  const effects = effectsOf(
    desk,
    parts.flatMap(({ part }) => part.entries),
  );
  const own = author === device.keys.device;
  const mayRatify = verdict === 'void' && isRatifiable(desk, index, author);
  return {
    commit: `${feed}/${seq}`,
    feed,
    seq,
    who: desk.writerName(feed),
    device: desk.deviceName(feed),
    time: core.replica.timeAt(index),
    verdict: verdict === 'waiting' ? 'waiting' : 'void',
    reason,
    command: parts[0]?.part.command ?? '',
    lines: parts.length === 0 ? null : effects.lines,
    goods: effects.goods,
    cash: effects.cash,
    mayRatify,
    own,
    needs: verdict === 'void' && !mayRatify ? whoCan(desk, author, reason) : null,
    ratified: reason === 'ratified',
    declined: desk.open.declined(feed, seq),
  };
}

const RANKS = ['staff', 'manager', 'admin', 'owner'];

/** By the rules of `ratify`: data only, never one's own, as far as one's own rights go; a retract alone stays. */
function isRatifiable(desk: ShopDesk, index: number, author: string): boolean {
  const { core } = desk.open;
  const header = core?.at(index)?.header;
  if (core === null || header === undefined || core.replica.verdict(index).reason === 'retracted') return false;
  if (!header.parts.every(isData) || desk.memberOf(author) === desk.member) return false;
  return outranks(desk, author) && header.uses.every((use) => desk.may(use));
}

/** The lowest rank that may: the next above the author's; of what was retracted, and of an owner's, an owner. */
function whoCan(desk: ShopDesk, author: string, reason: string): string | null {
  const rank = desk.members().get(desk.memberOf(author) ?? '')?.rank;
  if (reason === 'retracted') return 'owner';
  return rank === undefined ? null : (RANKS[RANKS.indexOf(rank) + 1] ?? 'owner');
}

function outranks(desk: ShopDesk, author: string): boolean {
  const members = desk.members();
  const other = members.get(desk.memberOf(author) ?? '');
  const mine = RANKS.indexOf(members.get(desk.member)?.rank ?? '');
  return (
    mine >= RANKS.indexOf('manager') && (mine === RANKS.indexOf('owner') || mine > RANKS.indexOf(other?.rank ?? ''))
  );
}

interface Effects {
  readonly lines: readonly string[];
  /** Thousandths that would have moved, in or out. */
  readonly goods: number;
  /** Fen. */
  readonly cash: number;
}

function effectsOf(
  desk: ShopDesk,
  entries: readonly { readonly kind: string; readonly [field: string]: unknown }[],
): Effects {
  const lines: string[] = [];
  let goods = 0;
  let cash = 0;
  for (const entry of entries) {
    if (isPosSale(entry)) lines.push(entry.number);
    if (entry.kind === 'movement' && typeof entry.quantity === 'number') {
      goods += Math.abs(entry.quantity);
      const good = goodOf(desk.folds.catalogue, String(entry.variant));
      lines.push(`${good === null ? '' : titleOfGood(good)} ${entry.quantity / 1000}`);
    }
    if (entry.kind === 'cash' && typeof entry.amount === 'number') cash += entry.amount;
    if (entry.kind === 'set') lines.push(`${String(entry.field)} → ${JSON.stringify(entry.value)}`);
    if (entry.kind === 'new') {
      const { fields } = entry;
      const name = typeof fields === 'object' && fields !== null && 'name' in fields ? fields.name : '';
      lines.push(`+ ${String(name)}`);
    }
  }
  return { lines, goods, cash };
}
