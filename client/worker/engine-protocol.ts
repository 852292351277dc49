/**
 * What pages and the engine say to each other. The engine (replica, verdict, folds) runs in a worker; pages see plain
 * values only: never a Y.Doc, a socket or a store.
 *
 * Queries are live: `watch` gives the view now and again after each change that touches it. Commands are user actions;
 * they answer after the commit is durable in IndexedDB, so "paid" or "saved" may be shown when `ok` comes back.
 * Money is fen, prices ten-thousandths, quantities thousandths, times hybrid microseconds (shared/foundation).
 * Long because both sides are built against one page: whoever changes a view sees every other beside it.
 */
import type { Result } from '../../shared/foundation/result.ts';
import type { ExistingProduct } from '../../shared/import/existing-catalogue.ts';
import type { LinePricing, SaleInput } from '../../shared/sales/sell.ts';
import type { Freshness } from '../../shared/stock/batch-book.ts';
import type { OtherLine } from '../../shared/stock/stock-commands.ts';
import type { StockFilter } from '../../shared/stock/stock-list.ts';
import type { AuditCommands, AuditQueries } from './audit-protocol.ts';
import type { ExportCommands } from './export-protocol.ts';
import type { ImportCommands, ImportOutcome, ImportQueries } from './import-protocol.ts';
import type { LoyaltyCommands, LoyaltyQueries } from './loyalty-views.ts';
import type { PlaceCommands, PlaceQueries } from './place-views.ts';
import type { PricingView, PromotionDraft, PromotionRow } from './promotion-views.ts';
import type { QuotaCommands, QuotaQueries } from './quota-views.ts';
import type { RecoveryCommands } from './recovery-protocol.ts';
import type { RoleCommands, RoleQueries } from './role-protocol.ts';
import type { SettingsCommands, SettingsQueries } from './settings-protocol.ts';
import type { StocktakeCommands, StocktakeQueries } from './stocktake-protocol.ts';
import type { TerminalCommands, TerminalQueries } from './terminal-protocol.ts';
import type { TillCommands, TillQueries } from './till-views.ts';
import type { TodayQueries } from './today-protocol.ts';
import type { TransferCommands, TransferQueries } from './transfer-views.ts';

/** An error for people: `code` picks the localized text, `values` fill it; `detail` is small type, copyable. */
export interface ShownError {
  readonly code: string;
  readonly values?: Readonly<Record<string, string | number>>;
  readonly detail?: string;
}

export type Travel = 'listed' | 'local' | 'merged' | 'void' | 'waiting';

export interface Engine {
  watch<Name extends QueryName>(
    name: Name,
    params: Queries[Name]['params'],
    show: (view: Queries[Name]['view']) => void,
  ): () => void;
  once<Name extends QueryName>(name: Name, params: Queries[Name]['params']): Promise<Queries[Name]['view']>;
  run<Name extends CommandName>(
    name: Name,
    input: Commands[Name]['input'],
  ): Promise<Result<Commands[Name]['output'], ShownError>>;
}

// ---------------------------------------------------------------- queries

