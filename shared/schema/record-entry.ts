/**
 * Records (design.md §4): `new id {fields}`, `set id field value over[]`, `remove id over[]`. `over` names the commits
 * whose values are replaced. A field's shape is checked where it is known; an unknown field is kept and ignored, and a
 * known one may always be `null`: emptied. The field `removed` is every record's own: setting it `false` over a remove
 * brings the record back.
 */
import * as v from 'valibot';
import type { Entry } from '../commit/part.ts';
import type { DocumentIdentity, DocumentKind } from '../document/document-kinds.ts';
import { compileShape } from './compile-shape.ts';
import type { AuditSentence, EntryKind, Need } from './entry-kind.ts';
import * as shape from './field-shapes.ts';

export type RecordCommandKind = 'new' | 'set' | 'remove';

const head = { type: shape.filledText(40), id: shape.filledText(64) };
export const newEntry = v.object({ kind: v.literal('new'), ...head, fields: v.record(v.string(), v.unknown()) });
export const setEntry = v.object({
  kind: v.literal('set'),
  ...head,
  field: shape.filledText(64),
  value: v.unknown(),
  over: shape.over,
});
export const removeEntry = v.object({ kind: v.literal('remove'), ...head, over: shape.over });

const isNew = compileShape(newEntry);
const isSet = compileShape(setEntry);
const isRemove = compileShape(removeEntry);

export type RecordShape = Readonly<Record<string, v.GenericSchema>>;

export interface RecordKindOptions {
  readonly type: string;
  readonly zh: string;
  readonly en: string;
  readonly documents: readonly DocumentKind[];
  readonly id: v.GenericSchema;
  readonly fields: RecordShape;
  /** Fields that a new record must have, filled. */
  readonly required?: readonly string[];
  needs(command: RecordCommandKind, entry: Entry, document: DocumentIdentity): readonly Need[];
}

const COMMANDS: Readonly<Record<RecordCommandKind, { readonly zh: string; readonly en: string }>> = {
  new: { zh: '新建', en: 'created' },
  set: { zh: '修改', en: 'changed' },
  remove: { zh: '移除', en: 'removed' },
};

export function isRecordCommand(kind: string): kind is RecordCommandKind {
  return kind === 'new' || kind === 'set' || kind === 'remove';
}

/** Registers a record type. */
export function recordKind(options: RecordKindOptions): EntryKind {
  const { required = [] } = options;
  const fields = new Map(Object.entries(options.fields).map(([field, shape]) => [field, compileShape(shape)]));
  const isId = compileShape(options.id);
  const fits = (field: string, value: unknown): boolean => {
    if (field === 'removed') return value === false;
    const wanted = fields.get(field);
    return wanted === undefined || value === null || wanted(value);
  };
  const sentences = {
    new: sentence('new', options),
    set: sentence('set', options),
    remove: sentence('remove', options),
  };
  return {
    name: options.type,
    documents: options.documents,
    check(entry) {
      const form: unknown = entry;
      if (!isId(entry.id)) return false;
      if (isSet(form)) return fits(form.field, form.value);
      if (isRemove(form)) return true;
      if (!isNew(form)) return false;
      for (const field of Object.keys(form.fields)) if (!fits(field, form.fields[field])) return false;
      return required.every((field) => (form.fields[field] ?? null) !== null);
    },
    needs(entry, document) {
      return isRecordCommand(entry.kind) ? options.needs(entry.kind, entry, document) : [];
    },
    sentence(entry) {
      return isRecordCommand(entry.kind) ? sentences[entry.kind] : sentences.set;
    },
  };
}

function sentence(command: RecordCommandKind, options: RecordKindOptions): AuditSentence {
  const words = COMMANDS[command];
  if (command === 'set') {
    return {
      zh: `${words.zh}${options.zh}「{record}」的{field}：{before} → {after}`,
      en: `${words.en} {field} of ${options.en} "{record}": {before} → {after}`,
    };
  }
  return { zh: `${words.zh}${options.zh}「{record}」`, en: `${words.en} ${options.en} "{record}"` };
}

/** `catalogue.add`, `.edit`, `.remove` by command. */
export function moduleNeeds(module: string): (command: RecordCommandKind) => readonly Need[] {
  const byCommand: Readonly<Record<RecordCommandKind, readonly Need[]>> = {
    new: [{ use: `${module}.add` }],
    set: [{ use: `${module}.edit` }],
    remove: [{ use: `${module}.remove` }],
  };
  return (command) => byCommand[command];
}

/** The same at whatever scope it was claimed: modules whose document is one for the shop, while rights are a branch's. */
export function atAnyScope(module: string): (command: RecordCommandKind) => readonly Need[] {
  const plain = moduleNeeds(module);
  const any = new Map(
    (['new', 'set', 'remove'] as const).map((one) => [one, plain(one).map((need) => ({ ...need, scope: 'any' }))]),
  );
  return (command) => any.get(command) ?? [];
}
