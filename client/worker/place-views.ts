/**
 * What the pages of branches, warehouses, bins and tills see and do. Part of the engine's protocol (engine-protocol.ts
 * takes these in).
 */
type PlaceTravel = 'listed' | 'local' | 'merged' | 'void' | 'waiting';

export type PlaceType = 'branch' | 'warehouse' | 'bin' | 'register';

export interface PlaceName {
  readonly id: string;
  readonly name: string;
}

export interface BinRow extends PlaceName {
  readonly travel: PlaceTravel;
}
export interface WarehouseRow extends PlaceName {
  readonly code: string;
  readonly address: string;
  readonly bins: readonly BinRow[];
  /** Variants with stock, and what of it is below zero; null where this member may not view it. */
  readonly stock: { readonly items: number; readonly negative: number } | null;
  /** Transfers from or to it that are not through. */
  readonly transfers: number;
  readonly travel: PlaceTravel;
}
export interface RegisterRow extends PlaceName {
  readonly code: string;
  readonly warehouse: string;
  /** Whose it is; empty = no device yet. */
  readonly device: string;
  readonly deviceName: string;
  readonly shiftOpen: boolean;
  readonly here: boolean;
  readonly travel: PlaceTravel;
}
export interface BranchRow extends PlaceName {
  readonly code: string;
  readonly phone: string;
  readonly address: string;
  /** Addresses of the shop's printers that stand here. */
  readonly printers: readonly string[];
  readonly warehouses: readonly WarehouseRow[];
  readonly registers: readonly RegisterRow[];
  readonly here: boolean;
  readonly travel: PlaceTravel;
}
export interface PlaceTreeView {
  readonly branches: readonly BranchRow[];
  /** Closed ones, to be opened again. */
  readonly closed: readonly (PlaceName & { readonly type: PlaceType })[];
  readonly printers: readonly { readonly name: string; readonly address: string }[];
  /** Devices that no register names. */
  readonly devices: readonly PlaceName[];
  readonly mayAdd: boolean;
  readonly mayEdit: boolean;
  readonly mayClose: boolean;
  readonly transferApproval: boolean;
  readonly otherBranchStock: boolean;
}

/** Where this member may work: what the shell switches between. */
export interface WorkplacesView {
  readonly branches: readonly (PlaceName & { readonly warehouses: readonly PlaceName[] })[];
}

/** One variant in one place that may be seen. */
export interface StockPlaceRow {
  readonly name: string;
  readonly here: boolean;
  readonly onHand: number;
  readonly available: number;
  readonly inTransit: number;
}

export type PlaceFields = Readonly<Record<string, string | readonly string[]>>;

export interface PlaceQueries {
  placeTree: { params: null; view: PlaceTreeView };
  workplaces: { params: null; view: WorkplacesView };
  /** Warehouses of the branch worked in; with `otherBranchStock` those of every branch whose stock may be seen. */
  stockByPlace: { params: { readonly variant: string }; view: readonly StockPlaceRow[] };
}
export interface PlaceCommands {
  /** `id` null makes a new one: a branch comes with a warehouse of its own. */
  savePlace: {
    input: { readonly type: PlaceType; readonly id: string | null; readonly fields: PlaceFields };
    output: { readonly id: string };
  };
  /**
   * Closes a place. Stock that is still there goes to `stockTo`, by a transfer that is sent and received at once.
   * Errors: `place-stock` {items}, `place-transfers`, `place-shift`, `place-negative`, `place-last`, `place-inside`.
   */
  closePlace: {
    input: { readonly type: PlaceType; readonly id: string; readonly stockTo: string | null };
    output: null;
  };
  reopenPlace: { input: { readonly type: PlaceType; readonly id: string }; output: null };
  setPlaceRules: {
    input: { readonly transferApproval?: boolean; readonly otherBranchStock?: boolean };
    output: null;
  };
}
