/**
 * One shop at a relay: who is connected, what comes in, where it goes. A commit is taken in memory, sent on to everybody
 * at once, written with whatever else came in those ten milliseconds, and answered when it is down. Once a second the
 * newest seal of each feed is verified and the witness signs the order of what came in since.
 *
 * Everything in `state` follows from the rows on disk. When rows are lost (disk full) or turn out unsealed, it is read
 * again; sessions stay, deliveries wait.
 */
import { readHeader } from '../../shared/commit/header.ts';
import type { DeviceId, FeedId, ShopId } from '../../shared/foundation/ids.ts';
import { deviceOfFeed } from '../../shared/foundation/ids.ts';
import { encodeCommit } from '../../shared/protocol/message-codec.ts';
import type { CarriedCommit, FrontierMark, Outcome } from '../../shared/protocol/messages.ts';
import type { ProvedPeer } from '../../shared/protocol/peer-port.ts';
import type { Acceptance } from '../../shared/replica/acceptance.ts';
import { nodeText } from '../platform/node-crypto.ts';
import { AnswerDesk } from './answer-desk.ts';
import { type Follower, Followers } from './followers.ts';
import { HandInAllowance } from './hand-in-allowance.ts';
import type { HubContext } from './hub-context.ts';
import type { HubPeer } from './hub-peer.ts';
import { LiveOutbox } from './live-outbox.ts';
import { heldMask, listingOf, loadShop } from './load-shop.ts';
import { OutgoingCommit } from './outgoing-commit.ts';
import { fillParts } from './part-filling.ts';
import { writeHole, writeRow } from './row-codec.ts';
import { admission, mayBring, writerOf } from './session-admission.ts';
import { ShopBeat } from './shop-beat.ts';
import { type IntakeResult, isPlain, type Taken, takeMixed, takePlain } from './shop-intake.ts';
import { FULL_RETRY_MS, INTAKE_SLICE, SEALS_AT_ONCE } from './shop-limits.ts';
import { ShopLog } from './shop-log.ts';
import type { ShopState } from './shop-state.ts';
import { ShopWitness } from './shop-witness.ts';
import { unsealedPlaces } from './unsealed-places.ts';
import { nextTurn } from './verify-turns.ts';

const NO_HASH = 'A'.repeat(22);

export class ShopHub {
  readonly shop: ShopId;
  readonly context: HubContext;
  readonly peers = new Set<HubPeer>();
  readonly #desk = new AnswerDesk((index) => this.#outcome(index));
  readonly #outbox: LiveOutbox;
  readonly #handIn: HandInAllowance;
  readonly #freshKeys = new Map<DeviceId, Uint8Array>();
  #state: ShopState;
  #log: ShopLog;
  #witness: ShopWitness;
  #loading: Promise<void> | null = null;
  #fullUntil = 0;
  readonly #beat: ShopBeat;
  readonly #followers = new Followers();

