/** Levels and rules of the members' programme: only fields that change are written, each over what it replaces. */
import type { Json } from '../../shared/commit/json-text.ts';
import { documentName } from '../../shared/document/document-kinds.ts';
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import { draftCommand } from '../../shared/schema/command-draft.ts';
import { newRecord, removeRecord, setField } from '../../shared/schema/record-command.ts';
import type { ShownError } from '../worker/engine-protocol.ts';
import type { LoyaltyCommands } from '../worker/loyalty-views.ts';
import { type CommandShop, permitted } from './command-shop.ts';

type Answer<Name extends keyof LoyaltyCommands> = Promise<Result<LoyaltyCommands[Name]['output'], ShownError>>;

const SETTINGS = documentName({ kind: 'settings' });
const whole = (value: number, least: number, most: number): boolean =>
  Number.isSafeInteger(value) && value >= least && value <= most;

/** Errors: `name-missing`, `number-invalid`, `not-allowed` {use}, and those of the writer. Unchanged: nothing is written. */
export async function saveMemberLevel(
  shop: CommandShop,
  { id, level }: LoyaltyCommands['saveMemberLevel']['input'],
): Answer<'saveMemberLevel'> {
  const name = level.name.trim();
  if (name === '') return err({ code: 'name-missing' });
  if (!whole(level.pointFactor, 0, 1_000_000) || !whole(level.rank, 0, 1000)) return err({ code: 'number-invalid' });
  const fields = { ...level, name };
  const record = id ?? shop.recordId();
  const written = await writeFields(shop, 'memberLevel', record, fields, name, id === null);
  return written.ok ? ok({ id: record }) : written;
}

/** Errors: `not-allowed` {use}, and those of the writer. Its members keep their points and pay as plain members. */
export async function removeMemberLevel(
  shop: CommandShop,
  { id }: LoyaltyCommands['removeMemberLevel']['input'],
): Answer<'removeMemberLevel'> {
  const records = await shop.records();
  const name = records.value('memberLevel', id, 'name');
  const written = await shop.write(async () => {
    const entries = [removeRecord('memberLevel', id, records.overOfRecord('memberLevel', id))];
    const draft = draftCommand('removeMemberLevel', [{ document: SETTINGS, entries }]);
    return permitted(shop, { ...draft, title: typeof name === 'string' ? name : '' });
  });
  return written.ok ? ok(null) : written;
}

/** Errors: `number-invalid`, `not-allowed` {use}, and those of the writer. Unchanged: nothing is written. */
export async function setLoyaltyRules(
  shop: CommandShop,
  rules: LoyaltyCommands['setLoyaltyRules']['input'],
): Answer<'setLoyaltyRules'> {
  const { topUpOffers = [], pointsShareBp = 0, ...numbers } = rules;
  const fits =
    Object.values(numbers).every((value) => whole(value, 0, 99_999_999)) &&
    whole(pointsShareBp, 0, 10_000) &&
    topUpOffers.length <= 20 &&
    topUpOffers.every(({ principal, bonus }) => whole(principal, 1, 99_999_999) && whole(bonus, 0, 99_999_999));
  if (!fits) return err({ code: 'number-invalid' });
  const records = await shop.records();
  const fields = { ...rules } as unknown as Readonly<Record<string, Json>>;
  return writeFields(shop, 'loyaltyRules', 'loyalty', fields, '', !records.has('loyaltyRules', 'loyalty'));
}

async function writeFields(
  shop: CommandShop,
  type: 'memberLevel' | 'loyaltyRules',
  id: string,
  fields: Readonly<Record<string, Json>>,
  title: string,
  fresh: boolean,
): Promise<Result<null, ShownError>> {
  const records = await shop.records();
  const changed = () =>
    Object.entries(fields).filter(
      ([field, value]) => JSON.stringify(records.value(type, id, field) ?? '') !== JSON.stringify(value),
    );
  if (!fresh && changed().length === 0) return ok(null);
  const written = await shop.write(async () => {
    const entries = fresh
      ? [newRecord(type, id, { ...fields })]
      : changed().map(([field, value]) => setField(type, id, field, value, records.overOfField(type, id, field)));
    const draft = draftCommand(type === 'memberLevel' ? 'setMemberLevel' : 'setLoyaltyRules', [
      { document: SETTINGS, entries },
    ]);
    return permitted(shop, { ...draft, title });
  });
  return written.ok ? ok(null) : written;
}
