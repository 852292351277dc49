/**
 * Members of the shop's programme: added by phone at the till, edited, merged, given a PIN. The phone number goes to
 * `contacts`, its look-up tag and last digits to the customer. One number, one member: a till that knows of another says
 * so; two that did not know of each other are shown as twins, and a person decides which of them is kept.
 */
import type { Json } from '../../shared/commit/json-text.ts';
import type { Entry } from '../../shared/commit/part.ts';
import { documentName } from '../../shared/document/document-kinds.ts';
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import { cleanPhone, maskPhone, phoneTag, phoneTail, pinTag } from '../../shared/loyalty/phone-tag.ts';
import { draftCommand } from '../../shared/schema/command-draft.ts';
import { newRecord, setField } from '../../shared/schema/record-command.ts';
import type { ShownError } from '../worker/engine-protocol.ts';
import type { LoyaltyCommands, MemberFields } from '../worker/loyalty-views.ts';
import { type CommandShop, type EditableRecords, permitted } from './command-shop.ts';
import type { LoyaltyBooks } from './loyalty-books.ts';

type Answer<Name extends keyof LoyaltyCommands> = Promise<Result<LoyaltyCommands[Name]['output'], ShownError>>;

export interface LoyaltyShop extends CommandShop {
  readonly loyalty: LoyaltyBooks;
}

const CUSTOMERS = documentName({ kind: 'customers' });
const CONTACTS = documentName({ kind: 'contacts' });
const BIRTHDAY = /^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$/;

/** The narrowest scope at which this member holds the right; what would be missing otherwise. */
function scopeOf(shop: CommandShop, action: 'add' | 'edit'): string {
  const { branch, member } = shop.post;
  const scopes = [branch as string, '*', `${branch}/~${member}`];
  return scopes.find((scope) => shop.may(`customers.${action}@${scope}`)) ?? branch;
}

interface PhoneWords {
  readonly clean: string;
  /** Fields of the customer. */
  readonly fields: Readonly<Record<string, string>>;
  /** A key that has to be written with it, when there is none yet. */
  readonly key: Entry | null;
}

function phoneWords(shop: LoyaltyShop, text: string): Result<PhoneWords, ShownError> {
  const clean = cleanPhone(text);
  if (clean === null) return err({ code: 'phone-wrong' });
  const { phoneKeys, sha256, randomText } = shop.loyalty;
  const [known] = phoneKeys;
  const key = known ?? randomText(43);
  const fields = { phoneTag: phoneTag(sha256, key, clean), phoneTail: phoneTail(clean) };
  const entry = known === undefined ? newRecord('phoneKey', shop.recordId(), { key }) : null;
  return ok({ clean, fields, key: entry });
}

/** Members with this number, whatever key their tag was made with. */
export function membersWithPhone({ loyalty }: Pick<LoyaltyShop, 'loyalty'>, phone: string) {
  const clean = cleanPhone(phone);
  if (clean === null) return [];
  return loyalty.index.byTag(loyalty.phoneKeys.map((key) => phoneTag(loyalty.sha256, key, clean)));
}

/**
 * Errors: `phone-wrong`, `member-exists` {name}, `member-empty`, `card-taken` {name}, `birthday-wrong`, `not-allowed`
 * {use}, and those of the writer.
 */
export async function addLoyaltyMember(
  shop: LoyaltyShop,
  input: LoyaltyCommands['addLoyaltyMember']['input'],
): Answer<'addLoyaltyMember'> {
  const { phone = '', level = '', birthday = '', remark = '' } = input;
  const card = (input.card ?? '').trim();
  const id = shop.recordId();
  await shop.records();
  const fault = fieldFault(shop, '', { card, birthday });
  if (fault !== null) return err(fault);
  const name = (input.name ?? '').trim() || (phone.trim() === '' ? '' : maskPhone(cleanPhone(phone) ?? ''));
  if (name === '') return err({ code: 'member-empty' });
  const written = await shop.write(async () => {
    const words = phone.trim() === '' ? null : phoneWords(shop, phone);
    if (words !== null && !words.ok) return words;
    const [twin] = membersWithPhone(shop, phone);
    if (twin !== undefined) return err({ code: 'member-exists', values: { name: twin.name } });
    const found = words?.value ?? null;
    const fields = { name, loyalty: true, memberLevel: level, birthday, card, remark, ...found?.fields };
    const entries = [...(found?.key === null || found === null ? [] : [found.key]), newRecord('customer', id, fields)];
    const parts = [
      { document: CUSTOMERS, entries },
      { document: CONTACTS, entries: found === null ? [] : [newRecord('contact', id, { phone: found.clean })] },
    ];
    const draft = draftCommand('addLoyaltyMember', parts, { scope: scopeOf(shop, 'add') });
    return permitted(shop, { ...draft, title: name });
  });
  return written.ok ? ok({ id }) : written;
}

