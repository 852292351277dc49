/**
 * Members of another system, with their balances: rows that were read and shown first. Each slice is one commit and whole
 * in itself: member, phone and balance together. Who is here already by phone or card is passed over, balance and all, so
 * a file that is taken in again, after a stop or by mistake, gives nobody anything twice.
 */

import type { Entry } from '../../shared/commit/part.ts';
import { documentName } from '../../shared/document/document-kinds.ts';
import { ok, type Result } from '../../shared/foundation/result.ts';
import type { LoyaltySettingsFold } from '../../shared/loyalty/loyalty-folds.ts';
import { memberLevels } from '../../shared/loyalty/loyalty-rules.ts';
import type { MemberRow } from '../../shared/loyalty/member-rows.ts';
import { maskPhone, phoneTag, phoneTail } from '../../shared/loyalty/phone-tag.ts';
import { draftCommand } from '../../shared/schema/command-draft.ts';
import { newRecord } from '../../shared/schema/record-command.ts';
import type { ShownError } from '../worker/engine-protocol.ts';
import type { LoyaltyCommands } from '../worker/loyalty-views.ts';
import { permitted } from './command-shop.ts';
import { type LoyaltyShop, membersWithPhone } from './edit-members.ts';

type Outcome = LoyaltyCommands['importMembers']['output'];
export interface ImportingShop extends LoyaltyShop {
  readonly folds: { readonly loyalty: LoyaltySettingsFold };
}

const SLICE = 200;
const CUSTOMERS = documentName({ kind: 'customers' });
const CONTACTS = documentName({ kind: 'contacts' });

/** Errors: `not-allowed` {use}, and those of the writer; what was written stays, and is passed over next time. */
export async function importMembers(
  shop: ImportingShop,
  { rows, reason }: LoyaltyCommands['importMembers']['input'],
): Promise<Result<Outcome, ShownError>> {
  await shop.records();
  let done: Outcome = { added: 0, known: 0 };
  for (let at = 0; at < rows.length; at += SLICE) {
    const slice = rows.slice(at, at + SLICE);
    const fresh = slice.filter((row) => !isKnown(shop, row));
    done = { ...done, known: done.known + slice.length - fresh.length };
    if (fresh.length === 0) continue;
    const written = await shop.write(async ({ month }) => permitted(shop, slicePlan(shop, fresh, reason, month)));
    if (!written.ok) return written;
    done = { ...done, added: done.added + fresh.length };
  }
  return ok(done);
}

function isKnown({ loyalty }: LoyaltyShop, { phone, card }: MemberRow): boolean {
  if (phone !== '' && membersWithPhone({ loyalty }, phone).length > 0) return true;
  return card !== '' && loyalty.index.byCard(card).length > 0;
}

function slicePlan(shop: ImportingShop, rows: readonly MemberRow[], reason: string, month: string) {
  const { phoneKeys, sha256, randomText } = shop.loyalty;
  const levels = new Map(memberLevels(shop.folds.loyalty).map((level) => [level.name, level.id]));
  const [known] = phoneKeys;
  const key = known ?? randomText(43);
  const customers: Entry[] = known === undefined ? [newRecord('phoneKey', shop.recordId(), { key })] : [];
  const contacts: Entry[] = [];
  const wallets: Entry[] = [];
  for (const row of rows) {
    const member = shop.recordId();
    const { phone, card, birthday, points, principal, bonus } = row;
    const tags = phone === '' ? {} : { phoneTag: phoneTag(sha256, key, phone), phoneTail: phoneTail(phone) };
    const name = row.name === '' ? maskPhone(phone) : row.name;
    const memberLevel = levels.get(row.level) ?? '';
    customers.push(newRecord('customer', member, { name, loyalty: true, memberLevel, birthday, card, ...tags }));
    if (phone !== '') contacts.push(newRecord('contact', member, { phone }));
    if (points === 0 && principal === 0 && bonus === 0) continue;
    wallets.push({ kind: 'walletAdjust', id: shop.recordId(), member, points, principal, bonus, reason });
  }
  const parts = [
    { document: CUSTOMERS, entries: customers },
    { document: CONTACTS, entries: contacts },
    { document: documentName({ kind: 'wallets', month }), entries: wallets },
  ];
  const { member: author, branch } = shop.post;
  const scope = shop.may('customers.add@*') ? '*' : branch;
  return { ...draftCommand('importMembers', parts, { author, scope }), title: String(rows.length) };
}
