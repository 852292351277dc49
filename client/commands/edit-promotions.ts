/**
 * Promotions: create, change, remove. Only fields that change are written, each over what it replaces, and the version
 * rises in the same commit, so that a ticket's promotion and version lead to the words it was sold under.
 */
import type { Json } from '../../shared/commit/json-text.ts';
import { documentName } from '../../shared/document/document-kinds.ts';
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import { draftCommand } from '../../shared/schema/command-draft.ts';
import { isPromotionConditions, isPromotionRule } from '../../shared/schema/promotion.ts';
import { newRecord, removeRecord, restoreRecord, setField } from '../../shared/schema/record-command.ts';
import type { Commands, ShownError } from '../worker/engine-protocol.ts';
import { type CommandShop, permitted } from './command-shop.ts';

const SETTINGS = documentName({ kind: 'settings' });

/** Errors: `name-missing`, `promotion-rule`, `not-allowed` and the writer's. Unchanged: nothing is written. */
export async function savePromotion(
  shop: CommandShop,
  { id, promotion }: Commands['savePromotion']['input'],
): Promise<Result<{ readonly id: string }, ShownError>> {
  if (promotion.name.trim() === '') return err({ code: 'name-missing' });
  if (!isPromotionRule(promotion.rule) || !isPromotionConditions(promotion.conditions)) {
    return err({ code: 'promotion-rule' });
  }
  const fields: Readonly<Record<string, Json>> = { ...promotion } as unknown as Readonly<Record<string, Json>>;
  const records = await shop.records();
  if (id === null) {
    const fresh = shop.recordId();
    const written = await shop.write(async () => {
      const entries = [newRecord('promotion', fresh, { ...fields, version: 1 })];
      const draft = draftCommand('createPromotion', [{ document: SETTINGS, entries }]);
      return permitted(shop, { ...draft, title: promotion.name });
    });
    return written.ok ? ok({ id: fresh }) : written;
  }
  const value = (field: string): Json | undefined => records.value('promotion', id, field);
  const changed = () => Object.entries(fields).filter(([field, now]) => !same(value(field), now));
  if (changed().length === 0) return ok({ id });
  const written = await shop.write(async () => {
    const version = value('version');
    const writes: readonly (readonly [string, Json])[] = [
      ...changed(),
      ['version', (typeof version === 'number' ? version : 1) + 1],
    ];
    const entries = writes.map(([field, now]) =>
      setField('promotion', id, field, now, records.overOfField('promotion', id, field)),
    );
    const draft = draftCommand('setPromotion', [{ document: SETTINGS, entries }]);
    return permitted(shop, { ...draft, title: promotion.name });
  });
  return written.ok ? ok({ id }) : written;
}

/** `restore` brings one back. Errors: `not-allowed` and the writer's. */
export async function removePromotion(
  shop: CommandShop,
  { id, restore = false }: Commands['removePromotion']['input'],
): Promise<Result<null, ShownError>> {
  const records = await shop.records();
  const name = records.value('promotion', id, 'name');
  const written = await shop.write(async () => {
    const over = records.overOfRecord('promotion', id);
    const entries = [restore ? restoreRecord('promotion', id, over) : removeRecord('promotion', id, over)];
    const draft = draftCommand(restore ? 'restorePromotion' : 'removePromotion', [{ document: SETTINGS, entries }]);
    return permitted(shop, { ...draft, title: typeof name === 'string' ? name : '' });
  });
  return written.ok ? ok(null) : written;
}

/** Keys of objects come in any order. */
function same(a: Json | undefined, b: Json): boolean {
  return stable(a ?? null) === stable(b);
}
function stable(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(stable).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${stable(one)}`).join()}}`;
}
