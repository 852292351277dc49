/**
 * The shop that every fuzz case starts from: an owner, a manager, two sellers and a keeper at one branch, the relay as
 * witness. Built once with the case's signer and given to each device, so a case pays only for its own steps.
 */
import { deviceIdOf, shopIdOf } from '../../shared/commit/chain.ts';
import type { Entry } from '../../shared/commit/part.ts';
import { writePart } from '../../shared/commit/part.ts';
import { toBase64url } from '../../shared/foundation/bytes.ts';
import { asDocumentName, type DocumentName, type ShopId } from '../../shared/foundation/ids.ts';
import type { DraftPart } from '../../shared/replica/commit-builder.ts';
import { FuzzDevice, type FuzzMakers } from './fuzz-device.ts';
import { type FuzzSigner, nodeSha256 } from './fuzz-signer.ts';
import type { StoredCommit } from './stored-commit.ts';

export const BRANCH = 'branch01';
export const OTHER_BRANCH = 'branch02';
export const WAREHOUSE = 'stock001';
export const OTHER_WAREHOUSE = 'stock002';
export const MONTH = '2026-09';
export const STAFF = [
  { device: 'manager', member: 'member-manager00', role: 'manager' },
  { device: 'anna', member: 'member-anna-0000', role: 'seller' },
  { device: 'bo', member: 'member-bo-000000', role: 'seller' },
  { device: 'keeper', member: 'member-keeper000', role: 'keeper' },
] as const;
export const OWNER_MEMBER = 'member-owner0000';

export function documentName(text: string): DocumentName {
  const name = asDocumentName(text);
  if (name === null) throw new Error(`not a document: ${text}`);
  return name;
}
export const STOCK = documentName(`stock/${BRANCH}/${WAREHOUSE}/${MONTH}`);
export const OTHER_STOCK = documentName(`stock/${OTHER_BRANCH}/${OTHER_WAREHOUSE}/${MONTH}`);
export const POLICY = documentName('policy');
export const LISTING = documentName(`listing/${MONTH}`);

export function policyPart(action: Entry): DraftPart {
  return { document: POLICY, entries: [action], salt: null };
}

const ROLES: readonly Entry[] = [
  { kind: 'role', role: 'seller', rank: 'staff', add: ['sales.add', 'sales.discount\u226410'] },
  { kind: 'role', role: 'keeper', rank: 'staff', add: ['stockAdjustment.add', 'goodsReceipt.add'] },
  {
    kind: 'role',
    role: 'manager',
    rank: 'manager',
    add: [
      'sales.*',
      'stockAdjustment.*',
      'goodsReceipt.*',
      'members.narrow',
      'members.enrol',
      'role.seller',
      'role.keeper',
    ],
  },
];

export interface FuzzShop {
  readonly shop: ShopId;
  /** Devices by name, `relay` among them, all holding the same first commits, all listed. */
  readonly devices: ReadonlyMap<string, FuzzDevice>;
  readonly base: readonly StoredCommit[];
}

export const DEVICE_NUMBERS: ReadonlyMap<string, number> = new Map(
  ['owner', 'relay', 'paper', ...STAFF.map((one) => one.device), 'newcomer'].map((name, at) => [name, at]),
);

export class FuzzShopMaker {
  readonly #signer: FuzzSigner;
  readonly #make: FuzzMakers;
  readonly shop: ShopId;
  readonly #genesis: Entry;
  #base: readonly StoredCommit[] | null = null;

  constructor(signer: FuzzSigner, make: FuzzMakers) {
    this.#signer = signer;
    this.#make = make;
    const id = (name: string) => deviceIdOf(nodeSha256, signer.key(DEVICE_NUMBERS.get(name) ?? 0).publicKey);
    const publicKey = (name: string) => toBase64url(signer.key(DEVICE_NUMBERS.get(name) ?? 0).publicKey);
    this.#genesis = {
      kind: 'genesis',
      owner: OWNER_MEMBER,
      recovery: id('paper'),
      witness: id('relay'),
      publicKey: publicKey('owner'),
      recoveryKey: publicKey('paper'),
      witnessKey: publicKey('relay'),
      utcOffsetMinutes: 480,
      currency: 'CNY',
    };
    this.shop = shopIdOf(nodeSha256, writePart({ command: 'createShop', entries: [this.#genesis] }));
  }

  device(name: string): FuzzDevice {
    return this.deviceOf(name, DEVICE_NUMBERS.get(name) ?? 0);
  }

  /** A device with the n-th key; it knows the keys of the base shop. */
  deviceOf(name: string, number: number): FuzzDevice {
    const device = new FuzzDevice(name, number, this.#signer, this.shop, this.#make);
    for (const other of DEVICE_NUMBERS.values()) device.replica.introduce(this.#signer.key(other).publicKey);
    return device;
  }

  /** Fresh devices with the base history taken; `relay` has listed all of it and everybody has the listing. */
  async make(names: readonly string[]): Promise<FuzzShop> {
    this.#base ??= await this.#makeBase();
    const devices = new Map<string, FuzzDevice>();
    for (const name of new Set(['owner', 'relay', ...names])) {
      const device = this.device(name);
      for (const stored of this.#base) await device.receive([{ ...stored, parts: [...stored.parts] }]);
      device.adoptOwn();
      devices.set(name, device);
    }
    return { shop: this.shop, devices, base: this.#base };
  }

  async #makeBase(): Promise<readonly StoredCommit[]> {
    const owner = this.device('owner');
    const relay = this.device('relay');
    const write = (action: Entry, command: string) => {
      const stored = owner.write({ command, uses: [], parts: [policyPart(action)] });
      if (stored === null) throw new Error(`the owner could not ${command}`);
      return stored;
    };
    const base = [write(this.#genesis, 'createShop')];
    for (const role of ROLES) base.push(write(role, 'defineRole'));
    for (const { device, member, role } of STAFF) {
      const { publicKey } = this.#signer.key(DEVICE_NUMBERS.get(device) ?? 0);
      base.push(write({ kind: 'grant', member, role, scope: BRANCH }, 'grant'));
      const id = deviceIdOf(nodeSha256, publicKey);
      base.push(write({ kind: 'enrol', device: id, member, publicKey: toBase64url(publicKey) }, 'enrol'));
    }
    for (const stored of base) await relay.receive([stored]);
    const listing = relay.listNew();
    if (listing === null) throw new Error('the relay listed nothing');
    return [...base, listing];
  }
}
