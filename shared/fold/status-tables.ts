/**
 * Status tables of documents (trade.md §2.2), as data. What a table does not have is without effect. Progress (partial,
 * done) is no event: it comes from the movements that cite the document and is laid over the table's answer.
 */
export type OrderStatus =
  | 'draft'
  | 'submitted'
  | 'rejected'
  | 'approved'
  | 'partial'
  | 'done'
  | 'closed'
  | 'void'
  | 'expired';
export type PostedStatus = 'draft' | 'submitted' | 'rejected' | 'posted' | 'reversed' | 'void';

export type StatusEventKind =
  | 'submit'
  | 'edit'
  | 'withdraw'
  | 'approve'
  | 'reject'
  | 'unapprove'
  | 'forceClose'
  | 'reopen'
  | 'void'
  | 'post'
  | 'reverse';

export interface StatusTable<Status extends string> {
  readonly start: Status;
  readonly next: Readonly<Partial<Record<Status, Readonly<Partial<Record<StatusEventKind, Status>>>>>>;
  /**
   * An event that has not seen the one that led to a status may take its place there: [status, event → status]. The
   * rows of trade.md §2.4: reject over approve, withdraw over approve, void over approve and edit.
   */
  readonly unseen: Readonly<Partial<Record<Status, Readonly<Partial<Record<StatusEventKind, Status>>>>>>;
  /** Events that do nothing beside an execution, unless a later approval has seen them. */
  readonly idleOnceExecuted: readonly StatusEventKind[];
  /** Where progress shows; null for documents that are executed by being posted. */
  readonly progressOn: { readonly running: Status; readonly closed: Status; readonly void: Status } | null;
}

/** purchaseRequest, purchaseOrder, quote, salesOrder, transfer request. */
export const ORDER_TABLE: StatusTable<OrderStatus> = {
  start: 'draft',
  next: {
    draft: { submit: 'submitted', edit: 'draft', void: 'void' },
    submitted: { edit: 'submitted', withdraw: 'draft', approve: 'approved', reject: 'rejected', void: 'void' },
    rejected: { submit: 'submitted', edit: 'draft', void: 'void' },
    approved: { edit: 'submitted', unapprove: 'submitted', forceClose: 'closed' },
    closed: { reopen: 'approved' },
  },
  unseen: {
    approved: { reject: 'rejected', withdraw: 'draft', void: 'void' },
  },
  idleOnceExecuted: ['unapprove', 'withdraw', 'reject'],
  progressOn: { running: 'approved', closed: 'closed', void: 'void' },
};

/** Every other document: draft → posted → reversed; with a flow draft → submitted → approved, which is posted. */
export const POSTED_TABLE: StatusTable<PostedStatus> = {
  start: 'draft',
  next: {
    draft: { submit: 'submitted', edit: 'draft', void: 'void', post: 'posted' },
    submitted: { edit: 'submitted', withdraw: 'draft', approve: 'posted', reject: 'rejected', void: 'void' },
    rejected: { submit: 'submitted', edit: 'draft', void: 'void' },
    posted: { reverse: 'reversed' },
  },
  unseen: {},
  idleOnceExecuted: [],
  progressOn: null,
};
