/**
 * The records that members rest on: settings of the programme, contacts, and who may have changed a customer.
 *
 * LOYAL-22: rights over customers are a branch's or one's own, the document is the shop's. What was changed on the right
 * over one's own customers counts only for those that the same device made: a record's id begins with it.
 */
import type { Entry } from '../commit/part.ts';
import type { EntryRef } from '../fold/entry-ref.ts';
import { RecordSetFold } from '../fold/record-set-fold.ts';
import { deviceOfFeed } from '../foundation/ids.ts';
import { parseUse } from '../policy/use.ts';

export type LoyaltySettingsFold = RecordSetFold<'memberLevel' | 'loyaltyRules'>;
export type ContactsFold = RecordSetFold<'contact'>;

export function createLoyaltySettingsFold(): LoyaltySettingsFold {
  const types = { memberLevel: ['name'], loyaltyRules: [] };
  return new RecordSetFold('loyaltySettings', ['settings'], types);
}

export function createContactsFold(): ContactsFold {
  return new OwnRecords('contacts', ['contacts'], { contact: ['phone'] });
}

export function createPhoneKeysFold(): RecordSetFold<'phoneKey'> {
  return new WriteOnce('phoneKeys', ['customers'], { phoneKey: ['key'] });
}

/** A key that somebody changed or took away would make every tag unfindable: only what it was made with counts. */
class WriteOnce<Type extends string> extends RecordSetFold<Type> {
  override add(ref: EntryRef, entry: Entry): void {
    if (entry.kind === 'new') super.add(ref, entry);
  }

  override remove(ref: EntryRef, entry: Entry): void {
    if (entry.kind === 'new') super.remove(ref, entry);
  }
}

/** Records of customers: a change on the right over one's own counts for one's own. */
export class OwnRecords<Type extends string> extends RecordSetFold<Type> {
  override add(ref: EntryRef, entry: Entry): void {
    if (mayChange(ref, entry)) super.add(ref, entry);
  }

  override remove(ref: EntryRef, entry: Entry): void {
    if (mayChange(ref, entry)) super.remove(ref, entry);
  }
}

const ON_CUSTOMERS: ReadonlySet<unknown> = new Set(['customer', 'contact']);
const ACTION: Readonly<Record<string, string>> = { set: 'edit', remove: 'remove' };

function mayChange(ref: EntryRef, entry: Entry): boolean {
  const action = ACTION[entry.kind];
  if (action === undefined || !ON_CUSTOMERS.has(entry.type) || ref.uses === undefined) return true;
  const wide = ref.uses.some((text) => {
    const use = parseUse(text);
    if (use === null || use.scope.includes('~')) return false;
    return use.module === '*' || (use.module === 'customers' && (use.action === action || use.action === '*'));
  });
  return wide || (typeof entry.id === 'string' && entry.id.startsWith(`${deviceOfFeed(ref.feed)}.`));
}
