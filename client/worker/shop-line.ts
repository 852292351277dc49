/**
 * The relay's line of an open shop, in the tab that leads: as a member, as a newcomer until the redemption is listed, or
 * to hand in what a dismissed device still holds. What the line brings about (receipts, rights, joining, leaving, the
 * relay's appointment) is decided here; storing and verifying is done below (linked-shop.ts, relay-link.ts).
 */

import { deviceIdOf } from '../../shared/commit/chain.ts';
import type { WireCommit } from '../../shared/commit/codec.ts';
import { parseDocumentName } from '../../shared/document/document-kinds.ts';
import type { DeviceId, DocumentName, FeedId } from '../../shared/foundation/ids.ts';
import { CLOSE_REASONS } from '../../shared/protocol/close-reasons.ts';
import type { Answer } from '../../shared/protocol/messages.ts';
import { appointRelay } from '../commands/appoint-witness.ts';
import { askRelay } from '../commands/create-shop.ts';
import type { Joining } from '../commands/join-shop.ts';
import { signerOf } from '../replica/device-keys.ts';
import type { ShopRecord } from '../replica/shop-records.ts';
import { type LineState, RelayLink } from '../sync/relay-link.ts';
import { RULES_LEVEL } from './device.ts';
import type { EngineState } from './engine-state.ts';
import { keepToRights } from './keep-to-rights.ts';
import { type LinkEvents, LinkedShopSide } from './linked-shop.ts';
import type { Topic } from './live-queries.ts';
import { newEpoch, noteEpoch } from './new-epoch.ts';
import { takeReceipts } from './receipts.ts';
import { reissueLost } from './reissue-lost.ts';
import type { ShopCore } from './shop-core.ts';
import type { ShopDesk } from './shop-desk.ts';

/** What the line asks of the engine around it. */
export interface LineOwner {
  readonly state: EngineState;
  /** Still the shop that is open? */
  isOpen(desk: ShopDesk): boolean;
  touch(...topics: readonly Topic[]): void;
  changed(): void;
  stored(at: number): void;
  /** Places or receipts on disk are new. */
  placesKept(): void;
  /** Documents have left the disk: other tabs let go of them too. */
  purged(): void;
  lineKept(line: LineState): void;
  keepRecord(record: ShopRecord): Promise<void>;
  keepAuthority(desk: ShopDesk): Promise<void>;
  rememberTicket(number: string): Promise<void>;
  presence(device: DeviceId, text: string): void;
  settled(): void;
  leave(): Promise<void>;
  /** On a shared terminal: the key in use is nobody's any more. */
  faceDismissed(): Promise<void>;
  after(ms: number, call: () => void): void;
}

export class ShopLine {
  readonly #desk: ShopDesk;
  readonly #core: ShopCore;
  readonly #origin: string;
  readonly #owner: LineOwner;
  #joining: Joining | null;
  #link: RelayLink | null = null;
  /** The present line was opened with an invitation, or with the paper key. */
  #asNewcomer = false;
  #side: LinkedShopSide | null = null;
  /** What was handed over on the way in and is not answered yet: only then does the relay know the device. */
  readonly #handedOver = new Set<string>();
  #reissuing = false;
  readonly #asked = new Set<DocumentName>();
  /** Grants by which documents were let go and asked for last; '' before. */
  #rightsSeen = '';
  #purgeWaits = false;

  constructor(desk: ShopDesk, core: ShopCore, origin: string, owner: LineOwner, joining: Joining | null) {
    this.#desk = desk;
    this.#core = core;
    this.#origin = origin;
    this.#owner = owner;
    this.#joining = joining;
  }