export interface Queries
  extends AuditQueries,
    LoyaltyQueries,
    RoleQueries,
    StocktakeQueries,
    SettingsQueries,
    TerminalQueries,
    TillQueries,
    TodayQueries,
    ImportQueries,
    PlaceQueries,
    QuotaQueries,
    TransferQueries {
  session: { params: null; view: SessionView };
  places: { params: null; view: PlacesView };
  products: { params: ProductsParams; view: ProductsView };
  product: { params: { readonly id: string }; view: ProductView | null };
  /** Ids of the products that a list's filter lets through, at most 5,000, in the order of the list. */
  productIds: { params: Omit<ProductsParams, 'offset' | 'limit'>; view: readonly string[] };
  categories: { params: null; view: readonly CategoryRow[] };
  /** Two digits of prefix → layout of weighed codes (shared/sales/weighed-code.ts). */
  weighedCodes: { params: null; view: Readonly<Record<string, string>> };
  /** Codes that stand for more than one thing: 疑似重复. */
  duplicateCodes: { params: null; view: readonly DuplicateCode[] };
  scan: { params: { readonly code: string }; view: ScanView };
  /** All that can be put into a basket of one product: each variant in each unit, the base unit first. */
  sellable: { params: { readonly product: string }; view: readonly SellableItem[] };
  /** The whole catalogue as the importer compares with it; asked once, when a file is checked. */
  existingProducts: {
    params: { readonly from: number; readonly count: number };
    view: { readonly products: readonly ExistingProduct[]; readonly next: number | null };
  };
  stock: { params: StockParams; view: StockView };
  movements: {
    params: { readonly variant: string; readonly warehouse: string | null; readonly limit: number };
    view: MovementsView;
  };
  /** What the till prices a basket by. */
  pricing: { params: null; view: PricingView };
  promotions: { params: null; view: readonly PromotionRow[] };
  shift: { params: null; view: ShiftView };
  tickets: { params: { readonly limit: number }; view: readonly TicketRow[] };
  ticket: { params: { readonly id: string }; view: TicketView | null };
  receipts: { params: { readonly limit: number }; view: readonly ReceiptRow[] };
  members: { params: null; view: readonly MemberRow[] };
  review: { params: null; view: readonly ReviewRow[] };
  presence: { params: { readonly record: string }; view: readonly PresenceMark[] };
  draft: { params: { readonly key: string }; view: string | null };
  openTasks: { params: null; view: OpenTasksView };
  shopSettings: { params: null; view: ShopSettingsView };
  receiptFacts: { params: { readonly id: string }; view: ReceiptFacts };
}
export type QueryName = keyof Queries;

export interface SessionView {
  /** `starting` until local data is read; `none` = no shop on this device; `joining` = policy or first data under way. */
  readonly phase: 'starting' | 'none' | 'joining' | 'ready' | 'dismissed';
  readonly shop: { readonly id: string; readonly name: string; readonly sample: boolean } | null;
  readonly member: {
    readonly id: string;
    readonly name: string;
    readonly roles: readonly string[];
    readonly rank: string;
  } | null;
  readonly device: { readonly id: string; readonly name: string } | null;
  readonly branch: { readonly id: string; readonly name: string } | null;
  readonly warehouse: { readonly id: string; readonly name: string } | null;
  readonly branches: readonly { readonly id: string; readonly name: string }[];
  readonly warehouses: readonly { readonly id: string; readonly name: string; readonly branch: string }[];
  readonly register: { readonly id: string; readonly name: string } | null;
  /** Uses this member holds now in the chosen branch, e.g. `posSale.add`, `catalogue.edit`, `costs.view`, `members.add`. */
  readonly can: readonly string[];
  /** Percent; 0 when no discount may be given. */
  readonly discountLimit: number;
  readonly joining: { readonly received: number; readonly total: number } | null;
  /** What this browser promises: persisted store, private window (forgets), usage and quota in bytes. */
  readonly storage: {
    readonly persisted: boolean;
    readonly forgets: boolean;
    readonly used: number;
    readonly quota: number;
  };
  /** Set after the local database was found gone: the last ticket that the relay had accepted, if known. */
  readonly lost: { readonly lastTicket: string | null } | null;
}

export interface PlacesView {
  readonly online: boolean;
  /** Devices and relay known, by receipt, to hold all that this one made (this one included). */
  readonly places: number;
  readonly onlyHere: readonly OnlyHereRow[];
  readonly where: readonly PlaceRow[];
  readonly needs: readonly PlaceNeed[];
  /** First characters of the policy hash, to compare two devices by eye, and how many actions it stands for. */
  readonly policy: { readonly name: string; readonly actions: number } | null;
}
export interface OnlyHereRow {
  readonly commit: string;
  readonly command: string;
  readonly time: number;
  readonly bytes: number;
  readonly title: string;
}
export interface PlaceRow {
  readonly kind: 'this' | 'relay' | 'neighbour';
  readonly name: string;
  readonly connected: boolean;
  readonly lastMet: number | null;
  /** Own commits that this place is not known to hold. */
  readonly behind: number;
}
export type PlaceNeed =
  | { readonly kind: 'storage-low'; readonly left: number }
  | { readonly kind: 'not-persisted' }
  | { readonly kind: 'clock'; readonly aheadMs: number }
  | { readonly kind: 'version' }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'relay-full' };

