/**
 * The people of the shop under attack: an owner, two admins, managers and sellers in two branches, a keeper, finance,
 * somebody who was never let in, and the paper key. Keys are the same in every run; `foundShop` writes the first
 * commits, all by the owner, and some honest trade to look at.
 */

import { type SyncSigner, sha256 } from '../../relay/platform/node-crypto.ts';
import { deviceIdOf, shopIdOf } from '../../shared/commit/chain.ts';
import type { WireCommit } from '../../shared/commit/codec.ts';
import type { Entry } from '../../shared/commit/part.ts';
import { writePart } from '../../shared/commit/part.ts';
import { toBase64url } from '../../shared/foundation/bytes.ts';
import { monthOf } from '../../shared/foundation/clock.ts';
import type { ShopId } from '../../shared/foundation/ids.ts';
import { BUILT_IN_RANKS, BUILT_IN_ROLES, type BuiltInRole, builtInGrants } from '../../shared/policy/built-in-roles.ts';
import type { DraftPart } from '../../shared/replica/commit-builder.ts';
import { keyOf, Pen, partOf } from './pen.ts';

export const BRANCH = 'branch01';
export const OTHER_BRANCH = 'branch02';
export const WAREHOUSE = 'stock001';
export const MONTH = monthOf(Date.now() * 1000, 480);
export const STOCK = `stock/${BRANCH}/${WAREHOUSE}/${MONTH}`;
export const OTHER_STOCK = `stock/${OTHER_BRANCH}/stock002/${MONTH}`;
export const TICKETS = `tickets/${BRANCH}/${MONTH}`;
export const CASH = `cash/${BRANCH}/${MONTH}`;
export const SECRET_PRICE = 384_700;

export type Role = BuiltInRole;
export const CAST = {
  admin: { role: 'admin', scope: '*' },
  admin2: { role: 'admin', scope: '*' },
  manager: { role: 'manager', scope: BRANCH },
  manager2: { role: 'manager', scope: BRANCH },
  seller: { role: 'seller', scope: BRANCH },
  seller2: { role: 'seller', scope: BRANCH },
  farseller: { role: 'seller', scope: OTHER_BRANCH },
  keeper: { role: 'keeper', scope: `${BRANCH}/${WAREHOUSE}` },
  finance: { role: 'finance', scope: '*' },
  watcher: { role: 'admin', scope: '*' },
} as const satisfies Record<string, { readonly role: Role; readonly scope: string }>;
export type Actor = keyof typeof CAST | 'owner';

export const memberOf = (actor: string): string => `member-${actor}`.padEnd(16, '0').slice(0, 16);
export const deviceOf = (key: SyncSigner) => deviceIdOf(sha256, key.publicKey);
export const policy = (action: Entry): DraftPart => partOf('policy', [action]);
/** A record id of this device. */
export const recordOf = (device: string, name: string): string => `${device}.${name.padEnd(10, '0').slice(0, 10)}`;

export interface Shop {
  readonly shop: ShopId;
  readonly witnessKey: Uint8Array;
  /** Everything the owner wrote, in order. */
  readonly base: readonly WireCommit[];
  readonly owner: Pen;
  readonly product: string;
  readonly keys: readonly Uint8Array[];
  /** A pen that has seen the whole base and writes in an epoch of its own. */
  pen(actor: Actor, epoch?: string): Pen;
  key(actor: string): SyncSigner;
}

/** `salt` makes another shop of the same people. */
export function foundShop(witnessKey: Uint8Array, salt = 'shop'): Shop {
  const key = (actor: string) => keyOf(actor);
  const genesis: Entry = {
    kind: 'genesis',
    owner: memberOf('owner'),
    recovery: deviceOf(key('paper')),
    witness: deviceIdOf(sha256, witnessKey),
    publicKey: toBase64url(key('owner').publicKey),
    recoveryKey: toBase64url(key('paper').publicKey),
    witnessKey: toBase64url(witnessKey),
    utcOffsetMinutes: 480,
    currency: 'CNY',
    nonce: salt,
  };
  const shop = shopIdOf(sha256, writePart({ command: 'createShop', entries: [genesis] }));
  const owner = new Pen(shop, key('owner'));
  const base: WireCommit[] = [];
  const act = (action: Entry, command = 'policy') => base.push(owner.write({ command, parts: [policy(action)] }));
  act(genesis, 'createShop');
  for (const role of BUILT_IN_ROLES) {
    act({ kind: 'role', role, rank: BUILT_IN_RANKS[role], add: builtInGrants(role) });
  }
  for (const [actor, { role, scope }] of Object.entries(CAST)) {
    const { publicKey } = key(actor);
    act({ kind: 'grant', member: memberOf(actor), role, scope });
    const device = deviceIdOf(sha256, publicKey);
    act({ kind: 'enrol', device, member: memberOf(actor), publicKey: toBase64url(publicKey) });
  }
  const product = recordOf(owner.device, 'tea');
  base.push(
    owner.write({
      uses: ['catalogue.add@*', 'costs.add@*', `stockAdjustment.add@${BRANCH}`],
      parts: [
        partOf('catalogue', [
          { kind: 'new', type: 'product', id: product, fields: { name: '龙井茶', unit: '盒', retailPrice: 1_280_000 } },
        ]),
        partOf('costs', [{ kind: 'new', type: 'cost', id: product, fields: { purchasePrice: SECRET_PRICE } }]),
        partOf(STOCK, [
          {
            kind: 'movement',
            variant: product,
            quantity: 100_000,
            type: 'opening',
            document: recordOf(owner.device, 'opening'),
            line: 1,
          },
        ]),
      ],
    }),
  );
  return {
    shop,
    witnessKey,
    base,
    owner,
    product,
    keys: [...Object.keys(CAST), 'owner', 'paper'].map((actor) => key(actor).publicKey),
    pen(actor, epoch = 'epoch001') {
      const pen = new Pen(shop, key(actor), epoch);
      if (actor === 'owner' && epoch === 'epoch001') return owner;
      pen.saw(owner);
      return pen;
    },
    key,
  };
}

let tickets = 0;
/** A sale at the till: ticket, stock and cash in one commit, exactly as the client writes it. */
export function sale(
  pen: Pen,
  product: string,
  quantity = 1,
): { readonly uses: readonly string[]; readonly parts: readonly DraftPart[] } {
  tickets += 1;
  const id = recordOf(pen.device, `sale${tickets}`);
  const shift = recordOf(pen.device, 'shift');
  const amount = 12_800 * quantity;
  const line = {
    variant: product,
    name: '龙井茶',
    unit: '盒',
    numerator: 1,
    denominator: 1,
    quantity: 1000 * quantity,
    base: 1000 * quantity,
    listPrice: 1_280_000,
    price: 1_280_000,
    amount,
    discount: 0,
    roundOff: 0,
    paid: amount,
  };
  const ticket: Entry = {
    kind: 'posSale',
    id,
    number: `LS-${tickets}`,
    register: 'register',
    shift,
    lines: [line],
    discount: 0,
    roundOff: 0,
    payable: amount,
    tenders: [{ kind: 'cash', amount }],
    change: 0,
    handler: memberOf('seller'),
    basket: `basket-${tickets}`,
  };
  return {
    uses: [`sales.add@${BRANCH}`],
    parts: [
      partOf(TICKETS, [ticket]),
      partOf(STOCK, [
        { kind: 'movement', variant: product, quantity: -1000 * quantity, type: 'sale', document: id, line: 1 },
      ]),
      partOf(CASH, [
        { kind: 'cash', type: 'sale', shift, register: 'register', account: 'cash', amount, document: id },
      ]),
    ],
  };
}
