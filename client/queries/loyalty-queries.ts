/** Members of the programme as pages see them: the list, a card, the rules, the paper of a top-up, what is to be looked at. */

import { compareRefs } from '../../shared/fold/entry-ref.ts';
import type { Fact } from '../../shared/fold/fact-set.ts';
import { loyaltyRulesOf, memberLevels, offersEver } from '../../shared/loyalty/loyalty-rules.ts';
import type { IndexedMember } from '../../shared/loyalty/member-index.ts';
import { cleanPhone, maskPhone } from '../../shared/loyalty/phone-tag.ts';
import { PLAIN_FACTOR } from '../../shared/loyalty/points.ts';
import { payableOut, storedTotal } from '../../shared/loyalty/stored-value.ts';
import type { WalletMove } from '../../shared/loyalty/wallet-fold.ts';
import { walletTasks } from '../../shared/loyalty/wallet-tasks.ts';
import { isStoredPayOut, isTopUp } from '../../shared/schema/top-up.ts';
import { isWalletAdjust } from '../../shared/schema/wallet.ts';
import { membersWithPhone } from '../commands/edit-members.ts';
import type { LoyaltyBooks } from '../commands/loyalty-books.ts';
import { walletOf } from '../worker/loyalty-books.ts';
import type {
  LoyaltyMemberView,
  LoyaltyQueries,
  LoyaltyRights,
  LoyaltyRow,
  LoyaltyRulesView,
  TopUpPaper,
  WalletRow,
  WalletRowKind,
  WalletTaskRow,
} from '../worker/loyalty-views.ts';
import type { ReadShop } from './read-shop.ts';

export interface LoyaltyDesk extends ReadShop {
  readonly loyalty: LoyaltyBooks;
}

export const NO_LOYALTY_RIGHTS: LoyaltyRights = {
  view: false,
  add: false,
  edit: false,
  topUp: false,
  payOut: false,
  points: false,
  rules: false,
  import: false,
};

/** Masked: only the card shows a number in full, where this device may see it. */
function maskedPhone(shop: ReadShop, id: string, tail: string): string {
  const phone = shop.folds.contacts.text('contact', id, 'phone');
  if (phone !== '') return maskPhone(phone);
  return tail === '' ? '' : `****${tail}`;
}

export function loyaltyMembers(
  shop: LoyaltyDesk,
  { text, limit }: LoyaltyQueries['loyaltyMembers']['params'],
): LoyaltyQueries['loyaltyMembers']['view'] {
  const { members } = shop.folds;
  const byPhone = cleanPhone(text) === null ? [] : membersWithPhone(shop, text);
  // Of a whole number nobody but its owner is meant.
  const whole = text.replace(/\D/g, '').length >= 11;
  const found = byPhone.length > 0 || whole ? byPhone : members.find(text);
  const tags = countBy(members.all(), (one) => one.tag);
  const row = (one: IndexedMember): LoyaltyRow => {
    const wallet = walletOf(shop.folds, one.id);
    return {
      id: one.id,
      name: one.name,
      phone: maskedPhone(shop, one.id, one.tail),
      level: shop.loyalty.level(one.id)?.name ?? '',
      points: wallet.points,
      stored: storedTotal(wallet),
      travel: shop.isLocal(one.id) ? 'local' : 'listed',
      twin: one.tag !== '' && (tags.get(one.tag) ?? 0) > 1,
    };
  };
  return { rows: found.slice(0, limit).map(row), total: found.length, all: members.all().length };
}

function countBy<T>(list: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const one of list) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1);
  return counts;
}

const MOST_ROWS = 200;