  open(): void {
    const invitation = this.#joining?.invitation ?? null;
    this.#asNewcomer = invitation !== null;
    const purpose = this.#owner.state.phase === 'dismissed' ? 'hand-in' : (this.#joining?.purpose ?? 'member');
    const { open } = this.#desk;
    const { seat, verify, platform } = open.device;
    const keys = seat.lineKeys;
    const writers = [keys.device];
    if (purpose === 'recover' && invitation !== null) writers.push(deviceIdOf(platform.sha256, invitation.publicKey));
    const side = new LinkedShopSide(open, this.#core, this.#events(), purpose === 'member' ? null : new Set(writers));
    this.#side = side;
    this.#link?.stop();
    this.#link = new RelayLink({
      origin: this.#origin,
      shop: open.record.shop,
      createToken: open.record.createToken,
      level: RULES_LEVEL,
      purpose,
      signer: signerOf(keys),
      invitation,
      verify,
      platform,
      side,
      changed: (line) => void this.#changed(line),
    });
    this.#link.start();
  }

  #events(): LinkEvents {
    return {
      stored: (at: number) => {
        this.#owner.stored(at);
        void this.#finishJoining();
        void this.#followRights();
        void this.#reissue();
      },
      answered: (answers: readonly Answer[]) => {
        this.#noteHandedOver(answers);
        void this.#answered(answers);
      },
      presence: (device: DeviceId | null, text: string) => {
        if (device !== null) this.#owner.presence(device, text);
      },
      ownFeedDiffers: (feed: FeedId) => void this.#beginEpoch(feed),
      epochBegun: (feed: FeedId) => void this.#noteEpoch(feed),
      trouble: (code: string) => this.#trouble(code),
    };
  }

  close(): void {
    this.#link?.stop();
    this.#link = null;
  }
  again(): void {
    this.#link?.again();
  }
  offer(indices: readonly number[]): void {
    this.#link?.offer(indices);
  }
  present(text: string): void {
    this.#link?.present(text);
  }

  async #answered(answers: readonly Answer[]): Promise<void> {
    const { open } = this.#desk;
    const { state } = this.#owner;
    const taken = await takeReceipts(open.device, open, this.#origin, answers);
    state.places = await open.device.records.places();
    if (taken.refused !== null) state.refused = taken.refused;
    state.relayFull = taken.full;
    if (taken.retryMs !== null) this.#owner.after(taken.retryMs, () => this.#link?.resend());
    if (taken.lastTicket !== null) await this.#owner.rememberTicket(taken.lastTicket);
    this.#owner.placesKept();
    if (this.#purgeWaits) await this.#followRights();
    await this.#leaveIfHandedIn();
  }

  async #changed(line: LineState): Promise<void> {
    const { state } = this.#owner;
    const before = state.line;
    state.line = line;
    const { complete } = this.#desk.open.record;
    state.joining = complete ? null : { received: line.received, total: line.received + line.left };
    if (line.ended === CLOSE_REASONS.version.code) state.versionTooOld = true;
    this.#owner.lineKept(line);
    if (line.ended === CLOSE_REASONS.dismissed.code && this.#desk.open.device.seat.shared) {
      await this.#owner.faceDismissed();
    } else if (line.ended === CLOSE_REASONS.dismissed.code && state.phase !== 'dismissed') {
      state.phase = 'dismissed';
      this.#owner.touch('session');
      this.open();
    } else if (this.#mayComeBack(line.ended, complete)) {
      this.#joining = null;
      this.#handedOver.clear();
      this.open();
    } else if (state.phase === 'dismissed') {
      if (line.level) await this.#leaveIfHandedIn();
    } else if (line.level && before?.level !== true) await this.#level();
  }

  /**
   * As a member, after the way in was closed: its answer was lost, and the relay knows the device for a member's already;
   * or the shop came from a backup, and the relay has never heard of it.
   */
  #mayComeBack(ended: number | null, complete: boolean): boolean {
    if (!this.#asNewcomer) return false;
    if (ended === CLOSE_REASONS.forbidden.code) return complete || this.#joining === null;
    return complete && ended === CLOSE_REASONS['no-shop'].code;
  }

  /** All that the relay had has come. */
  async #level(): Promise<void> {
    if (this.#joining !== null) {
      const entered = await this.#joining.enter(this.#desk, {
        keepRecord: (record) => this.#owner.keepRecord(record),
        handOver: (keys, commits) => this.#handOver(keys, commits),
      });
      if (entered.ok) this.#joining = null;
      else this.#trouble(entered.error.code);
      await this.#finishJoining();
      return;
    }
    await this.#owner.keepAuthority(this.#desk);
    this.#asked.clear();
    this.#rightsSeen = '';
    await this.#followRights();
    this.#wantAbsent();
    await this.#finishJoining();
    await this.#appoint();
    await this.#reissue();
    this.#owner.settled();
  }

  async #handOver(keys: readonly Uint8Array[], commits: readonly WireCommit[]): Promise<void> {
    for (const { feed, seq } of commits) this.#handedOver.add(`${feed}/${seq}`);
    await this.#side?.take(keys, commits);
    const { replica } = this.#core;
    const indices = commits.flatMap(({ feed, seq }) => replica.feed(feed)?.line[seq - 1] ?? []);
    this.#link?.offer(indices);
  }

  #noteHandedOver(answers: readonly Answer[]): void {
    if (this.#handedOver.size === 0) return;
    for (const { feed, seq, outcome } of answers) {
      if (!this.#handedOver.delete(`${feed}/${seq}`)) continue;
      if (outcome.kind === 'refused' || outcome.kind === 'not-taken') this.#trouble(outcome.code);
    }
    if (this.#handedOver.size === 0) void this.#finishJoining();
  }

  /** The relay in reach becomes the shop's, if this is an owner's device and another witness was in office. */
  async #appoint(): Promise<void> {
    const relay = await askRelay(this.#origin);
    if (relay === null || !this.#owner.isOpen(this.#desk)) return;
    await appointRelay(this.#desk, relay);
    const { record } = this.#desk.open;
    if (record.relay === null) await this.#owner.keepRecord({ ...record, relay: this.#origin });
  }

  /** Documents that this member may view and of which parts are missing: newly granted, or just joined. */
  #absent(): readonly DocumentName[] {
    return [...this.#desk.open.documentsAbsent()].filter((document) => this.#desk.mayView(document));
  }

  /**
   * Each once a session: what an end may not show, or has lost, does not come however often one asks. First what a till
   * can't start without; the months follow together.
   */
  #wantAbsent(): void {
    const isMonthly = (document: DocumentName): number => (parseDocumentName(document)?.month === undefined ? 0 : 1);
    for (const document of [...this.#absent()].sort((a, b) => isMonthly(a) - isMonthly(b))) {
      if (this.#asked.has(document)) continue;
      this.#asked.add(document);
      this.#link?.want(document);
    }
  }

  /** Rights have changed: what they no longer open goes, what they open now is asked for. */
  async #followRights(): Promise<void> {
    const { open } = this.#desk;
    if (!open.record.complete || this.#owner.state.phase === 'dismissed') return;
    const rights = open.grants().join(' ');
    if (rights === this.#rightsSeen && !this.#purgeWaits) return;
    this.#rightsSeen = rights;
    const { purged, waiting } = await keepToRights(this.#desk);
    this.#purgeWaits = waiting;
    for (const document of purged) this.#asked.delete(document);
    if (purged.length > 0) this.#owner.purged();
    if (this.#owner.state.line?.level === true) this.#wantAbsent();
  }

  /** After each delivery while joining: first to be a member at all, then to have all that members see. */
  async #finishJoining(): Promise<void> {
    const { record, engine, device } = this.#desk.open;
    if (this.#joining !== null || engine === null || this.#handedOver.size > 0) return;
    if (engine.memberOf(device.keys.device) !== record.member) return;
    const { state } = this.#owner;
    if (this.#asNewcomer) {
      // The redemption is listed: come back as a member, to be shown what members may see.
      this.open();
      return;
    }
    if (record.complete) return;
    if (state.line?.level !== true || this.#absent().length > 0) return;
    const genesis = this.#desk.open.actions()[0]?.action;
    const utcOffsetMinutes = genesis?.kind === 'genesis' ? (genesis.utcOffsetMinutes ?? 0) : record.utcOffsetMinutes;
    await this.#owner.keepRecord({ ...record, utcOffsetMinutes, complete: true });
    await this.#owner.keepAuthority(this.#desk);
    state.phase = 'ready';
    state.joining = null;
    this.#owner.changed();
  }

  /** Dismissed: own work is handed in for review, then nothing of the shop stays on this device. */
  async #leaveIfHandedIn(): Promise<void> {
    if (this.#owner.state.phase !== 'dismissed' || this.#desk.open.unanswered.size > 0) return;
    if (this.#owner.isOpen(this.#desk)) await this.#owner.leave();
  }

  async #beginEpoch(feed: FeedId): Promise<void> {
    const { open } = this.#desk;
    const record = await newEpoch(open.device, open.record, feed);
    if (record !== null) await this.#owner.keepRecord(record);
  }

  async #noteEpoch(feed: FeedId): Promise<void> {
    const { open } = this.#desk;
    await this.#owner.keepRecord(await noteEpoch(open.device, open.record, feed));
  }

  /** One at a time: what is written again is on disk before the next look. */
  async #reissue(): Promise<void> {
    if (this.#reissuing || !this.#desk.open.record.complete) return;
    this.#reissuing = true;
    try {
      await reissueLost(this.#desk);
    } finally {
      this.#reissuing = false;
    }
  }

  #trouble(code: string): void {
    const { state } = this.#owner;
    if (code === 'level') state.versionTooOld = true;
    else if (code !== 'early') state.refused = code;
    this.#owner.touch('places');
  }
}
