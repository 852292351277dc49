/**
 * What the registry knows of an entry kind: its shape, the documents it may stand in, the uses it needs, and its line
 * in the audit log. Schemas decide whether a part is present or malformed; they never decide a verdict.
 */
import type { Entry } from '../commit/part.ts';
import type { DocumentIdentity, DocumentKind } from '../document/document-kinds.ts';

/** A use that an entry needs at the scope of its document, unless it names another. */
export interface Need {
  /** `goodsReceipt.add` */
  readonly use: string;
  readonly limit?: number;
  /** `any`: at whatever scope it was claimed (the entry's own place is the whole shop). */
  readonly scope?: string;
  /** Not needed of this member: their own record, their own trail. */
  readonly unless?: string;
}

/** Sentences for the audit log; `{field}` is replaced by what `auditValues` gives under that name. */
export interface AuditSentence {
  readonly zh: string;
  readonly en: string;
}

export interface EntryKind {
  /** `movement`; for records `product` (their entries are `new`, `set` and `remove`). */
  readonly name: string;
  readonly documents: readonly DocumentKind[];
  /** Well-shaped? Unknown fields are no fault. */
  check(entry: Entry): boolean;
  /** Asked only of entries that `check` passed. */
  needs(entry: Entry, document: DocumentIdentity): readonly Need[];
  sentence(entry: Entry): AuditSentence;
}

/** A need of one use at the document's own scope. */
export function need(use: string): readonly Need[] {
  return [{ use }];
}