export interface ProductsParams {
  readonly search: string;
  readonly category: string | null;
  readonly filter: 'all' | 'sellable' | 'unpriced' | 'gaps' | 'discontinued' | 'removed' | 'conflict';
  readonly sort: {
    readonly by: 'itemNo' | 'name' | 'category' | 'retailPrice' | 'onHand';
    readonly descending: boolean;
  };
  readonly offset: number;
  readonly limit: number;
}
export interface ProductRow {
  readonly id: string;
  readonly itemNo: string;
  readonly name: string;
  readonly category: string;
  readonly unit: string;
  readonly barcode: string;
  readonly spec: string;
  readonly variants: number;
  readonly retailPrice: number | null;
  /** Thousandths; null where this member may not view the stock. */
  readonly onHand: number | null;
  readonly available: number | null;
  readonly byWeight: boolean;
  readonly conflicts: number;
  readonly removed: boolean;
  readonly discontinued: boolean;
  /** The first one's small size. */
  readonly picture?: BlobContent;
  readonly travel: Travel;
  /** Values of the colour attribute, at most six: the stripe at a tile's foot. Absent = none known. */
  readonly colours?: readonly string[];
  /** Quantity sold per day of the last thirty, oldest first; absent = not computed, the column is then left out. */
  readonly daily?: readonly number[];
}
export interface ProductsView {
  readonly rows: readonly ProductRow[];
  readonly offset: number;
  readonly total: number;
  readonly all: number;
}

/** A field whose writers have not seen each other: `value` shows until somebody chooses. */
export interface FieldValue {
  readonly value: FieldContent;
  /** Name of the writer, device, claimed time; `offline` = written more than five minutes before it was listed. */
  readonly by: string;
  readonly device: string;
  readonly time: number;
  readonly offline: boolean;
  readonly travel: Travel;
}
export type FieldContent =
  | string
  | number
  | boolean
  | null
  | readonly string[]
  | readonly UnitContent[]
  | readonly PictureContent[]
  | readonly BreakContent[]
  | Readonly<Record<string, number | readonly string[]>>;
