/**
 * The open shop as queries and commands see it: where this device works, who is who, how far a commit has travelled,
 * what the member may do, and the gate through which commands write.
 */
import { mayView } from '../../shared/document/may-view.ts';
import { dateOf } from '../../shared/foundation/clock.ts';
import {
  asPlaceId,
  asRecordId,
  deviceOfFeed,
  type FeedId,
  type MemberId,
  type PlaceId,
  type RecordId,
} from '../../shared/foundation/ids.ts';
import { ok, type Result } from '../../shared/foundation/result.ts';
import type { RoleAction } from '../../shared/policy/actions.ts';
import { parseUse } from '../../shared/policy/use.ts';
import { batchesOf } from '../../shared/stock/batch-book.ts';
import { issuedParts } from '../../shared/stock/issued-parts.ts';
import type { EditableRecords, Post } from '../commands/command-shop.ts';
import type { LoyaltyShop } from '../commands/edit-members.ts';
import type { PlaceShop } from '../commands/edit-places.ts';
import type { TransferShop } from '../commands/move-transfers.ts';
import type { QuotaShop } from '../commands/share-quota.ts';
import type { StocktakeBooks, StocktakeShop } from '../commands/stocktake-shop.ts';
import type { TillBooks, TillShop } from '../commands/till-shop.ts';
import { type GoodsLookup, goodsLookup } from '../queries/goods.ts';
import { type EffectiveAction, type KnownMember, readMembers } from '../queries/people-queries.ts';
import { sellableItems } from '../queries/product-queries.ts';
import { type CommitPlace, placeOf, type ReadShop } from '../queries/read-shop.ts';
import { sheetGoods } from '../queries/stocktake-queries.ts';
import type { Planner, WritingHand, WrittenCommit } from '../replica/own-writer.ts';
import type { BasketRecord } from '../replica/records.ts';
import { mayByRecord } from './authority.ts';
import { hasSeen } from './causal-look.ts';
import type { ShownError, Travel } from './engine-protocol.ts';
import { loyaltyBooks } from './loyalty-books.ts';
import type { OpenShop } from './open-shop.ts';
import { premisesOf, quotaBooks, transferBooks } from './place-books.ts';
import { urgently } from './slices.ts';

const OFFLINE_AFTER_US = 5 * 60 * 1_000_000;

export class ShopDesk implements ReadShop, TillShop, LoyaltyShop, PlaceShop, TransferShop, QuotaShop, StocktakeShop {
  readonly open: OpenShop;
  /** A relay is in reach: said by whoever holds the line. */
  online: () => boolean = () => false;
  readonly goods: GoodsLookup;
  readonly #written: (commit: WrittenCommit) => Promise<void>;
  #members: ReadonlyMap<string, KnownMember> | null = null;
  #memberOfDevice = new Map<string, string>();
  #local: ReadonlySet<string> | null = null;

  /** `written`: brings the tab, the other tabs and the relay up to date after an own commit. */
  constructor(open: OpenShop, written: (commit: WrittenCommit) => Promise<void>) {
    this.open = open;
    this.#written = written;
    this.goods = goodsLookup(() => open.folds);
  }

  /** Something arrived: what is derived is derived again when somebody looks. */
  forget(): void {
    this.#members = null;
    this.#local = null;
  }

