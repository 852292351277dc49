/**
 * The engine of one tab: opens the device, finds its shop, sells at once from snapshots, loads the history behind that,
 * and keeps disk, other tabs and relay in step. Queries and commands are registered elsewhere (engine-queries.ts,
 * engine-commands.ts) and reach everything through this.
 *
 * Order at a start: shop record and snapshots → pages show and the till sells → whole history → relay (in the one tab
 * that leads). Nothing of the second half may hold up the first.
 */
import { documentNumber } from '../../shared/schema/document-number.ts';
import type { Joining } from '../commands/join-shop.ts';
import { counterName, lastGiven, stemOf } from '../commands/register-numbers.ts';
import { compactOneRun } from '../replica/compaction.ts';
import type { Belonging } from '../replica/device-keys.ts';
import type { WrittenCommit } from '../replica/own-writer.ts';
import { storageFacts } from '../replica/persistence.ts';
import type { KeptPolicy, ShopRecord } from '../replica/shop-records.ts';
import { explainStorage } from '../replica/storage-error.ts';
import type { LineState } from '../sync/relay-link.ts';
import { TabCoordination, type TabMessage } from '../sync/tab-coordination.ts';
import { BlobDesk } from './blob-desk.ts';
import { compileAuthority } from './compile-authority.ts';
import { type Device, findOnDevice, openDevice } from './device.ts';
import type { EarlierVisit, PageFacts } from './engine-messages.ts';
import { type EngineState, freshState } from './engine-state.ts';
import { keepToRights } from './keep-to-rights.ts';
import { ALL_TOPICS, type Topic } from './live-queries.ts';
import { againFrom } from './new-epoch.ts';
import { OpenShop } from './open-shop.ts';
import { loadPinyin } from './pinyin-reader.ts';
import { policyHistoryOf } from './policy-keeper.ts';
import { type PresenceText, readPresence } from './presence-text.ts';
import { ShopDesk } from './shop-desk.ts';
import { type LineOwner, ShopLine } from './shop-line.ts';
import { slices } from './slices.ts';
import { SpotApproval } from './spot-approval.ts';
import { awaitsEnrolment, TerminalDesk } from './terminal-desk.ts';

export interface EngineOutside {
  touch(...topics: readonly Topic[]): void;
  remember(visit: EarlierVisit | null): void;
  after(ms: number, call: () => void): void;
  /** Once the page has what it first shows. */
  whenCalm(call: () => void): void;
}

/** So long nothing is written: time for tidying. A snapshot of 50,000 goods takes a good part of a second. */
const QUIET_MS = 15_000;
/** Behind so many commits a start would notice the tail: tidied although there is no quiet. */
const MOST_TAIL = 2000;
const STORAGE_EVERY_MS = 60_000;
/** So long nobody writes before Automerge is loaded and the policy document brought up to date. */
const POLICY_QUIET_MS = 3_000;

export class Engine {
  readonly state: EngineState = freshState();
  readonly #outside: EngineOutside;
  facts: PageFacts = { origin: '', freshTab: false, earlier: null };
  #device: Device | null = null;
  desk: ShopDesk | null = null;
  /** Who works here, on a device that several share. */
  readonly terminal = new TerminalDesk(this);
  readonly spot = new SpotApproval(this.terminal);
  #tabs: TabCoordination | null = null;
  #line: ShopLine | null = null;
  #writes = 0;
  #tidiedAt = 0;
  #isPolicyDue = false;
  #joining: Joining | null = null;
  #lineDue = false;
  #blobs: { readonly desk: ShopDesk; readonly blobs: BlobDesk } | null = null;

  constructor(outside: EngineOutside) {
    this.#outside = outside;
  }

