/**
 * What the pages see and do of quota (配额) of strict products. Part of the engine's protocol (engine-protocol.ts takes
 * these in). Quantities are thousandths, times hybrid microseconds.
 */
import type { QuotaCause } from '../../shared/stock/quota-tasks.ts';

export interface QuotaTill {
  readonly register: string;
  readonly name: string;
  readonly here: boolean;
  readonly quantity: number;
}
export interface QuotaRow {
  readonly variant: string;
  readonly name: string;
  readonly spec: string;
  readonly itemNo: string;
  readonly unit: string;
  readonly onHand: number;
  /** Not handed out; below zero when more was. */
  readonly pool: number;
  /** Every till of the warehouse, those without units as well. */
  readonly tills: readonly QuotaTill[];
}
export interface QuotaAskRow {
  readonly id: string;
  readonly variant: string;
  readonly title: string;
  readonly unit: string;
  readonly quantity: number;
  /** Who asks, and who is asked. */
  readonly till: string;
  readonly from: string;
  readonly time: number;
  /** This till is asked; otherwise it is this one that asks. */
  readonly toHere: boolean;
  /** What this till could give. */
  readonly left: number;
}
export interface QuotaTaskRow {
  readonly kind: 'overdraw' | 'poolShort';
  readonly title: string;
  readonly missing: number;
  /** The till, or the warehouse. */
  readonly where: string;
  readonly causes: readonly QuotaCause[];
  readonly who: readonly string[];
}
export interface QuotaView {
  readonly rows: readonly QuotaRow[];
  readonly asks: readonly QuotaAskRow[];
  readonly tills: readonly {
    readonly register: string;
    readonly name: string;
    readonly here: boolean;
    readonly held: number;
  }[];
  readonly online: boolean;
  readonly may: { readonly handOut: boolean; readonly passOn: boolean };
}

/** What a till may still sell of one variant, and who else holds some. */
export interface QuotaLeftView {
  readonly left: number;
  readonly unit: string;
  readonly others: readonly QuotaTill[];
  /** Already asked, and not answered. */
  readonly asked: boolean;
}

export interface QuotaQueries {
  quota: { params: null; view: QuotaView };
  quotaLeft: { params: { readonly variant: string }; view: QuotaLeftView | null };
  quotaAsks: { params: null; view: readonly QuotaAskRow[] };
  quotaTasks: { params: null; view: readonly QuotaTaskRow[] };
}
export interface QuotaCommands {
  /**
   * Hands out from the pool of the warehouse; a negative quantity takes back into it. Errors: `quota-pool` {left},
   * `quota-held` {left}, `offline-needed`, `bad-quantity`, `not-allowed` and the writer's.
   */
  grantEscrow: {
    input: { readonly variant: string; readonly register: string; readonly quantity: number };
    output: null;
  };
  /** From this till to another one. Errors: `quota-held` {left}, `bad-quantity`, `not-allowed` and the writer's. */
  passQuota: {
    input: { readonly variant: string; readonly to: string; readonly quantity: number };
    output: null;
  };
  /** All that a till holds goes back to the pool: it is lost. Errors: `offline-needed`, `not-allowed` and the writer's. */
  reclaimTill: { input: { readonly register: string }; output: { readonly kinds: number } };
  askQuota: {
    input: { readonly variant: string; readonly from: string; readonly quantity: number };
    output: null;
  };
  /** `quantity` 0 says no. Errors: `quota-ask-gone`, `quota-held` {left}, `not-allowed` and the writer's. */
  answerQuota: { input: { readonly ask: string; readonly quantity: number }; output: null };
}
