/** Places, people and parties as entries. */
import type { Json, JsonObject } from '../commit/json-text.ts';
import { documentName } from '../document/document-kinds.ts';
import type { Over } from '../fold/record-fold.ts';
import { type CommandDraft, type DraftedPart, draftCommand } from '../schema/command-draft.ts';
import { newRecord, setField } from '../schema/record-command.ts';

const SETTINGS = documentName({ kind: 'settings' });
const PEOPLE = documentName({ kind: 'people' });

export interface FirstPlaces {
  readonly shop: string;
  readonly branch: { readonly id: string; readonly name: string; readonly code: string };
  readonly warehouse: { readonly id: string; readonly name: string };
  readonly register: { readonly id: string; readonly name: string; readonly code: string; readonly device: string };
}

/** What a new shop starts with: one branch, one warehouse, one register. */
export function firstPlacesPart(places: FirstPlaces): DraftedPart {
  const { branch, warehouse, register } = places;
  return {
    document: SETTINGS,
    entries: [
      newRecord('shop', 'shop', { name: places.shop }),
      newRecord('branch', branch.id, { name: branch.name, code: branch.code }),
      newRecord('warehouse', warehouse.id, { name: warehouse.name, branch: branch.id }),
      newRecord('register', register.id, {
        name: register.name,
        code: register.code,
        branch: branch.id,
        warehouse: warehouse.id,
        device: register.device,
      }),
    ],
  };
}

/** A branch, warehouse or register more, or the shop's own record. */
export function buildPlaceNew(
  type: 'shop' | 'branch' | 'warehouse' | 'register',
  id: string,
  fields: JsonObject,
): CommandDraft {
  return draftCommand('addPlace', [{ document: SETTINGS, entries: [newRecord(type, id, fields)] }]);
}

export function buildPlaceSet(
  type: 'shop' | 'branch' | 'warehouse' | 'register',
  id: string,
  field: string,
  value: Json,
  over: Over,
): CommandDraft {
  return draftCommand('setPlace', [{ document: SETTINGS, entries: [setField(type, id, field, value, over)] }]);
}

/** A member's name: one's own needs no right, another's `members.add` in the scope where the author holds it. */
export function personPart(member: string, name: string): DraftedPart {
  return { document: PEOPLE, entries: [newRecord('person', member, { name })] };
}

export function buildPerson(member: string, name: string, author: string, scope = '*'): CommandDraft {
  return draftCommand('namePerson', [personPart(member, name)], { author, scope });
}

export function buildPartyNew(type: 'supplier' | 'customer', id: string, fields: JsonObject): CommandDraft {
  const document = documentName({ kind: type === 'supplier' ? 'suppliers' : 'customers' });
  return draftCommand(type === 'supplier' ? 'addSupplier' : 'addCustomer', [
    { document, entries: [newRecord(type, id, fields)] },
  ]);
}