  get device(): Device {
    if (this.#device === null) throw new Error('the device is not open yet');
    return this.#device;
  }

  async start(facts: PageFacts): Promise<void> {
    this.facts = facts;
    const device = await openDevice(facts.freshTab);
    this.#device = device;
    this.#tabs = new TabCoordination(
      'hecang',
      new BroadcastChannel('hecang'),
      'locks' in navigator ? navigator.locks : undefined,
    );
    this.#tabs.listen((message) => void this.#heard(message));
    await this.terminal.start();
    const found = await findOnDevice(device);
    for (const [key, draft] of await device.records.drafts()) this.state.drafts.set(key, draft.text);
    if (found.shop !== null) await this.openShop(found.shop);
    else if (found.belonging !== null) await this.#recover(found.belonging);
    else {
      this.state.phase = 'none';
      // Keys and data are gone, the page still remembers: say what was lost instead of greeting a stranger.
      if (facts.earlier !== null) this.state.lost = { lastTicket: facts.earlier.lastTicket };
      this.#outside.touch(...ALL_TOPICS);
    }
    void this.#watchStorage();
  }

  touch(...topics: readonly Topic[]): void {
    this.#outside.touch(...topics);
  }

  /** Quick start now, history and relay behind it. */
  async openShop(record: ShopRecord): Promise<void> {
    const open = new OpenShop(this.device, record, {
      changed: () => this.#changed(),
      fresh: (indices) => this.#offerOwn(open, indices),
    });
    const desk = new ShopDesk(open, (written) => this.#written(open, written));
    await open.quickStart();
    // Without a snapshot there is nothing to show yet, and an empty shop would be a lie.
    if (!open.hasSnapshot) await open.load();
    this.state.places = await this.device.records.places();
    this.desk = desk;
    this.state.phase = record.complete ? 'ready' : 'joining';
    await this.#refreshTill();
    this.#changed();
    this.#outside.remember({ shop: record.shop, device: this.device.keys.device, lastTicket: null });
    const fully = () => void this.#openFully(desk).catch((error: unknown) => this.#noteFault(error));
    open.core === null ? this.#outside.whenCalm(fully) : this.#outside.after(0, fully);
  }

  async #openFully(desk: ShopDesk): Promise<void> {
    await desk.open.load();
    if (this.desk !== desk) return;
    await desk.open.showPrivate();
    await this.keepAuthority(desk);
    // A newcomer's tab connects at once, whichever tab leads: the invitation is in its hands alone.
    if (this.#joining !== null) this.#connect();
    this.#tabs?.candidate(() => {
      if (this.#line === null) this.#connect();
    });
    await loadPinyin();
    const pause = slices();
    for (const _step of desk.folds.catalogue.warming()) await pause();
    this.#scheduleSnapshot();
    this.#schedulePolicy(desk);
  }

