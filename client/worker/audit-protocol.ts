/** What the pages ask of the engine about the audit log (shared/audit/SPEC.md). Part of engine-protocol.ts. */

export interface AuditSearch {
  /** Hybrid microseconds, both included. */
  readonly from: number | null;
  readonly to: number | null;
  readonly member: string | null;
  readonly device: string | null;
  readonly module: string | null;
  /** Any of these; empty = all. */
  readonly actions: readonly string[];
  readonly branch: string | null;
  readonly result: 'effective' | 'void' | 'waiting' | null;
  readonly offline: boolean;
  /** Written between 22:00 and 6:00 of the shop's day. */
  readonly night: boolean;
  /** Id of a record, of whatever type. */
  readonly record: string | null;
  readonly field: string | null;
  /** Fen; at least so much money. */
  readonly amount: number | null;
  readonly text: string;
}

export interface AuditRow {
  /** `feed/seq`, and which of two for a fork. */
  readonly commit: string;
  readonly time: number;
  readonly who: string;
  readonly device: string;
  /** Empty when none of its parts may be read here. */
  readonly command: string;
  readonly modules: readonly string[];
  readonly actions: readonly string[];
  /** Paper numbers, names of records: what it was about, the first few. */
  readonly about: readonly string[];
  /** The first changed field with before and after, of a change to one record. */
  readonly change: AuditValueChange | null;
  readonly amount: number;
  /** How far it has travelled; a `Travel` of engine-protocol.ts. */
  readonly travel: 'listed' | 'local' | 'merged' | 'void' | 'waiting';
  readonly reason: string;
  readonly ratified: boolean;
  readonly offline: boolean;
  /** Parts that may not be read here, or are not here. */
  readonly withheld: number;
}

/** Values as they stand in the entry, written for people where the engine knows how (names for ids). */
export interface AuditValueChange {
  readonly record: string;
  readonly name: string;
  readonly type: string;
  readonly kind: 'new' | 'set' | 'remove';
  readonly field: string | null;
  readonly before: AuditValue | null;
  readonly after: AuditValue | null;
}
/** `price` in ten-thousandths, `quantity` in thousandths, `money` in fen; everything else is text. */
export type AuditValue =
  | { readonly kind: 'price'; readonly value: number }
  | { readonly kind: 'quantity'; readonly value: number }
  | { readonly kind: 'money'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string };

export interface AuditView {
  readonly rows: readonly AuditRow[];
  readonly offset: number;
  /** Of what has been looked through so far. */
  readonly total: number;
  /** Commits in all. */
  readonly all: number;
  /** Share of the log that has been looked through; 1 when done. */
  readonly searched: number;
  /** The history is still being read from the disk. */
  readonly reading: boolean;
}

export interface AuditEntryView {
  readonly row: AuditRow;
  readonly feed: string;
  readonly seq: number;
  /** Whole hash, 43 characters. */
  readonly hash: string;
  /** First 12 characters of the device's id. */
  readonly fingerprint: string;
  readonly app: string;
  readonly claimedAt: number;
  /** Time of the witness's commit that listed it; `null` while unlisted. */
  readonly listedAt: number | null;
  readonly position: number | null;
  readonly sealed: boolean;
  readonly uses: readonly string[];
  readonly documents: readonly { readonly name: string; readonly entries: number; readonly readable: boolean }[];
  readonly changes: readonly AuditValueChange[];
  /** Lines of movements, sales, cash …: [what, figure]. */
  readonly facts: readonly { readonly what: string; readonly name: string; readonly figure: AuditValue | null }[];
  readonly batch: string | null;
}

export interface AuditFacetsView {
  readonly members: readonly { readonly id: string; readonly name: string }[];
  readonly devices: readonly { readonly id: string; readonly name: string; readonly member: string }[];
  readonly branches: readonly { readonly id: string; readonly name: string }[];
  readonly modules: readonly string[];
}

export interface AuditProof {
  readonly commits: number;
  readonly devices: number;
  /** Where it broke; `null` when every chain, seal and right is as it was signed. */
  readonly trouble: { readonly feed: string; readonly seq: number; readonly code: string } | null;
}

export interface AuditQueries {
  audit: { params: AuditSearch & { readonly offset: number; readonly limit: number }; view: AuditView };
  auditEntry: { params: { readonly commit: string }; view: AuditEntryView | null };
  auditFacets: { params: null; view: AuditFacetsView };
}

export interface AuditCommands {
  /** Checks all chains, seals, texts and rights anew, as a stranger would; may be cancelled, tells its progress. */
  checkAudit: {
    input: { readonly onProgress?: (done: number, total: number) => void; readonly cancelled?: () => boolean };
    output: AuditProof;
  };
}