/** A member that was merged is answered by the one it counts as. */
export function loyaltyMember(shop: LoyaltyDesk, id: string, today: string): LoyaltyMemberView | null {
  const { members, parties, contacts } = shop.folds;
  const known = members.get(id);
  if (known === null) return null;
  const text = (field: string): string => parties.text('customer', id, field);
  const wallet = walletOf(shop.folds, id);
  const phone = contacts.text('contact', id, 'phone');
  const birthday = text('birthday');
  const stands = members.standsFor(id);
  const twins = members
    .all()
    .filter((one) => one.id !== id && sameNumber(shop, known, one))
    .map((one) => {
      const other = walletOf(shop.folds, one.id);
      return { id: one.id, name: one.name, stored: storedTotal(other), points: other.points };
    });
  return {
    id,
    name: known.name,
    phone: phone !== '' ? phone : maskedPhone(shop, id, known.tail),
    phoneWhole: phone !== '',
    level: shop.loyalty.level(id),
    birthday,
    birthdayToday: birthday !== '' && birthday === today,
    card: known.card,
    remark: text('remark'),
    hasPin: text('pin') !== '',
    principal: wallet.principal,
    bonus: wallet.bonus,
    stored: storedTotal(wallet),
    payable: payableOut(wallet),
    points: wallet.points,
    twins: stands === id ? twins : [],
    mergedInto: stands === id ? '' : stands,
    merged: members
      .together(id)
      .filter((one) => one !== id)
      .map((one) => ({ id: one, name: members.get(one)?.name ?? '' })),
    history: historyOf(shop, id),
    travel: shop.isLocal(id) ? 'local' : 'listed',
    conflicts: (parties.of('customer').read(id)?.conflicts ?? [])
      .filter(({ field }) => ['name', 'memberLevel', 'birthday', 'card', 'phoneTail'].includes(field))
      .map(({ field, values }) => ({ field, values: values.map(({ value }) => shownValue(shop, field, value)) })),
  };
}

function shownValue(shop: LoyaltyDesk, field: string, value: unknown): string {
  if (typeof value !== 'string') return '';
  return field === 'memberLevel' ? shop.folds.loyalty.text('memberLevel', value, 'name') : value;
}

/** By their tag; where numbers may be seen, by these as well: two devices may each have made a key. */
function sameNumber(shop: LoyaltyDesk, one: IndexedMember, other: IndexedMember): boolean {
  if (one.tag !== '' && one.tag === other.tag) return true;
  if (one.tail === '' || one.tail !== other.tail) return false;
  const phone = (id: string): string => shop.folds.contacts.text('contact', id, 'phone');
  return phone(one.id) !== '' && phone(one.id) === phone(other.id);
}

function historyOf(shop: LoyaltyDesk, id: string): readonly WalletRow[] {
  const { members, wallets } = shop.folds;
  return members
    .together(id)
    .flatMap((one) => wallets.ofMember(one))
    .sort((a, b) => compareRefs(b.ref, a.ref))
    .slice(0, MOST_ROWS)
    .map((fact) => rowOf(shop, fact));
}

function rowOf(shop: LoyaltyDesk, { key, ref, value }: Fact<WalletMove>): WalletRow {
  const entry: unknown = JSON.parse(value.text);
  const { tickets, returns } = shop.folds;
  const own = isTopUp(entry) || isStoredPayOut(entry) ? entry.number : '';
  const paper = tickets.get(value.document)[0]?.value.number ?? returns.get(value.document)[0]?.value.number ?? own;
  return {
    key: `${key} ${ref.feed}/${ref.seq}`,
    kind: value.kind as WalletRowKind,
    time: ref.time,
    who: shop.writerName(ref.feed),
    paper: paper === '' ? '' : value.document,
    number: paper,
    principal: value.principal,
    bonus: value.bonus,
    points: value.points,
    reason: isWalletAdjust(entry) || isStoredPayOut(entry) ? entry.reason : '',
    travel: shop.travelOf(ref.feed, ref.seq),
  };
}

export function loyaltyRights(shop: ReadShop): LoyaltyRights {
  const { branch } = shop;
  const scopes = ['*', ...(branch === null ? [] : [branch])];
  const may = (use: string): boolean => scopes.some((scope) => shop.may(`${use}@${scope}`));
  return {
    view: may('customers.view'),
    add: may('customers.add'),
    edit: may('customers.edit'),
    topUp: may('customers.topUp\u22641'),
    payOut: may('customers.payOut\u22641'),
    points: may('customers.points\u22641'),
    rules: may('settings.edit'),
    import: may('customers.add') && may('customers.balance\u22641') && may('customers.points\u22641'),
  };
}

