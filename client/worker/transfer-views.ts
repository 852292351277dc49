/**
 * What the pages of transfers see and do. Part of the engine's protocol (engine-protocol.ts takes these in). Quantities
 * are thousandths, times hybrid microseconds.
 */
import type { TransferEventKind, TransferMoveType } from '../../shared/schema/transfer.ts';
import type { TransferStage } from '../../shared/transfers/transfer-state.ts';

type TransferTravel = 'listed' | 'local' | 'merged' | 'void' | 'waiting';

export interface TransferPlace {
  readonly branch: string;
  readonly warehouse: string;
  /** `总店 · 大仓`; the branch alone where it has one warehouse. */
  readonly name: string;
}

export interface TransferRow {
  readonly id: string;
  readonly number: string;
  readonly time: number;
  readonly from: TransferPlace;
  readonly to: TransferPlace;
  readonly stage: TransferStage;
  /** Name of the first line, and of how many. */
  readonly title: string;
  readonly lines: number;
  /** Asked, shipped and not yet in. */
  readonly asked: number;
  readonly underWay: number;
  readonly who: string;
  readonly travel: TransferTravel;
  /** Somebody who looks has to do the next step. */
  readonly mine: boolean;
}

export interface TransferListView {
  readonly rows: readonly TransferRow[];
  readonly total: number;
  readonly counts: Readonly<Record<TransferTab, number>>;
}
export type TransferTab = 'all' | 'asked' | 'toShip' | 'underWay' | 'differs' | 'done';

export interface TransferLineView {
  readonly line: number;
  readonly variant: string;
  readonly name: string;
  readonly spec: string;
  readonly itemNo: string;
  readonly unit: string;
  readonly asked: number;
  readonly shipped: number;
  readonly received: number;
  readonly lost: number;
  readonly back: number;
  readonly underWay: number;
  /** At the sending warehouse; null where its stock may not be viewed. */
  readonly onHand: number | null;
}

export interface TransferLogRow {
  readonly key: string;
  readonly kind: 'request' | TransferEventKind | TransferMoveType;
  readonly who: string;
  readonly time: number;
  readonly pieces: number;
  readonly reason: string;
  readonly travel: TransferTravel;
}

export interface TransferTaskView {
  readonly kind:
    | 'short'
    | 'over'
    | 'overShipped'
    | 'voided'
    | 'lapsed'
    | 'noEffect'
    | 'editClash'
    | 'misplaced'
    | 'disputed'
    | 'orphan'
    | 'unlike';
  readonly transfer: string;
  readonly number: string;
  readonly from: string;
  readonly to: string;
  readonly title: string;
  readonly pieces: number;
  readonly who: string;
  readonly time: number;
  /** Two receipts that did not know of each other: probably one delivery, booked in twice. */
  readonly double: boolean;
}

export interface TransferView extends TransferRow {
  readonly status: string;
  readonly remark: string;
  readonly expected: string | null;
  readonly needsApproval: boolean;
  readonly version: string;
  readonly detail: readonly TransferLineView[];
  readonly log: readonly TransferLogRow[];
  readonly tasks: readonly TransferTaskView[];
  readonly may: {
    readonly approve: boolean;
    readonly reject: boolean;
    readonly unapprove: boolean;
    readonly edit: boolean;
    readonly resubmit: boolean;
    readonly ship: boolean;
    readonly receive: boolean;
    readonly cancel: boolean;
    readonly lose: boolean;
    readonly bringBack: boolean;
    readonly correct: boolean;
    readonly confirmShipped: boolean;
  };
}

/** Where goods may be asked from and sent to, by who looks. */
export interface TransferEndsView {
  readonly all: readonly TransferPlace[];
  /** Ids of warehouses this member may ask for or send from. */
  readonly mine: readonly string[];
  readonly here: string | null;
}

export interface MoveLineInput {
  readonly line: number;
  readonly quantity: number;
}

export interface TransferQueries {
  transfers: {
    params: { readonly tab: TransferTab; readonly search: string; readonly limit: number };
    view: TransferListView;
  };
  transfer: { params: { readonly id: string }; view: TransferView | null };
  transferEnds: { params: null; view: TransferEndsView };
  transferTasks: { params: null; view: readonly TransferTaskView[] };
}
export interface TransferCommands {
  askTransfer: {
    input: {
      readonly from: string;
      readonly to: string;
      readonly side: 'from' | 'to';
      readonly expected: string | null;
      readonly remark: string;
      readonly lines: readonly { readonly variant: string; readonly quantity: number }[];
    };
    output: { readonly id: string; readonly number: string };
  };
  decideTransfer: {
    input: {
      readonly id: string;
      readonly event: Exclude<TransferEventKind, 'edit'>;
      readonly reason: string;
    };
    output: null;
  };
  editTransfer: { input: { readonly id: string; readonly lines: readonly MoveLineInput[] }; output: null };
  /** Closes what is left and brings back what is under way. */
  cancelTransfer: { input: { readonly id: string; readonly reason: string }; output: null };
  moveTransfer: {
    input: {
      readonly id: string;
      readonly type: TransferMoveType;
      readonly complete: boolean;
      readonly reason: string;
      readonly lines: readonly MoveLineInput[];
    };
    output: null;
  };
}
