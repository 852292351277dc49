/**
 * What commands may ask of the open shop. A command turns a user's action into a plan (documents and entries), the plan
 * is checked against the member's grants before it is signed, and the writer puts it on disk. Commands read the same
 * tables that pages read; what they decide by is read again whenever the writer has to plan anew.
 */
import type { Json } from '../../shared/commit/json-text.ts';
import type { Over } from '../../shared/fold/record-fold.ts';
import type { DeviceId, MemberId, PlaceId, RecordId, ShopId } from '../../shared/foundation/ids.ts';
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import type { BatchStock } from '../../shared/stock/batch-book.ts';
import type { GoodsLookup } from '../queries/goods.ts';
import type { Planner, WritePlan, WrittenCommit } from '../replica/own-writer.ts';
import type { BasketRecord } from '../replica/records.ts';
import type { ShownError } from '../worker/engine-protocol.ts';
import type { LoyaltyBooks } from './loyalty-books.ts';

/** Where this device works now. */
export interface Post {
  readonly shop: ShopId;
  /** The first key of this device, whoever works on it: papers are numbered by it. */
  readonly device: DeviceId;
  readonly member: MemberId;
  readonly branch: PlaceId;
  readonly branchCode: string;
  readonly warehouse: PlaceId;
  readonly register: PlaceId;
  readonly registerCode: string;
  /** Epochs this device has begun, the present one included. */
  readonly epoch: number;
}

/** Records as commands edit them: only with all history in memory. */
export interface EditableRecords {
  has(type: string, id: string): boolean;
  value(type: string, id: string, field: string): Json | undefined;
  overOfField(type: string, id: string, field: string): Over;
  overOfRecord(type: string, id: string): Over;
}

export interface CommandShop {
  readonly post: Post;
  readonly goods: GoodsLookup;
  /** Thousandths of the base unit; null where this member may not view the stock. */
  onHand(variant: string, warehouse: string): number | null;
  /** Units of a strict product that this register may still sell. */
  escrow(variant: string): number;
  /** Of a warehouse; null for one that nobody knows. */
  branchOf?(warehouse: string): string | null;
  /** Batches of a good on hand in the warehouse worked in, and what day it is; absent where no stock is known. */
  readonly batches?: (variant: string) => {
    readonly batches: readonly BatchStock[];
    /** On hand without a batch. */
    readonly unnamed: number;
    readonly today: string;
  };
  recordId(): RecordId;
  /** Does the member hold this use (`module.action≤limit@scope`) by the newest policy known here? */
  may(use: string): boolean;
  counter(name: string): Promise<unknown>;
  basket(key: string): Promise<BasketRecord | null>;
  /** The shift was closed, here or by somebody else: what comes now is of the next one. */
  shiftClosed?(id: string): boolean;
  /** Members' wallets; without them a till sells to nobody by name. */
  readonly loyalty?: LoyaltyBooks;
  /** Resolves when folds with full history are in memory. */
  records(): Promise<EditableRecords>;
  write(planner: Planner): Promise<Result<WrittenCommit, ShownError>>;
}

/**
 * The plan, if this member may do it: `not-allowed` names the use that is missing, so that a screen can say who could.
 * Whether the commit will stand is the policy's business; this only spares work that surely won't.
 */
export function permitted(shop: CommandShop, plan: WritePlan): Result<WritePlan, ShownError> {
  const missing = plan.uses.find((use) => !shop.may(use));
  return missing === undefined ? ok(plan) : err({ code: 'not-allowed', values: { use: missing } });
}