  get folds() {
    return this.open.folds;
  }
  get member(): MemberId {
    return this.open.record.member;
  }
  get branch(): PlaceId | null {
    const { places } = this.folds;
    const chosen = this.open.record.branch;
    const ids = places.ids('branch');
    return asPlaceId(chosen !== null && ids.includes(chosen) ? chosen : (this.#branches(ids)[0] ?? ''));
  }
  get warehouse(): PlaceId | null {
    const { places } = this.folds;
    const { branch } = this;
    const own = places.ids('warehouse').filter((id) => places.text('warehouse', id, 'branch') === branch);
    const chosen = this.open.record.warehouse;
    if (chosen !== null && own.includes(chosen)) return asPlaceId(chosen);
    return asPlaceId(own.find((id) => this.worksAt(branch ?? '', id)) ?? own[0] ?? '');
  }
  /** The register named for this terminal, or one of its own that needs no naming; the same whoever works here. */
  get register(): PlaceId | null {
    return asPlaceId(this.#namedRegister() ?? this.open.device.seat.terminal.slice(0, 8));
  }
  get registerName(): string {
    const named = this.#namedRegister();
    return named === null ? this.open.record.deviceName : this.folds.places.text('register', named, 'name');
  }

  get post(): Post {
    const { branch, warehouse, register } = this;
    const { terminal } = this.open.device.seat;
    if (branch === null || warehouse === null || register === null) throw new NotReady();
    const named = this.#namedRegister();
    const code = named === null ? '' : this.folds.places.text('register', named, 'code');
    return {
      shop: this.open.record.shop,
      device: terminal,
      member: this.member,
      branch,
      branchCode: this.folds.places.text('branch', branch, 'code'),
      warehouse,
      register,
      // Without a named register four characters of the key keep devices apart instead of two.
      registerCode: code === '' ? terminal.replace(/[^A-Za-z0-9]/g, '').slice(2, 4) : code,
      epoch: this.open.record.epochs,
    };
  }

  #namedRegister(): string | null {
    const { places } = this.folds;
    const device = this.open.device.seat.terminal;
    const { branch } = this;
    const mine = places.ids('register').filter((id) => places.text('register', id, 'device') === device);
    return mine.find((id) => places.text('register', id, 'branch') === branch) ?? mine[0] ?? null;
  }

  #branches(ids: readonly string[]): readonly string[] {
    const { places } = this.folds;
    const warehouses = places.ids('warehouse').map((id) => [places.text('warehouse', id, 'branch'), id] as const);
    const inside = ids.filter((id) => warehouses.some(([branch, one]) => branch === id && this.worksAt(id, one)));
    return inside.length > 0 ? inside : ids;
  }

  /** Some right reaches that warehouse, or its whole branch. */
  worksAt(branch: string, warehouse: string): boolean {
    return this.may(`sales.view@${branch}`) || this.may(`stock.view@${branch}/${warehouse}`);
  }

  get premises(): PlaceShop['premises'] {
    return premisesOf({ folds: this.folds, ready: () => this.open.load() });
  }
  get quota(): QuotaShop['quota'] {
    return quotaBooks(
      { folds: this.folds, ready: () => this.open.load() },
      {
        place: placeOf(this.branch ?? '', this.warehouse ?? ''),
        now: () => this.open.device.platform.wall.now() * 1000,
        knowsOthers: () => this.#knowsOthers(),
      },
    );
  }
  get transfers(): TransferShop['transfers'] {
    return transferBooks({ folds: this.folds, ready: () => this.open.load() }, () => this.#knowsOthers());
  }
  /** What others do with the pool is known here: a relay is in reach, or there is no other device. */
  #knowsOthers(): boolean {
    const devices = [...this.members().values()].flatMap((member) => (member.active ? member.devices : []));
    return this.online() || devices.filter(({ revoked }) => !revoked).length < 2;
  }

  onHand(variant: string, warehouse: string): number | null {
    const { branch } = this;
    return branch === null ? null : this.folds.stock.balance(variant, placeOf(branch, warehouse));
  }
  escrow(variant: string): number {
    const { branch, warehouse, register } = this.post;
    return this.folds.stock.escrow.holding(variant, placeOf(branch, warehouse), register);
  }
  branchOf(warehouse: string): string | null {
    const branch = this.folds.places.text('warehouse', warehouse, 'branch');
    return branch === '' ? null : branch;
  }
  batches(variant: string) {
    const { branch, warehouse } = this.post;
    const { stock } = this.folds;
    const place = placeOf(branch, warehouse);
    const batches = batchesOf(stock, variant, [place]);
    const named = batches.reduce((sum, { quantity }) => sum + quantity, 0);
    return { batches, unnamed: Math.max(0, stock.balance(variant, place) - named), today: this.today() };
  }
  /** `of`: the key of somebody else of this terminal, who will sign it. */
  recordId(of: string | null = null): RecordId {
    const { keys, platform } = this.open.device;
    const id = asRecordId(`${of ?? keys.device}.${platform.randomText(10)}`);
    if (id === null) throw new Error('not a record id');
    return id;
  }
  placeId(): PlaceId {
    const id = asPlaceId(this.open.device.platform.randomText(8));
    if (id === null) throw new Error('not a place id');
    return id;
  }

  may(use: string): boolean {
    const { engine, record, authority } = this.open;
    return engine === null ? mayByRecord(authority, use) : engine.mayAt('now', record.member, use);
  }
  /** By the grants of now. */
  mayView(document: string): boolean {
    const grants = this.open.grants().map(parseUse);
    const viewer = { member: this.member, grants: grants.filter((use) => use !== null), everything: this.may('*@*') };
    return mayView(document, viewer);
  }
  counter(name: string): Promise<unknown> {
    return this.open.device.store.counter(name);
  }
  basket(key: string): Promise<BasketRecord | null> {
    return this.open.device.store.basket(key);
  }
  shiftClosed(id: string): boolean {
    return this.folds.shifts.closeOf(id) !== null;
  }
  get loyalty() {
    return loyaltyBooks(this.folds, this.open.device.platform, () => this.online());
  }
  get till(): TillBooks {
    const { tickets, returns, holds, shifts, prints, places, stock, catalogue } = this.folds;
    return {
      tickets,
      returns,
      holds,
      shifts,
      prints,
      setting: (name) => places.of('shop').value('shop', name),
      soldFrom: (ticket) => stock.placeOf(ticket, 1, 'sale')?.split('/')[1] ?? null,
      itemOf: (variant, unit) => {
        const items = sellableItems(this, catalogue.productOf(variant));
        return items.find((item) => item.variant === variant && item.unit === unit) ?? null;
      },
      issued: (ticket, line) => issuedParts(stock, ticket, line, 'sale'),
      cartOpen: async () => (await this.open.device.records.draft('till')) !== null,
      ready: () => this.open.load(),
    };
  }
  get counting(): StocktakeBooks {
    const { stocktakes, stock, places } = this.folds;
    return {
      stocktakes,
      stock,
      goodsOf: (paper) => sheetGoods(this, paper),
      branchOf: (warehouse) =>
        places.ids('warehouse').includes(warehouse) ? places.text('warehouse', warehouse, 'branch') : null,
      othersWhoMay: (use) => this.othersWhoMay(use),
      ready: () => this.open.load(),
    };
  }
  /** Active members beside the own one who hold a use now; nobody before the history is in memory. */
  othersWhoMay(use: string): readonly string[] {
    const { engine } = this.open;
    if (engine === null) return [];
    return [...this.members().values()]
      .filter(({ id, active }) => active && id !== this.member && engine.mayAt('now', id as MemberId, use))
      .map(({ id }) => id);
  }
  async records(): Promise<EditableRecords> {
    await this.open.load();
    const { catalogue, places, people, parties, contacts, loyalty, costs } = this.folds;
    const of = (type: string) => {
      if (type === 'product') return catalogue.products;
      if (type === 'variant') return catalogue.variants;
      if (type === 'category') return catalogue.categories;
      if (type === 'person') return people.of('person');
      if (type === 'cost') return costs.of('cost');
      if (type === 'supplier' || type === 'customer') return parties.of(type);
      if (type === 'shop' || type === 'branch' || type === 'warehouse' || type === 'bin') return places.of(type);
      if (type === 'register' || type === 'role' || type === 'promotion') return places.of(type);
      if (type === 'contact') return contacts.of(type);
      if (type === 'memberLevel' || type === 'loyaltyRules') return loyalty.of(type);
      throw new Error(`no records of type ${type}`);
    };
    return {
      has: (type, id) => of(type).has(id),
      value: (type, id, field) => of(type).value(id, field),
      overOfField: (type, id, field) => of(type).overOfField(id, field),
      overOfRecord: (type, id) => of(type).overOfRecord(id),
    };
  }

  /** `hand`: somebody else of this terminal signs this one commit (PIN on the spot). */
  write(planner: Planner, hand: WritingHand | null = null): Promise<Result<WrittenCommit, ShownError>> {
    return urgently(() => this.#write(planner, hand));
  }

  async #write(planner: Planner, hand: WritingHand | null): Promise<Result<WrittenCommit, ShownError>> {
    const written = await this.open.writer.write(async (moment) => {
      // Another tab's commit that the head on disk already counts must be in the folds before anything is decided.
      if (moment.own.seq > this.open.ownSeqSeen(moment.own.feed)) await this.open.catchUp();
      return planner(moment);
    }, hand);
    if (written.ok) await this.#written(written.value);
    return written.ok ? ok(written.value) : written;
  }

  isLocal(id: string): boolean {
    if (this.#local === null) {
      this.#local = new Set([...this.open.unanswered.values()].flatMap((record) => record.touches));
    }
    return this.#local.has(id);
  }

  travelOf(feed: string, seq: number): Travel {
    const { core, unanswered } = this.open;
    const index = core?.replica.feed(feed as FeedId)?.at(seq)[0];
    if (core !== null && index !== undefined) {
      const { verdict } = core.replica.verdict(index);
      if (verdict === 'void' || verdict === 'refused') return 'void';
      if (verdict === 'waiting') return 'waiting';
    }
    return unanswered.has(`${feed}/${seq}`) ? 'local' : 'listed';
  }

  wasOffline(feed: string, seq: number): boolean {
    const { core } = this.open;
    const index = core?.replica.feed(feed as FeedId)?.at(seq)[0];
    if (core === null || index === undefined) return false;
    return this.open.listedAt(index) - core.replica.timeAt(index) > OFFLINE_AFTER_US;
  }

  isMine(feed: string): boolean {
    return this.memberOf(deviceOfFeed(feed as FeedId)) === this.member;
  }
  unseenByEachOther(one: CommitPlace, other: CommitPlace): boolean {
    const { core } = this.open;
    const at = ({ feed, seq }: CommitPlace): number | undefined => core?.replica.feed(feed as FeedId)?.at(seq)[0];
    const [first, second] = [at(one), at(other)];
    if (core === null || first === undefined || second === undefined) return false;
    return !hasSeen(core, first, second) && !hasSeen(core, second, first);
  }

  writerName(feed: string): string {
    const member = this.memberOf(deviceOfFeed(feed as FeedId));
    return member === null ? '' : this.memberName(member);
  }
  deviceName(feed: string): string {
    return this.nameOfDevice(deviceOfFeed(feed as FeedId));
  }
  nameOfDevice(device: string): string {
    if (this.open.device.seat.isOurs(device)) return this.open.record.deviceName;
    const { places } = this.folds;
    const register = places.ids('register').find((id) => places.text('register', id, 'device') === device);
    if (register !== undefined) return places.text('register', register, 'name');
    const member = this.memberOf(device);
    const names = member === null ? undefined : this.folds.people.of('person').value(member, 'deviceNames');
    const [name] = Array.isArray(names) ? names : [];
    return typeof name === 'string' ? name : device.slice(0, 6);
  }
  today(): string {
    return dateOf(this.open.device.platform.wall.now() * 1000, this.open.record.utcOffsetMinutes);
  }
  memberName(member: string): string {
    return this.folds.people.text('person', member, 'name');
  }
  memberOf(device: string): string | null {
    const { seat, keys } = this.open.device;
    const face = seat.face(device);
    if (face !== null) return face.member;
    if (device === keys.device) return this.member;
    this.members();
    return this.#memberOfDevice.get(device) ?? null;
  }

  members(): ReadonlyMap<string, KnownMember> {
    if (this.#members === null) {
      this.#members = readMembers(this.#effectiveActions());
      this.#memberOfDevice = new Map(
        [...this.#members.values()].flatMap((member) => member.devices.map((device) => [device.id, member.id])),
      );
    }
    return this.#members;
  }

  /** Effective ones that define roles, in causal order. */
  roleActions(): readonly RoleAction[] {
    return this.#effectiveActions().flatMap(({ action }) => (action.kind === 'role' ? action : []));
  }

  #effectiveActions(): readonly EffectiveAction[] {
    const { core } = this.open;
    if (core === null) return [];
    return this.open.actions().flatMap(({ index, action }) => {
      if (!core.isEffective(index)) return [];
      return [{ action, hash: core.replica.hash16(index), device: deviceOfFeed(core.replica.feedAt(index)) }];
    });
  }
}

/** Settings have not come yet: no branch or warehouse to work in. */
export class NotReady extends Error {}