/** Errors: `member-unknown`, those of `addLoyaltyMember`, and those of the writer. Unchanged: nothing is written. */
export async function editLoyaltyMember(
  shop: LoyaltyShop,
  { id, changes }: LoyaltyCommands['editLoyaltyMember']['input'],
): Answer<'editLoyaltyMember'> {
  const records = await shop.records();
  if (shop.loyalty.index.get(id) === null) return err({ code: 'member-unknown' });
  const { phone, level, ...plain } = changes;
  if (plain.name !== undefined && plain.name.trim() === '') return err({ code: 'name-missing' });
  const fault = fieldFault(shop, id, plain);
  if (fault !== null) return err(fault);
  const fields: Record<string, string> = { ...plain, ...(level === undefined ? {} : { memberLevel: level }) };
  const written = await shop.write(async () => {
    const customers: Entry[] = [];
    const contacts: Entry[] = [];
    if (phone !== undefined && phone.trim() !== '') {
      const words = phoneWords(shop, phone);
      if (!words.ok) return words;
      const twin = membersWithPhone(shop, phone).find((one) => one.id !== id);
      if (twin !== undefined) return err({ code: 'member-exists', values: { name: twin.name } });
      if (words.value.key !== null) customers.push(words.value.key);
      customers.push(...changed(records, id, words.value.fields));
      contacts.push(...contactEntries(shop, records, id, words.value.clean));
    } else if (phone !== undefined) {
      customers.push(...changed(records, id, { phoneTag: '', phoneTail: '' }));
      if (shop.loyalty.hasContact(id)) contacts.push(...contactEntries(shop, records, id, ''));
    }
    customers.push(...changed(records, id, fields));
    if (customers.length === 0 && contacts.length === 0) return err({ code: 'unchanged' });
    const parts = [
      { document: CUSTOMERS, entries: customers },
      { document: CONTACTS, entries: contacts },
    ];
    const draft = draftCommand('editLoyaltyMember', parts, { scope: scopeOf(shop, 'edit') });
    return permitted(shop, { ...draft, title: shop.loyalty.index.get(id)?.name ?? '' });
  });
  return written.ok || written.error.code === 'unchanged' ? ok(null) : written;
}

function contactEntries(shop: LoyaltyShop, records: EditableRecords, id: string, phone: string): Entry[] {
  if (!shop.loyalty.hasContact(id)) return [newRecord('contact', id, { phone })];
  return [setField('contact', id, 'phone', phone, records.overOfField('contact', id, 'phone'))];
}

/** An empty text takes a field away: what must be filled to stand is written as nothing. */
function changed(records: EditableRecords, id: string, fields: Readonly<Record<string, string>>): Entry[] {
  return Object.entries(fields).flatMap(([field, text]) => {
    const before = records.value('customer', id, field) ?? null;
    const now: Json = text.trim() === '' ? null : text.trim();
    const same = before === now || (before === '' && now === null);
    return same ? [] : [setField('customer', id, field, now, records.overOfField('customer', id, field))];
  });
}

function fieldFault(shop: LoyaltyShop, id: string, fields: Partial<MemberFields>): ShownError | null {
  const { birthday = '', card = '' } = fields;
  if (birthday !== '' && !BIRTHDAY.test(birthday)) return { code: 'birthday-wrong' };
  const taken = shop.loyalty.index.byCard(card.trim()).find((one) => one.id !== id);
  return taken === undefined || card.trim() === '' ? null : { code: 'card-taken', values: { name: taken.name } };
}

/** Errors: `member-unknown`, `merge-circle`, `not-allowed` {use}, and those of the writer. */
export async function mergeLoyaltyMembers(
  shop: LoyaltyShop,
  { gone, keep }: LoyaltyCommands['mergeLoyaltyMembers']['input'],
): Answer<'mergeLoyaltyMembers'> {
  const records = await shop.records();
  const { index } = shop.loyalty;
  if (index.get(gone) === null || (keep !== '' && index.get(keep) === null)) return err({ code: 'member-unknown' });
  if (keep !== '' && index.standsFor(keep) === gone) return err({ code: 'merge-circle' });
  const written = await shop.write(async () => {
    const over = records.overOfField('customer', gone, 'mergedInto');
    const entries = [setField('customer', gone, 'mergedInto', keep, over)];
    const draft = draftCommand(keep === '' ? 'unmergeMember' : 'mergeMembers', [{ document: CUSTOMERS, entries }], {
      scope: scopeOf(shop, 'edit'),
    });
    return permitted(shop, { ...draft, title: index.get(gone)?.name ?? '' });
  });
  return written.ok ? ok(null) : written;
}

/** Errors: `member-unknown`, `pin-form`, `not-allowed` {use}, and those of the writer. */
export async function setMemberPin(
  shop: LoyaltyShop,
  { id, pin }: LoyaltyCommands['setMemberPin']['input'],
): Answer<'setMemberPin'> {
  const records = await shop.records();
  const { index, phoneKeys, sha256, randomText } = shop.loyalty;
  if (index.get(id) === null) return err({ code: 'member-unknown' });
  if (pin !== '' && !/^\d{6}$/.test(pin)) return err({ code: 'pin-form' });
  const written = await shop.write(async () => {
    const [known] = phoneKeys;
    const key = known ?? randomText(43);
    const tag = pin === '' ? '' : pinTag(sha256, key, id, pin);
    const entries = [
      ...(known === undefined ? [newRecord('phoneKey', shop.recordId(), { key })] : []),
      setField('customer', id, 'pin', tag, records.overOfField('customer', id, 'pin')),
    ];
    const draft = draftCommand('setMemberPin', [{ document: CUSTOMERS, entries }], { scope: scopeOf(shop, 'edit') });
    return permitted(shop, { ...draft, title: index.get(id)?.name ?? '' });
  });
  return written.ok ? ok(null) : written;
}
