/**
 * The registry of documents (design.md §3). A document is a permission domain: no view grant is finer than one, and a
 * part goes only to those who may view its document. Its name alone says what it is and where it belongs, so authority
 * is judged without looking inside; which names exist is decided here and nowhere else.
 *
 * Branch and warehouse are both in a stock document's name (design.md has the warehouse alone) because a scope is
 * `branch/warehouse` and must be readable from the name.
 */
import { asMemberId, asPlaceId, type DocumentName } from '../foundation/ids.ts';

export type DocumentKind =
  | 'policy'
  | 'journal'
  | 'listing'
  | 'settings'
  | 'catalogue'
  | 'costs'
  | 'priced'
  | 'customers'
  | 'suppliers'
  | 'contacts'
  | 'people'
  | 'wallets'
  | 'stock'
  | 'tickets'
  | 'cash'
  | 'sales'
  | 'purchasing'
  | 'transfers'
  | 'receivable'
  | 'finance'
  | 'talk'
  | 'conversation'
  | 'trail';

/** What a name says. Only the parts that its kind has are there. */
export interface DocumentIdentity {
  readonly kind: DocumentKind;
  readonly branch?: string;
  readonly warehouse?: string;
  /** `2026-11` */
  readonly month?: string;
  readonly member?: string;
  /** Both members of a conversation, in ascending order. */
  readonly pair?: readonly [string, string];
}

interface KindRow {
  /** Steps after the first one. */
  readonly steps: readonly ('branch' | 'warehouse' | 'month' | 'member' | 'pair')[];
  /**
   * Any of these grants opens it. `@b` = at the document's branch or wider, `@w` = at its warehouse or wider, `@b+` =
   * anywhere inside the branch or wider, `@any` = at whatever scope (a view of a shop-wide document is the whole of
   * it), `@wide` = at whatever scope but one's own work, `@own` = the member's own.
   */
  readonly view: 'everyone' | 'members' | readonly string[];
  /** Those named in the name may always view it. */
  readonly ownersView?: true;
  readonly personal?: true;
}

const KINDS: Readonly<Record<DocumentKind, KindRow>> = {
  policy: { steps: [], view: 'everyone' },
  journal: { steps: ['month'], view: 'everyone' },
  listing: { steps: ['month'], view: 'everyone' },
  settings: { steps: [], view: 'everyone' },
  catalogue: { steps: [], view: 'everyone' },
  costs: { steps: [], view: ['costs.view@any'] },
  priced: { steps: ['branch', 'month'], view: ['costs.view@b'] },
  customers: { steps: [], view: ['customers.view@any'], personal: true },
  suppliers: { steps: [], view: ['suppliers.view@any'], personal: true },
  // A right over one's own customers is no right to everybody's phone.
  contacts: { steps: [], view: ['contacts.view@any', 'customers.edit@wide'], personal: true },
  people: { steps: [], view: 'everyone', personal: true },
  wallets: { steps: ['month'], view: ['sales.view@any', 'customers.view@any'], personal: true },
  stock: { steps: ['branch', 'warehouse', 'month'], view: ['stock.view@w'] },
  tickets: { steps: ['branch', 'month'], view: ['sales.view@b'] },
  cash: { steps: ['branch', 'month'], view: ['sales.view@b'] },
  sales: {
    steps: ['branch', 'month', 'member'],
    view: ['orders.view@b', 'shipment.view@b', 'orders.view@own', 'shipment.view@own'],
  },
  purchasing: {
    steps: ['branch', 'month', 'member'],
    view: ['goodsReceipt.view@b+', 'purchaseOrder.view@b+', 'purchaseRequest.view@b+', 'purchaseRequest.view@own'],
  },
  transfers: { steps: ['month'], view: ['transfer.view@any'] },
  receivable: { steps: ['month'], view: ['orders.view@any', 'vouchers.view@any'] },
  finance: { steps: ['month'], view: ['vouchers.view@any'] },
  talk: { steps: ['month'], view: 'everyone', personal: true },
  conversation: { steps: ['pair', 'month'], view: 'members', ownersView: true, personal: true },
  trail: { steps: ['branch', 'month', 'member'], view: ['audit.view@b'], ownersView: true, personal: true },
};

const MONTH = /^[0-9]{4}-(0[1-9]|1[0-2])$/;
const known = new Map<string, DocumentIdentity | null>();