export function loyaltyRulesView(shop: LoyaltyDesk): LoyaltyRulesView {
  const { loyalty } = shop.folds;
  return {
    rules: loyaltyRulesOf(loyalty),
    levels: memberLevels(loyalty),
    may: loyaltyRights(shop),
  };
}

export function topUpPaper(shop: LoyaltyDesk, id: string): TopUpPaper | null {
  const { wallets, members, places } = shop.folds;
  const fact = wallets.ofPaper(id)[0];
  const entry: unknown = fact === undefined ? null : JSON.parse(fact.value.text);
  if (fact === undefined || (!isTopUp(entry) && !isStoredPayOut(entry))) return null;
  const member = members.standsFor(entry.member);
  const after = walletAt(shop, member, fact.ref.time);
  return {
    id,
    number: entry.number,
    kind: entry.kind,
    member,
    name: members.get(member)?.name ?? '',
    phone: maskedPhone(shop, member, members.get(member)?.tail ?? ''),
    principal: entry.principal,
    bonus: isTopUp(entry) ? entry.bonus : entry.forfeited,
    change: isTopUp(entry) ? entry.change : 0,
    tenders: entry.tenders,
    stored: after.stored,
    points: after.points,
    time: fact.ref.time,
    who: shop.memberName(entry.handler),
    shop: places.text('shop', 'shop', 'name'),
    branch: places.text('branch', places.text('register', entry.register, 'branch'), 'name'),
    register: places.text('register', entry.register, 'name'),
    travel: shop.travelOf(fact.ref.feed, fact.ref.seq),
  };
}

/** What a member had once everything up to this time was done, as far as is known here. */
export function walletAt(
  shop: ReadShop,
  member: string,
  time: number,
): { readonly stored: number; readonly points: number } {
  const { members, wallets } = shop.folds;
  let stored = 0;
  let points = 0;
  for (const id of members.together(member)) {
    for (const { ref, value } of wallets.ofMember(id)) {
      if (ref.time > time) continue;
      stored += value.principal + value.bonus;
      points += value.points;
    }
  }
  return { stored, points };
}

/** Of a shop's folds: entries that agreed with their papers once. Forgotten with the folds. */
const settled = new WeakMap<object, WeakSet<object>>();

function settledOf(wallets: object): WeakSet<object> {
  const known = settled.get(wallets) ?? new WeakSet<object>();
  settled.set(wallets, known);
  return known;
}

export function walletTaskRows(shop: LoyaltyDesk): readonly WalletTaskRow[] {
  const { wallets, members, loyalty, tickets, shifts, trail } = shop.folds;
  const factors = memberLevels(loyalty).flatMap(({ id }) =>
    (loyalty.of('memberLevel').read(id)?.history ?? []).flatMap(({ field, after }) =>
      field === 'pointFactor' && typeof after === 'number' ? [after] : [],
    ),
  );
  const topped = new Map<string, number>();
  for (const { document, amount } of shifts.toppedUpPapers()) topped.set(document, amount);
  const tasks = walletTasks({
    wallets,
    settled: settledOf(wallets),
    standsFor: (member) => members.standsFor(member),
    together: (member) => members.together(member),
    offers: offersEver(loyalty),
    mostFactor: Math.max(PLAIN_FACTOR, ...factors),
    ticket: (id) => {
      const sale = tickets.get(id).length === 0 ? undefined : tickets.read(id)?.sale;
      if (sale === undefined) return null;
      return { number: sale.number, payable: sale.payable, member: sale.loyaltyMember ?? '' };
    },
    toppedUp: (paper) => topped.get(paper) ?? null,
  });
  return tasks
    .filter(({ ref }) => !trail.isDeclined(ref.feed, ref.seq))
    .map(({ kind, member, paper, number, excess, ref }) => ({
      kind,
      commit: `${ref.feed}/${ref.seq}`,
      member,
      name: members.get(members.standsFor(member))?.name ?? '',
      paper,
      number,
      who: shop.writerName(ref.feed),
      time: ref.time,
      excess,
    }));
}
