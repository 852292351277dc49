/** Entries about records, as commands write them. */
import type { Json, JsonObject } from '../commit/json-text.ts';
import type { Entry } from '../commit/part.ts';
import type { Over } from '../fold/record-fold.ts';

/** Fields that are empty are left out of a new record: nobody has written them. */
export function newRecord(type: string, id: string, fields: JsonObject): Entry {
  const filled = Object.entries(fields).filter(([, value]) => value !== null && value !== '' && value !== undefined);
  return { kind: 'new', type, id, fields: Object.fromEntries(filled) };
}

/** `over`: the commits whose values it replaces, from `RecordFold.overOfField`. */
export function setField(type: string, id: string, field: string, value: Json, over: Over): Entry {
  return { kind: 'set', type, id, field, value, over };
}

/** `over`: everything written about the record, from `RecordFold.overOfRecord`. */
export function removeRecord(type: string, id: string, over: Over): Entry {
  return { kind: 'remove', type, id, over };
}

/** Brings a removed record back; `over` must name the remove, as `RecordFold.overOfRecord` does. */
export function restoreRecord(type: string, id: string, over: Over): Entry {
  return { kind: 'set', type, id, field: 'removed', value: false, over };
}