  #connect(): void {
    const { desk } = this;
    const core = desk?.open.core ?? null;
    const origin = desk?.open.record.relay ?? this.facts.origin;
    if (desk === null || core === null || origin === '' || desk.open.record.sample === true) return;
    this.#line?.close();
    this.#line = null;
    // A terminal that has just been started: nobody has unlocked a key to prove yet.
    if (this.device.seat.lineKeys.privateKey === null) return;
    this.#line = new ShopLine(desk, core, origin, this.#lineOwner(), this.#joining);
    this.#joining = null;
    this.#line.open();
  }

  /** Somebody else works here: the relay is shown their key. `elsewhere`: in another tab, which holds the line now. */
  reconnect(elsewhere = false): void {
    // Whoever let the newcomer in goes on speaking until the relay knows the newcomer.
    this.#lineDue = !elsewhere && this.#line !== null && this.desk !== null && awaitsEnrolment(this.desk);
    if (this.#lineDue) return;
    this.#line?.close();
    this.#line = null;
    if (!elsewhere) this.#connect();
  }
  get hasLine(): boolean {
    return this.#line !== null;
  }
  get isOpen(): boolean {
    return this.#device !== null;
  }
  tellTabs(message: TabMessage): void {
    this.#tabs?.tell(message);
  }

  /** Pictures and attachments of the open shop. */
  blobs(desk: ShopDesk): BlobDesk {
    if (this.#blobs?.desk !== desk) {
      const origin = (): string => desk.open.record.relay ?? this.facts.origin;
      this.#blobs = { desk, blobs: new BlobDesk(this.device, desk.open.record.shop, origin) };
    }
    return this.#blobs.blobs;
  }

  #lineOwner(): LineOwner {
    return {
      state: this.state,
      isOpen: (desk) => this.desk === desk,
      touch: (...topics) => this.touch(...topics),
      changed: () => this.#changed(),
      stored: (at) => this.#tabs?.tell({ kind: 'written', at }),
      placesKept: () => {
        this.#tabs?.tell({ kind: 'records', what: 'places' });
        this.#changed();
        if (this.device.seat.shared) void this.#afterReceipts();
      },
      purged: () => {
        this.#tabs?.tell({ kind: 'purged' });
        this.#changed();
      },
      lineKept: (line) => {
        this.#tabs?.tell({ kind: 'line', state: line });
        this.touch('places', 'session');
      },
      keepRecord: (record) => this.keepRecord(record),
      keepAuthority: (desk) => this.keepAuthority(desk),
      rememberTicket: (number) => this.#rememberTicket(number),
      presence: (device, text) => {
        this.#notePresence(device, text);
        this.#tabs?.tell({ kind: 'presence', device, text });
      },
      settled: () => {
        this.#scheduleSnapshot();
        // What could not be handed over stays and goes with the next.
        if (this.desk !== null)
          void this.blobs(this.desk)
            .send()
            .catch(() => undefined);
      },
      leave: () => this.leave(),
      faceDismissed: () => this.terminal.dismissed(),
      after: (ms, call) => this.#outside.after(ms, call),
    };
  }

  async #afterReceipts(): Promise<void> {
    const had = this.device.seat.hasRetiring;
    await this.terminal.retireOldKey();
    if (this.desk === null || awaitsEnrolment(this.desk)) return;
    if (this.#lineDue || had !== this.device.seat.hasRetiring) this.reconnect();
  }

  /** Nothing of the shop stays on this device. */
  async leave(): Promise<void> {
    this.#line?.close();
    this.#line = null;
    this.desk = null;
    this.state.drafts.clear();
    this.state.presence.clear();
    await this.device.database.clear();
    await this.device.blobs.clear();
    await this.device.cupboard.remember(null);
    await this.terminal.leave();
    this.#outside.remember(null);
    this.touch(...ALL_TOPICS);
  }

  /** The newest ticket that a relay has accepted: named should the data here ever be gone. */
  async #rememberTicket(lastTicket: string): Promise<void> {
    const belonging = await this.device.cupboard.belonging();
    if (belonging === null) return;
    await this.device.cupboard.remember({ ...belonging, lastTicket });
    this.#outside.remember({ shop: belonging.shop, device: this.device.keys.device, lastTicket });
  }

  /** The device belongs to this shop from now on: remembered beside the keys, and on disk. */
  async belong(record: ShopRecord): Promise<void> {
    await this.device.records.keepShop(record);
    const own = await this.device.store.own();
    if (own === null) return;
    const { shop, member, deviceName, relay, epochs, utcOffsetMinutes } = record;
    const belonging = { shop, member, deviceName, relay, epochs, utcOffsetMinutes, feed: own.feed, lastTicket: null };
    await this.device.cupboard.remember(belonging);
    this.#tabs?.tell({ kind: 'records', what: 'shop' });
  }

  /** Opens the shop as a newcomer; the redemption follows when the policy has come. */
  async join(joining: Joining): Promise<void> {
    this.#joining = joining;
    await this.openShop(joining.record);
  }

  /** The history can't be read, or the store broke under it: the till goes on with what it has, and says so. */
  #noteFault(error: unknown): void {
    this.state.refused = explainStorage(error).shown.code;
    this.touch('places');
  }

  /** The store can't even be opened: pages must know rather than wait. */
  failed(error: unknown): void {
    const { shown } = explainStorage(error);
    this.state.phase = 'none';
    this.state.refused = shown.code;
    this.touch(...ALL_TOPICS);
  }

  syncNow(): void {
    if (this.#tabs?.leads === true) this.#line?.again();
    else this.#tabs?.tell({ kind: 'sync-now' });
  }

  announce(presence: PresenceText): void {
    if (this.#line === null) this.#tabs?.tell({ kind: 'announce', ...presence });
    else this.#line.present(JSON.stringify(presence));
  }

  async saveDraft(key: string, text: string | null): Promise<void> {
    const draft = text === null ? null : { text, changed: this.device.platform.wall.now() };
    await this.device.records.keepDraft(key, draft);
    this.#noteDraft(key, text);
    this.#tabs?.tell({ kind: 'records', what: 'draft', key });
  }

  async refreshStorage(): Promise<void> {
    const { storage } = navigator;
    const memory = 'deviceMemory' in navigator ? Number(navigator.deviceMemory) : undefined;
    this.state.storage = await storageFacts(storage, memory, await this.device.cupboard.survived());
    this.touch('session', 'places');
  }

  async keepRecord(record: ShopRecord): Promise<void> {
    await this.device.records.keepShop(record);
    if (this.desk !== null) this.desk.open.record = record;
    this.#tabs?.tell({ kind: 'records', what: 'shop' });
    await this.#refreshTill();
    this.#changed();
  }

  // ------------------------------------------------------------ after changes

  async #written(open: OpenShop, written: WrittenCommit): Promise<void> {
    open.noteUnanswered(written.unanswered);
    await open.takeWritten(written);
    void this.#refreshTill(); // Whoever paid does not wait until the next number is known.
    if (written.numbers !== null) this.#tabs?.tell({ kind: 'written', at: written.numbers.newest });
    this.#scheduleSnapshot();
  }

  #offerOwn(open: OpenShop, indices: readonly number[]): void {
    if (this.desk?.open === open) this.#line?.offer(indices);
  }

  #changed(): void {
    const { desk } = this;
    desk?.forget();
    // The policy has moved: rights are compiled again, for menus and for the next start.
    if (desk !== null && desk.open.core !== null && desk.open.actions().length !== desk.open.authority?.actions) {
      void this.keepAuthority(desk);
      this.#schedulePolicy(desk);
    }
    this.touch(...ALL_TOPICS);
  }

  async #refreshTill(): Promise<void> {
    const { desk, state } = this;
    if (desk === null) return;
    state.ownCommits = (await this.device.store.own())?.seq ?? 0;
    if (desk.branch === null || desk.warehouse === null) return;
    const stem = stemOf(desk.post, 'posSale');
    state.nextNumber = documentNumber(stem, lastGiven(await desk.counter(counterName(stem))) + 1);
    this.touch('shift', 'places');
  }

  async keepAuthority(desk: ShopDesk, policy: KeptPolicy | null = null): Promise<void> {
    desk.open.privacy.forget();
    const { member } = desk;
    const record = compileAuthority(desk, member);
    desk.open.authority = record;
    await this.device.records.keepAuthority(member, record, policy);
    for (const face of this.device.seat.faces) {
      if (face.member !== member)
        await this.device.records.keepAuthority(face.member, compileAuthority(desk, face.member));
    }
    this.touch('session');
  }

  /** In quiet moments only: no sale ever waits for Automerge. */
  #schedulePolicy(desk: ShopDesk): void {
    if (this.#isPolicyDue) return;
    this.#isPolicyDue = true;
    const writes = this.#writes;
    this.#outside.after(POLICY_QUIET_MS, () => {
      this.#isPolicyDue = false;
      if (this.desk === null) return;
      if (this.desk !== desk || writes !== this.#writes) this.#schedulePolicy(this.desk);
      // A full disk: the document only names the policy, and is built again another time.
      else void this.#keepPolicy(desk).catch(() => this.refreshStorage());
    });
  }

  async #keepPolicy(desk: ShopDesk): Promise<void> {
    const { core, engine, policyKeeper } = desk.open;
    if (core === null || engine === null) return;
    const kept = await policyKeeper.follow(policyHistoryOf(core, engine));
    if (kept === null || this.desk !== desk || kept.mark.hash === desk.open.policy?.hash) return;
    desk.open.policy = kept.mark;
    await this.keepAuthority(desk, kept);
    this.touch('places');
  }

  // ------------------------------------------------------------ other tabs

  async #heard(message: TabMessage): Promise<void> {
    const { desk } = this;
    switch (message.kind) {
      case 'written':
        await desk?.open.refreshUnanswered();
        await desk?.open.catchUp();
        await this.#refreshTill();
        return;
      case 'seated':
        await this.terminal.seatedElsewhere(message.device);
        return;
      case 'purged':
        if (desk !== null) await keepToRights(desk);
        return;
      case 'records':
        await this.#recordsChanged(message.what, message.key);
        return;
      case 'line':
        this.state.line = message.state as LineState;
        this.touch('places', 'session');
        return;
      case 'sync-now':
        if (this.#tabs?.leads === true) this.#line?.again();
        return;
      case 'announce':
        this.#line?.present(JSON.stringify({ record: message.record, field: message.field }));
        return;
      case 'presence':
        this.#notePresence(message.device, message.text);
        return;
    }
  }

  async #recordsChanged(what: 'draft' | 'shop' | 'places', key: string | undefined): Promise<void> {
    if (what === 'draft' && key !== undefined) {
      this.#noteDraft(key, (await this.device.records.draft(key))?.text ?? null);
    } else if (what === 'shop') {
      const record = await this.device.records.shop();
      if (record !== null && this.desk === null) await this.openShop(record);
      else if (record !== null && this.desk !== null) {
        // Each tab knows for itself who works in it.
        this.desk.open.record = this.device.seat.shared ? { ...record, member: this.desk.member } : record;
        this.state.phase = record.complete ? 'ready' : 'joining';
        this.#changed();
      }
    } else if (what === 'places') {
      this.state.places = await this.device.records.places();
      await this.desk?.open.refreshUnanswered();
      this.#changed();
    }
  }

  #noteDraft(key: string, text: string | null): void {
    if (text === null) this.state.drafts.delete(key);
    else this.state.drafts.set(key, text);
    this.touch('drafts');
  }

  #notePresence(device: string, text: string): void {
    const presence = readPresence(text);
    if (presence === null) this.state.presence.delete(device);
    else this.state.presence.set(device, presence);
    this.touch('presence');
  }

  // ------------------------------------------------------------ device

  /** The keys are here, the data is not: everything comes again from the relay, own work goes on in a new epoch. */
  async #recover(belonging: Belonging): Promise<void> {
    this.state.lost = { lastTicket: belonging.lastTicket };
    if (belonging.member === null) {
      this.state.phase = 'none';
      this.touch(...ALL_TOPICS);
      return;
    }
    await this.openShop(await againFrom(this.device, belonging, belonging.member));
  }

  async #watchStorage(): Promise<void> {
    await this.refreshStorage();
    this.#outside.after(STORAGE_EVERY_MS, () => void this.#watchStorage());
  }

  /** Tidies once nothing has been written for a while. */
  #scheduleSnapshot(): void {
    const mine = ++this.#writes;
    this.#outside.after(QUIET_MS, () => {
      if (mine === this.#writes || this.#writes - this.#tidiedAt > MOST_TAIL) void this.#tidy();
    });
  }

  /** Idle work: fold updates into pieces, write the snapshot that the next start begins with. */
  async #tidy(): Promise<void> {
    this.#tidiedAt = this.#writes;
    const { desk } = this;
    if (desk === null) return;
    try {
      while (await compactOneRun(this.device.database, this.device.platform));
      await desk.open.keepSnapshot();
    } catch {
      // A full disk: snapshots and pieces only save time, the commits themselves are safe.
      await this.refreshStorage();
    }
  }
}