/** `retired` ones are listed in histories and conflicts, never among a product's fields. */
export interface UnitContent {
  readonly name: string;
  readonly numerator: number;
  readonly denominator: number;
  readonly barcode?: string;
  readonly price?: number;
  readonly wholeOnly?: boolean;
  readonly retired?: boolean;
}
export interface BlobContent {
  readonly hash: string;
  readonly key: string;
  readonly bytes: number;
}
export interface PictureContent {
  readonly large: BlobContent;
  readonly small: BlobContent;
  readonly width: number;
  readonly height: number;
}
/** From this quantity (thousandths) on one base unit costs this. */
export interface BreakContent {
  readonly from: number;
  readonly price: number;
}
export interface CategoryRow {
  /** What products name: a record or a bare path. */
  readonly key: string;
  /** The whole path; `label` is its last step, `parent` the path above it. */
  readonly name: string;
  readonly label: string;
  readonly parent: string | null;
  readonly count: number;
  /** Two people moved at once; this one's move had no effect. */
  readonly unmoved: boolean;
}
export interface DuplicateCode {
  readonly code: string;
  readonly goods: readonly {
    readonly product: string;
    readonly variant: string;
    readonly name: string;
    readonly unit: string | null;
  }[];
}
/** `expect`: only where the field still holds this. */
export interface GoodsChange {
  readonly id: string;
  readonly field: string;
  readonly value: FieldContent;
  readonly expect?: FieldContent;
}
export interface BulkChange {
  readonly kind: 'set' | 'percent' | 'add';
  readonly field: string;
  readonly value?: FieldContent;
  readonly basisPoints?: number;
  readonly amount?: number;
}
export interface ProductView {
  readonly id: string;
  readonly removed: boolean;
  readonly removedBy: string | null;
  readonly travel: Travel;
  /** Current value of each field set. Fields: see shared/schema/product.ts. */
  readonly fields: Readonly<Record<string, FieldContent>>;
  /** Per field with an open conflict: all values beside each other, the shown one first; `before` = value replaced. */
  readonly conflicts: readonly {
    readonly field: string;
    readonly before: FieldContent;
    readonly values: readonly FieldValue[];
  }[];
  readonly history: readonly {
    readonly field: string;
    readonly kind: 'new' | 'set' | 'remove';
    /** The variant or category it is about, where it is not the product itself. */
    readonly of: string | null;
    readonly before: FieldContent;
    readonly after: FieldContent;
    readonly by: string;
    readonly device: string;
    readonly time: number;
    readonly travel: Travel;
  }[];
  readonly variants: readonly VariantRow[];
  /** Own codes that other goods have, too: a scan asks. */
  readonly sharedCodes: readonly { readonly code: string; readonly name: string }[];
  /** Present only for those who may view costs. */
  readonly purchasePrice?: number | null;
  readonly mergedNote: { readonly by: string; readonly field: string; readonly time: number } | null;
}
export interface VariantRow {
  readonly id: string;
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly barcodes: readonly string[];
  /** By the name of the unit they sell. */
  readonly unitBarcodes: Readonly<Record<string, readonly string[]>>;
  readonly retailPrice: number | null;
  /** Has a price of its own; else it sells at its product's. */
  readonly priced: boolean;
  readonly onHand: number | null;
  readonly available: number | null;
}

export type ScanView =
  | {
      readonly kind: 'variant';
      readonly item: SellableItem;
      readonly quantity: number | null;
      readonly amount: number | null;
    }
  | { readonly kind: 'choose'; readonly items: readonly SellableItem[] }
  | { readonly kind: 'ticket'; readonly id: string }
  | { readonly kind: 'member'; readonly id: string }
  | { readonly kind: 'badge'; readonly id: string }
  | { readonly kind: 'payment'; readonly wallet: 'wechat' | 'alipay'; readonly code: string }
  | { readonly kind: 'unknown'; readonly code: string };

export interface SellableItem {
  readonly product: string;
  readonly variant: string;
  readonly name: string;
  readonly spec: string;
  readonly itemNo: string;
  readonly unit: string;
  readonly unitNumerator: number;
  readonly unitDenominator: number;
  readonly byWeight: boolean;
  /** Price of one `unit`; null = not priced yet, not sellable. */
  readonly price: number | null;
  readonly floorPrice: number | null;
  readonly onHand: number | null;
  readonly strict: boolean;
  /** Path of the category, and prices beside retail: of one base unit, ten-thousandths. */
  readonly category?: string;
  readonly memberPrice?: number | null;
  readonly levels?: Readonly<Record<string, number>>;
  readonly breaks?: readonly BreakContent[];
  /** What its product proposes this unit for. */
  readonly proposedTo?: readonly ('buy' | 'sell' | 'count')[];
  /** What lines of it name; absent: nothing. */
  readonly tracking?: 'batch' | 'serial';
  readonly shelfLifeDays?: number;
  /** Units (thousandths) this register may still sell of a strict product. */
  readonly escrow: number | null;
}