  private constructor(shop: ShopId, context: HubContext, state: ShopState, last: number) {
    this.shop = shop;
    this.context = context;
    this.#beat = new ShopBeat(shop, context.clock.now());
    this.#state = state;
    this.#handIn = new HandInAllowance(context.handIn);
    this.#log = this.#openLog(last);
    this.#witness = this.#openWitness();
    this.#outbox = new LiveOutbox({
      peers: this.peers,
      keyFor: (peer, { device }) => this.#keyFor(peer, device),
      rights: () => this.#state.rights,
      delivered: (count) => context.metrics.delivered(count),
    });
  }

  static async open(shop: ShopId, context: HubContext): Promise<ShopHub> {
    const loaded = await loadShop(shop, context.store, context.factory, context.device);
    const hub = new ShopHub(shop, context, loaded.state, loaded.last);
    await hub.#makeHoles(loaded.unusable);
    return hub;
  }

  get state(): ShopState {
    return this.#state;
  }
  get log(): ShopLog {
    return this.#log;
  }
  /** Nothing is under way: the shop may be let go from memory. */
  get settled(): boolean {
    return (
      this.#followers.size === 0 &&
      this.ready &&
      this.#log.last === this.#log.durable &&
      this.#state.unlisted.length === 0
    );
  }
  get ready(): boolean {
    return this.#loading === null;
  }
  async whenReady(): Promise<void> {
    while (this.#loading !== null) await this.#loading;
  }

  // ------------------------------------------------------------ sessions

  enter(peer: HubPeer, proved: ProvedPeer): void {
    const { session } = peer;
    if (session === null) return;
    const decision = admission(this.#state, proved, {
      mayCreate: peer.mayCreate,
      full: this.peers.size >= this.context.quotas.shopSessions,
    });
    if (decision.kind === 'closed') {
      session.close(decision.reason);
      return;
    }
    for (const other of this.peers) {
      if (other !== peer && other.peer?.device === proved.device) other.session?.close('elsewhere');
    }
    peer.viewpoint = decision.viewpoint;
    peer.keysKnown.add(proved.device);
    this.introduce([proved.publicKey]);
    this.peers.add(peer);
    session.admit(this.#frontierFor(proved));
  }

  leave(peer: HubPeer): void {
    this.#desk.forget(peer);
    if (!this.peers.delete(peer)) return;
    if (peer.present !== '' && peer.peer !== null) this.presence(peer, '');
  }

  /** A session has its frontier compared: it may now see who else is here. */
  joined(peer: HubPeer): void {
    for (const other of this.peers) {
      if (other !== peer && other.present !== '' && other.peer !== null && peer.viewpoint.member !== null) {
        peer.session?.passPresence(other.peer.device, other.present);
      }
    }
  }

  presence(peer: HubPeer, text: string): void {
    if (peer.peer === null || peer.viewpoint.member === null) return;
    peer.present = text;
    for (const other of this.peers) {
      if (other !== peer && other.viewpoint.member !== null) other.session?.passPresence(peer.peer.device, text);
    }
  }

  introduce(keys: readonly Uint8Array[]): void {
    for (const key of keys) {
      const device = this.#state.replica.introduce(key);
      if (device !== null && this.#state.replica.feedsOf(device).length === 0) this.#freshKeys.set(device, key);
    }
  }

  keysFor(peer: HubPeer, commits: readonly { readonly device: DeviceId }[]): Uint8Array[] {
    const keys: Uint8Array[] = [];
    for (const { device } of commits) {
      const key = this.#keyFor(peer, device);
      if (key !== null) keys.push(key);
    }
    return keys;
  }

  /** A device's key, the first time that a peer needs it. */
  #keyFor(peer: HubPeer, device: DeviceId): Uint8Array | null {
    if (peer.keysKnown.has(device)) return null;
    peer.keysKnown.add(device);
    return this.#state.replica.publicKeyOf(device);
  }

  /** How far a mark of a peer's frontier agrees with this shop: 0 where the feed forks, so that all of it is sent. */
  sharedSeq(mark: FrontierMark): number {
    const { replica } = this.#state;
    this.#witness.heardOf(mark.feed, mark.seq, this.context.clock.now());
    if (replica.find(mark.feed, mark.seq, mark.hash16) !== null) return mark.seq;
    const known = replica.feed(mark.feed)?.seq ?? 0;
    return mark.seq > known ? known : 0;
  }

  // ------------------------------------------------------------ what comes in

  /** Takes live commits at once. Call only while `ready`. */
  take(peer: HubPeer, commits: readonly CarriedCommit[]): void {
    const { device } = peer.peer ?? {};
    if (device === undefined) return;
    const now = this.context.clock.now();
    if (now < this.#fullUntil || this.#overQuota(device)) {
      this.#answerAll(peer, commits, fullOutcome);
      return;
    }
    const allowed = this.#allowed(peer, commits);
    const { replica } = this.#state;
    const result = isPlain(allowed, device)
      ? takePlain(replica, allowed, now)
      : takeMixed(replica, allowed, device, now);
    this.#keep(peer, result);
    this.#answerAll(peer, result.left, missingOutcome);
  }

  /** Takes a large delivery in slices; what can't be taken yet is held for the next one. */
  async takeMany(peer: HubPeer, keys: readonly Uint8Array[], commits: readonly CarriedCommit[], packed: boolean) {
    await this.whenReady();
    this.introduce(keys);
    let waiting = [...peer.held.takeAll()];
    for (let at = 0; at < commits.length && peer.session?.ended === false; at += INTAKE_SLICE) {
      await this.whenReady();
      const { device } = peer.peer ?? {};
      if (device === undefined) return;
      const now = this.context.clock.now();
      const slice = [...waiting, ...this.#allowed(peer, commits.slice(at, at + INTAKE_SLICE))];
      if (now < this.#fullUntil || this.#overQuota(device)) {
        this.#answerAll(peer, slice, fullOutcome);
        waiting = [];
        continue;
      }
      const result = takeMixed(this.#state.replica, slice, device, now);
      this.#keep(peer, result);
      waiting = [...result.left];
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    const surplus = packed ? peer.held.hold(waiting) : waiting;
    this.#answerAll(peer, surplus, missingOutcome);
  }

  // ------------------------------------------------------------ time

  /** Called about every 100 ms. */
  async tick(): Promise<void> {
    const now = this.context.clock.now();
    for (const peer of this.peers) peer.session?.tick(now);
    if (!this.ready || !this.#beat.isDue(now, this.#state.unlisted.length, this.#followers.size > 0)) return;
    this.#recheckStanding();
    await this.sealsChecked();
    if (this.ready && now >= this.#fullUntil) this.#witness.list(now);
    const { replica, places } = this.#state;
    this.#followers.tell(replica.drainIndices(), places, this.#log.durable);
  }

  /** Told with each beat which commits have another verdict or more parts than before. */
  follow(follower: Follower): void {
    this.#followers.add(follower);
  }

  /** Verifies every newest seal that has not been; a bad one ends its session and takes its commits out again. */
  async sealsChecked(): Promise<void> {
    await this.whenReady();
    const bad: FeedId[] = [];
    const { replica } = this.#state;
    for (const [i, { feed, seq, seal, message, publicKey }] of replica.unsealed().entries()) {
      if (i % SEALS_AT_ONCE === 0) await nextTurn();
      if (this.#state.replica !== replica) return this.sealsChecked();
      if (this.context.verify(publicKey, message, seal)) replica.confirm(feed, seq);
      else bad.push(feed);
    }
    for (const feed of bad) await this.#dropUnsealed(feed);
  }

  /** Live commits that wait for company leave. */
  sendNow(): void {
    this.#outbox.flush();
  }

  /** Finishes what is under way, tells everybody, stores everything. */
  async stop(): Promise<void> {
    await this.sealsChecked();
    if (this.ready) this.#witness.list(this.context.clock.now());
    await this.#log.settled();
    this.sendNow();
    for (const peer of [...this.peers]) peer.session?.close('leaving');
  }

  // ------------------------------------------------------------ inside

  #keep(peer: HubPeer, result: IntakeResult): void {
    let action = false;
    for (const taken of result.taken) if (this.#keepOne(peer, taken)) action = true;
    if (action) {
      this.#beat.hurry();
      this.#recheckStanding();
    }
    const own = (feed: FeedId) => deviceOfFeed(feed) === peer.peer?.device;
    if (result.badSeals.some(own)) peer.session?.close('seal');
  }

  /** Stores, sends on and promises an answer. True when it was a policy action. */
  #keepOne(peer: HubPeer, { carried, acceptance }: Taken): boolean {
    const { commit } = carried;
    const { feed, seq } = commit;
    if (acceptance.kind === 'taken') return this.#store(peer, carried, acceptance);
    if (acceptance.kind === 'known') {
      this.#answerKnown(peer, carried, acceptance);
      return false;
    }
    const outcome: Outcome =
      acceptance.kind === 'refused'
        ? { kind: 'refused', code: acceptance.code }
        : { kind: 'not-taken', code: acceptance.kind === 'needs-seal' ? 'missing' : acceptance.code, retryMs: 5000 };
    peer.session?.answer([{ feed, seq, hash16: NO_HASH, outcome }]);
    return false;
  }

  #store(peer: HubPeer, carried: CarriedCommit, acceptance: Extract<Acceptance, { kind: 'taken' }>): boolean {
    const { header } = acceptance;
    const device = deviceOfFeed(carried.commit.feed);
    const { commit, bytes } = this.#withoutStrangeParts(peer, carried, acceptance);
    const documents: readonly string[] = header.parts.map((part) => part.document);
    const own = device === this.context.device;
    const position = own ? 0 : this.#state.nextPosition;
    const key = this.#freshKeys.get(device);
    this.#freshKeys.delete(device);
    const at = this.#log.append(writeRow({ position, keys: key === undefined ? [] : [key], bytes }));
    const action = documents.includes('policy');
    const listing = listingOf(header, commit.parts);
    const held = heldMask(commit.parts);
    const { index, hash16 } = acceptance;
    this.#state.note({
      index,
      at,
      held,
      position,
      bytes: bytes.length,
      device,
      action,
      listing: listing !== null,
    });
    this.context.metrics.taken(1, bytes.length);
    if ((peer.has.get(commit.feed) ?? 0) < commit.seq) peer.has.set(commit.feed, commit.seq);
    if (device === peer.peer?.device) peer.brought.add(commit.feed);
    this.#outbox.add(new OutgoingCommit({ at, device, commit, bytes, documents }), peer);
    this.#desk.whenDurable(peer, at, index, { feed: commit.feed, seq: commit.seq, hash16 });
    // Somebody else brought the relay's own words: it has been restored from an older copy and must read itself anew.
    if (own) void this.#reload();
    return action;
  }

  /** Texts that the header does not name are no parts; a device beyond its revocation keeps few of its own. */
  #withoutStrangeParts(
    peer: HubPeer,
    carried: CarriedCommit,
    acceptance: Extract<Acceptance, { kind: 'taken' }>,
  ): CarriedCommit {
    const { commit } = carried;
    const overdrawn = peer.viewpoint.purpose === 'hand-in' && this.#handIn.overdrawn(this.#state.replica, carried);
    const strange = commit.parts.some((text, i) => text !== null && acceptance.texts[i] == null);
    if (!strange && !overdrawn) return carried;
    const parts = overdrawn ? commit.parts.map(() => null) : acceptance.texts;
    const cut = { ...commit, parts };
    return { commit: cut, bytes: encodeCommit(cut, nodeText) };
  }

  #answerKnown(peer: HubPeer, carried: CarriedCommit, acceptance: Extract<Acceptance, { kind: 'known' }>): void {
    const { index, hash16 } = acceptance;
    const { feed, seq } = carried.commit;
    const at = this.#state.places[index] ?? 0;
    const brought = acceptance.texts.reduce(
      (mask: number, text, i) => (text !== null && carried.commit.parts[i] != null ? mask | (1 << i) : mask),
      0,
    );
    const fresh = brought & ~(this.#state.held[index] ?? 0);
    const answer = { feed, seq, hash16 };
    const settle = () => {
      if (at <= this.#log.durable) peer.session?.answer([{ ...answer, outcome: this.#outcome(index) }]);
      else this.#desk.whenDurable(peer, at, index, answer);
    };
    if (fresh === 0 || at === 0) {
      settle();
      return;
    }
    void fillParts(this.#log, this.context.store, this.shop, at, carried.commit).then((filled) => {
      if (filled === null) return settle();
      this.#state.filled(index, heldMask(filled.commit.parts));
      this.#followers.note(index);
      const header = readHeader(filled.commit.header);
      const documents = header === null ? [] : header.parts.map((part) => part.document);
      this.#outbox.add(new OutgoingCommit({ at, device: deviceOfFeed(feed), ...filled, documents }), peer, true);
      settle();
    }, this.context.report('parts'));
  }

  #outcome(index: number): Outcome {
    const { verdict, reason } = this.#state.replica.verdict(index);
    if (verdict === 'refused') return { kind: 'refused', code: reason };
    const parts = this.#state.held[index] ?? 0;
    const position = this.#state.positions[index] ?? 0;
    if (this.#state.policy.witness() !== this.context.device || position === 0) {
      return { kind: 'held', parts, verdict, reason };
    }
    return { kind: 'listed', position, parts, verdict, reason };
  }

  /** Newcomers and dismissed devices bring their own commits only, who holds the paper only what the paper key says. */
  #allowed(peer: HubPeer, commits: readonly CarriedCommit[]): readonly CarriedCommit[] {
    const { purpose } = peer.viewpoint;
    if (purpose === 'member' || purpose === 'read' || peer.peer === null) return commits;
    const may = mayBring(this.context.sha256, peer.peer);
    const own = commits.filter(may);
    const foreign = commits.filter((carried) => !may(carried));
    this.#answerAll(peer, foreign, { kind: 'refused', code: 'not-yours' });
    return own;
  }

  #answerAll(peer: HubPeer, commits: readonly CarriedCommit[], outcome: Outcome): void {
    peer.session?.answer(
      commits.map(({ commit }) => ({ feed: commit.feed, seq: commit.seq, hash16: NO_HASH, outcome })),
    );
  }

  #overQuota(device: DeviceId): boolean {
    const { shopBytes, deviceBytes } = this.context.quotas;
    return this.#state.bytes > shopBytes || (this.#state.bytesOf.get(device) ?? 0) > deviceBytes;
  }

  #frontierFor(peer: ProvedPeer): FrontierMark[] {
    const all = this.#state.replica.frontier();
    if (peer.purpose === 'member' || peer.purpose === 'read') return all;
    const writer = writerOf(this.context.sha256, peer);
    return all.filter((mark) => deviceOfFeed(mark.feed) === writer);
  }

  /** After the policy moved: whoever lost their rights is told to go, whoever gained some sees more from now on. */
  #recheckStanding(): void {
    for (const peer of this.peers) {
      if (peer.peer === null || peer.viewpoint.purpose === 'hand-in') continue;
      const standing = this.#state.policy.standing(peer.peer.device);
      if (standing.kind === 'dismissed') peer.session?.close('dismissed');
      else if (standing.kind === 'member') {
        peer.viewpoint = { purpose: peer.peer.purpose === 'read' ? 'read' : 'member', member: standing.member };
      }
    }
  }

  async #dropUnsealed(feed: FeedId): Promise<void> {
    const { state } = this;
    this.context.metrics.badSeals(1);
    for (const peer of [...this.peers]) if (peer.brought.has(feed)) peer.session?.close('seal');
    await this.#log.settled();
    const places = await unsealedPlaces(state, this.#log, this.context.verify, feed);
    await this.#makeHoles(places);
    await this.#reload();
  }

  async #makeHoles(holes: readonly { readonly at: number; readonly position: number }[]): Promise<void> {
    if (holes.length === 0) return;
    const rows = holes.map(({ at, position }) => ({ at, body: writeHole(position) }));
    await this.context.store.replace(this.shop, rows);
  }

  #reload(): Promise<void> {
    this.#loading ??= (async () => {
      await this.#log.settled();
      const { state, last, unusable } = await loadShop(
        this.shop,
        this.context.store,
        this.context.factory,
        this.context.device,
      );
      await this.#makeHoles(unusable);
      this.#state = state;
      this.#log = this.#openLog(last);
      this.#witness = this.#openWitness();
      for (const peer of this.peers) {
        peer.servedUpTo = Math.min(peer.servedUpTo, last);
        if (peer.peer !== null) this.introduce([peer.peer.publicKey]);
      }
    })().finally(() => {
      this.#loading = null;
    });
    return this.#loading;
  }

  #openLog(last: number): ShopLog {
    return new ShopLog(this.shop, this.context.store, last, {
      durable: (at) => {
        this.#witness.durable(at);
        this.#desk.durable(at);
      },
      lost: (at, code) => {
        this.context.metrics.lost(code);
        if (code === 'full') this.#fullUntil = this.context.clock.now() + FULL_RETRY_MS;
        this.#desk.lost(at, code === 'full' ? fullOutcome : busyOutcome);
        if (code !== 'closed') void this.#reload().catch(this.context.report('reload'));
      },
    });
  }

  #openWitness(): ShopWitness {
    return new ShopWitness(this.shop, this.context, this.#state, this.#log, (out) => this.#outbox.add(out, null, true));
  }

  /** Everything before this place is published: where a peer that fell behind may safely go on. */
  publishedUpTo(): number {
    return this.#witness.publishedUpTo();
  }
  isPrivate(at: number): boolean {
    return this.#witness.isPrivate(at);
  }
}

const fullOutcome: Outcome = { kind: 'not-taken', code: 'full', retryMs: 10_000 };
const busyOutcome: Outcome = { kind: 'not-taken', code: 'busy', retryMs: 1000 };
const missingOutcome: Outcome = { kind: 'not-taken', code: 'missing', retryMs: 5000 };