/** What a name says, or `null` for a name that no document has. Names repeat by the thousand, so answers are kept. */
export function parseDocumentName(name: string): DocumentIdentity | null {
  const kept = known.get(name);
  if (kept !== undefined) return kept;
  const identity = parse(name);
  if (known.size > 4096) known.clear();
  known.set(name, identity);
  return identity;
}

function parse(name: string): DocumentIdentity | null {
  const [first = '', ...rest] = name.split('/');
  const kind = kindOf(first, rest.length);
  if (kind === null) return null;
  const { steps } = KINDS[kind];
  if (rest.length !== steps.length) return null;
  const out: { -readonly [Key in keyof DocumentIdentity]: DocumentIdentity[Key] } = { kind };
  for (const [i, step] of steps.entries()) {
    const text = rest[i] ?? '';
    if (step === 'month') {
      if (!MONTH.test(text)) return null;
      out.month = text;
    } else if (step === 'member') {
      if (asMemberId(text) === null) return null;
      out.member = text;
    } else if (step === 'pair') {
      const [a = '', b = '', ...more] = text.split('~');
      if (more.length > 0 || asMemberId(a) === null || asMemberId(b) === null || a >= b) return null;
      out.pair = [a, b];
    } else {
      if (asPlaceId(text) === null) return null;
      out[step] = text;
    }
  }
  return out;
}

function kindOf(first: string, steps: number): DocumentKind | null {
  if (first === 'talk') return steps === 2 ? 'conversation' : 'talk';
  if (first === 'conversation') return null;
  return Object.hasOwn(KINDS, first) ? (first as DocumentKind) : null;
}

/** The name of an identity; throws when that would not be a document's name (a programming error). */
export function documentName(identity: DocumentIdentity): DocumentName {
  const { steps } = KINDS[identity.kind];
  const first = identity.kind === 'conversation' ? 'talk' : identity.kind;
  const rest = steps.map((step) => (step === 'pair' ? identity.pair?.join('~') : identity[step]));
  const name = [first, ...rest].join('/');
  if (parse(name) === null) throw new Error(`not a document: ${name}`);
  return name as DocumentName;
}

/**
 * Scope at which a document's entries need their uses: `b/w` for stock, `b/~member` for a member's own, `b` where only
 * the branch is named, `*` for the shop. (A grant at a wider scope covers it.)
 */
export function scopeOfDocument(identity: DocumentIdentity): string {
  if (identity.branch === undefined) return '*';
  if (identity.warehouse !== undefined) return `${identity.branch}/${identity.warehouse}`;
  if (identity.member !== undefined) return `${identity.branch}/~${identity.member}`;
  return identity.branch;
}

export type ViewRule =
  | 'everyone'
  /** Any of `grants` opens it; besides, `members` always may. See may-view.ts. */
  | { readonly grants: readonly ViewGrant[]; readonly members: readonly string[] };

export interface ViewGrant {
  /** `stock.view` */
  readonly use: string;
  /** The scope to be covered, or `any`, or `wide` for any but one's own; with `inside` a grant at a scope inside that one is enough, too. */
  readonly scope: string;
  readonly inside: boolean;
}

/** Who may view a document: any of these grants. */
export function viewRule(identity: DocumentIdentity): ViewRule {
  const row = KINDS[identity.kind];
  if (row.view === 'everyone') return 'everyone';
  const members =
    row.ownersView === true ? [...(identity.pair ?? []), ...(identity.member ? [identity.member] : [])] : [];
  const grants = row.view === 'members' ? [] : row.view.map((text) => viewGrant(text, identity));
  return { grants, members };
}

function viewGrant(text: string, identity: DocumentIdentity): ViewGrant {
  const [use = '', where = ''] = text.split('@');
  const branch = identity.branch ?? '*';
  if (where === 'any' || where === 'wide') return { use, scope: where, inside: false };
  if (where === 'w') return { use, scope: `${branch}/${identity.warehouse ?? ''}`, inside: false };
  if (where === 'own') return { use, scope: `${branch}/~${identity.member ?? ''}`, inside: false };
  return { use, scope: branch, inside: where === 'b+' };
}

/** Parts of it carry a salt: not every member may view them (design.md §2). */
export function isSalted(identity: DocumentIdentity): boolean {
  return KINDS[identity.kind].view !== 'everyone';
}

/** Personal data may stand in it (design.md §8 "Erasure"); nowhere else. */
export function mayHoldPersonalData(identity: DocumentIdentity): boolean {
  return KINDS[identity.kind].personal === true;
}