export interface StockParams {
  readonly warehouse: string | null;
  readonly search: string;
  readonly filter: StockFilter;
  readonly offset: number;
  readonly limit: number;
}
export interface StockRow {
  readonly product: string;
  readonly variant: string;
  readonly name: string;
  readonly spec: string;
  readonly itemNo: string;
  readonly unit: string;
  readonly onHand: number;
  readonly reserved: number;
  readonly available: number;
  readonly inTransit: number;
  readonly safety: number | null;
  readonly most: number | null;
  readonly gap: boolean;
  readonly freshness: Freshness;
  readonly travel: Travel;
}
export interface StockView {
  readonly rows: readonly StockRow[];
  readonly offset: number;
  readonly total: number;
  readonly figures: {
    readonly onHand: number;
    readonly reserved: number;
    readonly inTransit: number;
    readonly negative: number;
    readonly low: number;
    readonly over: number;
    readonly gaps: number;
    readonly expiring: number;
    readonly items: number;
  };
}
export interface MovementsView {
  /** Of products with batches, in the order in which they go out. */
  readonly batches: readonly {
    readonly batch: string;
    readonly expiry: string | null;
    readonly quantity: number;
    readonly freshness: Freshness;
  }[];
  readonly onHand: number;
  readonly reserved: number;
  readonly available: number;
  readonly inTransit: number;
  readonly rows: readonly MovementRow[];
}
export interface MovementRow {
  readonly key: string;
  readonly kind: string;
  readonly document: string;
  readonly number: string;
  readonly who: string;
  /** Time it acts at, and when it came in if that was later. */
  readonly at: number;
  readonly arrived: number | null;
  readonly quantity: number;
  readonly balance: number;
  /** On an anchor (count): what the book said, and the variance now. */
  readonly count: { readonly counted: number; readonly book: number; readonly variance: number } | null;
  readonly travel: Travel;
}

export interface ShiftView {
  readonly open: { readonly id: string; readonly since: number; readonly float: number } | null;
  readonly tickets: number;
  readonly net: number;
  readonly expectedCash: number;
  readonly nextNumber: string;
}
export interface TicketRow {
  readonly id: string;
  readonly number: string;
  readonly time: number;
  readonly payable: number;
  readonly pieces: number;
  readonly who: string;
  readonly travel: Travel;
  readonly reason: string | null;
}
export interface TicketLine {
  readonly variant: string;
  readonly name: string;
  readonly spec: string;
  readonly itemNo: string;
  readonly unit: string;
  readonly quantity: number;
  readonly listPrice: number;
  readonly price: number;
  readonly paid: number;
}
export interface TicketView extends TicketRow {
  readonly lines: readonly TicketLine[];
  readonly roundOff: number;
  readonly discount: number;
  readonly tenders: readonly Tender[];
  readonly change: number;
  readonly register: string;
  readonly shop: string;
  readonly branch: string;
}
export interface Tender {
  readonly kind: 'cash' | 'wechat' | 'alipay' | 'card' | 'storedValue';
  readonly amount: number;
}
export interface ReceiptRow {
  readonly id: string;
  readonly number: string;
  readonly time: number;
  readonly supplier: string;
  readonly pieces: number;
  readonly lines: number;
  readonly who: string;
  readonly travel: Travel;
}

export interface MemberRow {
  readonly id: string;
  readonly name: string;
  readonly rank: string;
  readonly roles: readonly { readonly role: string; readonly scope: string }[];
  readonly devices: readonly {
    readonly id: string;
    readonly name: string;
    readonly lastSeen: number | null;
    readonly revoked: boolean;
    readonly self: boolean;
  }[];
  readonly active: boolean;
  readonly self: boolean;
  /** What this member (the one looking) may do with that one. */
  readonly mayDismiss: boolean;
  readonly mayEnrol: boolean;
}

export interface ReviewRow {
  readonly commit: string;
  readonly feed: string;
  readonly seq: number;
  readonly who: string;
  readonly device: string;
  readonly time: number;
  readonly verdict: 'void' | 'waiting';
  readonly reason: string;
  readonly command: string;
  /** What it says, in lines; null where this device holds only the header. */
  readonly lines: readonly string[] | null;
  readonly goods: number;
  readonly cash: number;
  readonly mayRatify: boolean;
  readonly own: boolean;
  readonly needs: string | null;
  readonly ratified: boolean;
  readonly declined: boolean;
}
export interface PresenceMark {
  readonly member: string;
  readonly name: string;
  readonly device: string;
  readonly field: string | null;
}
export interface OpenTasksView {
  readonly total: number;
  /** Of very many the worst. */
  readonly rows: readonly OversoldTask[];
}

