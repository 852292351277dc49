/** Entries of `settings` and `people`: what a new shop starts with, and a member's name. */
import { documentName } from '../document/document-kinds.ts';
import type { DraftedPart } from '../schema/command-draft.ts';
import { newRecord } from '../schema/record-command.ts';

const SETTINGS = documentName({ kind: 'settings' });
const PEOPLE = documentName({ kind: 'people' });

export interface FirstPlaces {
  readonly shop: string;
  readonly branch: { readonly id: string; readonly name: string; readonly code: string };
  readonly warehouse: { readonly id: string; readonly name: string; readonly code: string };
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
      newRecord('warehouse', warehouse.id, { name: warehouse.name, code: warehouse.code, branch: branch.id }),
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

/** A member's name and the names of their devices, which the policy does not hold. */
export function personPart(member: string, name: string, deviceNames: readonly string[] = []): DraftedPart {
  const fields = deviceNames.length === 0 ? { name } : { name, deviceNames };
  return { document: PEOPLE, entries: [newRecord('person', member, fields)] };
}