export interface OversoldTask {
  readonly variant: string;
  readonly name: string;
  readonly warehouse: string;
  readonly onHand: number;
  readonly tickets: readonly string[];
}

/** What a receipt says beyond {@link TicketView}. */
export interface ReceiptFacts {
  readonly promotions: readonly { readonly name: string; readonly saved: number }[];
  /** All of them, also those that no page offers; null = as in the ticket's view. */
  readonly tenders: readonly { readonly kind: string; readonly amount: number }[] | null;
  /** Name of the member, in full. */
  readonly member: string | null;
  /** Who said yes on the spot, beside the cashier. */
  readonly authoriser?: string;
  /** Points earned by the ticket; points and stored value (fen) of the member after it. */
  readonly wallet?: { readonly earned: number; readonly points: number; readonly stored: number };
  /** Times that it was printed so far. */
  readonly copies: number;
}
/** What paper and the customer's screen need of the shop's settings. */
export interface ShopSettingsView {
  readonly receiptHeader: string;
  readonly receiptFooter: string;
  /** Network printers, address as `host:port`. */
  readonly printers: readonly { readonly name: string; readonly address: string }[];
  /** A `data:` address; empty = none. */
  readonly collectionPicture: string;
}

// ---------------------------------------------------------------- commands

export interface Commands
  extends AuditCommands,
    LoyaltyCommands,
    RoleCommands,
    StocktakeCommands,
    SettingsCommands,
    TerminalCommands,
    TillCommands,
    RecoveryCommands,
    ImportCommands,
    ExportCommands,
    PlaceCommands,
    QuotaCommands,
    TransferCommands {
  createShop: {
    input: {
      readonly shop: string;
      readonly member: string;
      readonly deviceName: string;
      readonly createToken?: string;
    };
    output: {
      readonly recoveryWords: readonly string[];
      readonly recoveryCode: string;
      /** Where the shop can be found again: goes on the paper. */
      readonly recoveryAddress: string;
    };
  };
  /** A shop to play in, on this device alone; `closeSample` throws it away whole. */
  openSample: {
    input: { readonly member: string; readonly deviceName: string; readonly english: boolean };
    output: null;
  };
  closeSample: { input: null; output: null };
  /** Reads an invitation or enrol link before joining. */
  readInvitation: {
    input: { readonly link: string };
    output: {
      readonly shop: string;
      readonly inviter: string;
      readonly role: string;
      readonly branch: string;
      readonly expires: number;
    };
  };
  joinShop: { input: { readonly link: string; readonly member: string; readonly deviceName: string }; output: null };
  /** Face to face: the newcomer shows its key as text/QR, the inviter enrols it, the newcomer is then let in by the relay. */
  offerKey: { input: { readonly member: string; readonly deviceName: string }; output: { readonly code: string } };
  enrol: {
    input: { readonly code: string; readonly name: string; readonly role: string; readonly branch: string };
    output: { readonly code: string };
  };
  acceptEnrolment: { input: { readonly code: string }; output: null };
  invite: {
    input: { readonly role: string; readonly branch: string; readonly hours: number; readonly uses: number };
    output: { readonly link: string };
  };
  dismiss: { input: { readonly member: string }; output: null };
  previewDismiss: {
    input: { readonly member: string };
    output: { readonly commits: number; readonly goods: number; readonly cash: number };
  };
  revokeDevice: { input: { readonly device: string }; output: null };
  changeRole: {
    input: {
      readonly member: string;
      readonly give: readonly { readonly role: string; readonly branch: string }[];
      readonly take: readonly { readonly role: string; readonly branch: string }[];
    };
    output: null;
  };
  createProduct: {
    input: { readonly fields: Readonly<Record<string, FieldContent>>; readonly purchasePrice?: number | null };
    output: { readonly id: string };
  };
  setProductField: {
    input: { readonly id: string; readonly field: string; readonly value: FieldContent };
    output: null;
  };
  /** One commit within the limits, else several that share a batch. `undo` is the input that takes it back. */
  editGoods: {
    input: { readonly changes: readonly GoodsChange[] };
    output: { readonly changed: number; readonly undo: readonly GoodsChange[] };
  };
  /** The operation of shared/catalogue/bulk-edit.ts on each of these products. */
  bulkEdit: {
    input: { readonly ids: readonly string[]; readonly operation: BulkChange };
    output: { readonly changed: number; readonly undo: readonly GoodsChange[] };
  };
  addVariants: {
    input: {
      readonly product: string;
      readonly axes: readonly { readonly name: string; readonly values: readonly string[] }[];
    };
    output: { readonly made: number };
  };
  removeVariants: { input: { readonly ids: readonly string[]; readonly restore?: boolean }; output: null };
  setUnits: { input: { readonly product: string; readonly units: readonly UnitContent[] }; output: null };
  copyProduct: { input: { readonly id: string; readonly name: string }; output: { readonly id: string } };
  saveCategory: {
    input: {
      readonly key: string | null;
      readonly name?: string;
      readonly parent?: string | null;
      readonly position?: number;
    };
    output: { readonly key: string };
  };
  removeCategory: {
    input: { readonly key: string; readonly restore?: boolean };
    output: { readonly key: string };
  };
  /** JPEG or WebP in two sizes, made by the page (shared/catalogue/picture-form.ts says which). */
  addPicture: {
    input: { readonly product: string; readonly large: Uint8Array; readonly small: Uint8Array };
    output: null;
  };
  readPicture: {
    input: { readonly hash: string; readonly key: string };
    output: { readonly bytes: Uint8Array; readonly type: string };
  };
  setWeighedCodes: { input: { readonly layouts: Readonly<Record<string, string>> }; output: null };
  removeProduct: { input: { readonly id: string }; output: null };
  restoreProduct: { input: { readonly id: string }; output: null };
  /** The plan of shared/import with the user's decisions applied; one commit per slice, one batch id. */
  importProducts: {
    input: ImportInput;
    output: ImportOutcome;
  };
  /** A piece of an import on its way; `first` lets go of what lay there. */
  stageImport: { input: Pick<ImportInput, 'create' | 'update'> & { readonly first: boolean }; output: null };
  receiveGoods: { input: ReceiveInput; output: { readonly id: string; readonly number: string } };
  otherMovement: {
    input: {
      readonly kind: 'otherIn' | 'otherOut' | 'writeOff' | 'writeOn' | 'opening';
      readonly reason: string;
      readonly lines: readonly OtherLine[];
    };
    output: { readonly number: string };
  };
  countStock: {
    input: {
      readonly lines: readonly { readonly variant: string; readonly counted: number; readonly at: number | null }[];
    };
    output: { readonly number: string };
  };
  sell: { input: SellInput; output: { readonly id: string; readonly number: string; readonly change: number } };
  ratify: { input: { readonly feed: string; readonly from: number; readonly to: number }; output: null };
  declineReview: { input: { readonly commit: string; readonly note: string }; output: null };
  syncNow: { input: null; output: null };
  askPersistence: { input: null; output: { readonly persisted: boolean } };
  exportBackup: { input: null; output: { readonly file: Uint8Array; readonly name: string } };
  /** `warehouse`: one of the branch's; without it the first that this member works in. */
  chooseBranch: { input: { readonly branch: string; readonly warehouse?: string }; output: null };
  saveDraft: { input: { readonly key: string; readonly text: string | null }; output: null };
  announcePresence: { input: { readonly record: string | null; readonly field: string | null }; output: null };
  setShopSettings: { input: Partial<ShopSettingsView>; output: null };
  /** Bytes to a network printer named in the shop's settings, through the relay. */
  printBytes: { input: { readonly address: string; readonly bytes: Uint8Array }; output: null };
  /** `id` null makes a new one. */
  savePromotion: {
    input: { readonly id: string | null; readonly promotion: PromotionDraft };
    output: { readonly id: string };
  };
  removePromotion: { input: { readonly id: string; readonly restore?: boolean }; output: null };
  setStockRule: { input: { readonly product: string; readonly rule: 'allow' | 'strict' }; output: null };
}
export type CommandName = keyof Commands;

export interface ImportInput {
  readonly fileName: string;
  /** Behind what `stageImport` has put down: a large file goes over in pieces. */
  readonly staged?: true;
  readonly create: readonly {
    readonly row: number;
    readonly fields: Readonly<Record<string, FieldContent>>;
    readonly purchasePrice?: number;
    readonly openings?: readonly ImportedOpening[];
    readonly variants?: readonly ImportedVariant[];
  }[];
  readonly update: readonly {
    readonly id: string;
    readonly changes: Readonly<Record<string, FieldContent>>;
    /** What the plan saw there: a field that holds something else by now is left alone and listed. */
    readonly expected?: Readonly<Record<string, FieldContent>>;
    /** To be added to those there are. */
    readonly barcodes?: readonly string[];
    /** Added, or in place of those of the same name. */
    readonly units?: readonly UnitContent[];
    readonly unitBarcodes?: Readonly<Record<string, readonly string[]>>;
    readonly purchasePrice?: number;
    readonly variants?: readonly ImportedVariantChange[];
    /** Variants the file has and the product has not. */
    readonly newVariants?: readonly ImportedVariant[];
  }[];
  /** Called after each slice is durable. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly cancelled?: () => boolean;
}
export interface ImportedVariant {
  readonly attributes: Readonly<Record<string, string>>;
  readonly barcodes: readonly string[];
  readonly unitBarcodes?: Readonly<Record<string, readonly string[]>>;
  readonly itemNo?: string;
  readonly retailPrice?: number;
  readonly floorPrice?: number;
  readonly purchasePrice?: number;
  readonly openings?: readonly ImportedOpening[];
}
export interface ImportedVariantChange {
  readonly id: string;
  readonly barcodes?: readonly string[];
  readonly unitBarcodes?: Readonly<Record<string, readonly string[]>>;
  readonly itemNo?: string;
  readonly retailPrice?: number;
  readonly floorPrice?: number;
  readonly purchasePrice?: number;
}
/** `warehouse` null: the one worked in. `unitCost`: ten-thousandths of a yuan for one base unit. */
export interface ImportedOpening {
  readonly warehouse: string | null;
  readonly quantity: number;
  readonly unitCost?: number;
}
export interface ReceiveInput {
  readonly supplier: string;
  readonly deliveryNote: string;
  readonly remark: string;
  readonly lines: readonly {
    readonly variant: string;
    readonly unit: string;
    readonly quantity: number;
    readonly numerator: number;
    readonly denominator: number;
    readonly rejected: number;
    readonly rejectedReason: string;
    readonly amount?: number;
    readonly batch?: string;
    readonly expiry?: string;
  }[];
}
export interface SellInput extends Pick<SaleInput, 'loyaltyMember' | 'coupons' | 'points' | 'walletPin'> {
  /** One id per basket, made when it was opened: pressing twice, or paying it in two tabs, gives one ticket. */
  readonly basket: string;
  readonly lines: readonly {
    readonly variant: string;
    readonly unit: string;
    readonly numerator: number;
    readonly denominator: number;
    readonly quantity: number;
    readonly listPrice: number;
    readonly price: number;
    readonly amount: number | null;
    /** As the price engine priced it; a ticket's lines all say so, or none. */
    readonly priced?: LinePricing;
  }[];
  readonly roundOff: number;
  readonly discount: number;
  readonly tenders: readonly Tender[];
}
