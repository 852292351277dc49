/**
 * A device that several people share: who may sit down, who sits, who leaves. Each has a key of their own under a PIN
 * (replica/pin-lock.ts) and a feed of its own, so each action is signed under the right name. Documents are the device's;
 * only what not everybody here may read is apart (terminal-privacy.ts), so sitting down folds nothing again.
 */
import { deviceIdOf } from '../../shared/commit/chain.ts';
import { deviceOfFeed, type MemberId } from '../../shared/foundation/ids.ts';
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import { enrolKey, knownMember, newMember } from '../commands/let-in.ts';
import { noteUnlock } from '../commands/note-unlock.ts';
import { isPin, newLockedKeys, type OpenKeys, openKeys, PIN_ROUNDS, rewrapKeys } from '../replica/pin-lock.ts';
import type { ShopRecord } from '../replica/shop-records.ts';
import { type Face, inOrder, MOST_FACES, waitLeft } from '../replica/terminal-faces.ts';
import type { TabMessage } from '../sync/tab-coordination.ts';
import type { Device } from './device.ts';
import type { ShownError } from './engine-protocol.ts';
import type { EngineState } from './engine-state.ts';
import { keepToRights } from './keep-to-rights.ts';
import { ALL_TOPICS, type Topic } from './live-queries.ts';
import { freshFeed } from './new-epoch.ts';
import type { ShopDesk } from './shop-desk.ts';
import type { FaceView, TerminalCommands, TerminalView } from './terminal-protocol.ts';

type Answer<Name extends keyof TerminalCommands> = Promise<Result<TerminalCommands[Name]['output'], ShownError>>;

const NO_FACE: Omit<Face, 'device' | 'publicKey' | 'member' | 'wrapped'> = {
  lastUsed: 0,
  failures: 0,
  waitUntil: 0,
  unsigned: 0,
};

/** What it asks of the engine around it. */
export interface TerminalOwner {
  readonly device: Device;
  readonly desk: ShopDesk | null;
  readonly state: EngineState;
  readonly isOpen: boolean;
  readonly hasLine: boolean;
  /** Keys lent for one paper: nobody's once somebody else sits here. */
  readonly spot: { giveBack(): void };
  touch(...topics: readonly Topic[]): void;
  tellTabs(message: TabMessage): void;
  keepAuthority(desk: ShopDesk): Promise<void>;
  keepRecord(record: ShopRecord): Promise<void>;
  belong(record: ShopRecord): Promise<void>;
  leave(): Promise<void>;
  reconnect(elsewhere?: boolean): void;
}

export class TerminalDesk {
  readonly #engine: TerminalOwner;
  readonly #rounds: number;
  #autoLock = 0;
  #busy: Promise<unknown> = Promise.resolve();

  /** `rounds` of the PIN's hash: fewer only where a test has no time. */
  constructor(engine: TerminalOwner, rounds: number = PIN_ROUNDS) {
    this.#engine = engine;
    this.#rounds = rounds;
  }

  async start(): Promise<void> {
    this.#autoLock = (await this.#engine.device.faces.facts())?.autoLock ?? 0;
  }

  view(): TerminalView {
    const { desk, isOpen } = this.#engine;
    if (!isOpen) return NO_TERMINAL;
    const { seat } = this.#engine.device;
    const onlyHere: Record<string, number> = {};
    for (const { feed } of desk?.open.unanswered.values() ?? []) {
      const device = deviceOfFeed(feed);
      onlyHere[device] = (onlyHere[device] ?? 0) + 1;
    }
    return {
      shared: seat.shared,
      locked: seat.locked,
      faces: inOrder(seat.faces).map((face) => this.#faceView(face, desk)),
      current: seat.keys.device,
      autoLock: this.#autoLock,
      onlyHere,
    };
  }

  #faceView(face: Face, desk: ShopDesk | null): FaceView {
    const { device, member, lastUsed, waitUntil } = face;
    return {
      device,
      member,
      name: desk?.memberName(member) ?? '',
      lastUsed,
      waitUntil,
      active: desk === null || desk.open.grantsOf(member)?.length !== 0,
    };
  }

  /** One thing at a time: two PINs at once would have two people at one seat. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#busy.then(work);
    this.#busy = mine.catch(() => undefined);
    return mine;
  }

  // ------------------------------------------------------------ in and out

  lock(): Answer<'lockTerminal'> {
    return this.#inTurn(async () => {
      const { device, desk } = this.#engine;
      device.seat.lock();
      this.#engine.spot.giveBack();
      await desk?.open.hidePrivate();
      this.#changed();
      return ok(null);
    });
  }

  unlock({ device, pin }: TerminalCommands['unlock']['input']): Answer<'unlock'> {
    return this.#inTurn(async () => {
      const opened = await this.#open(device, pin);
      if (!opened.ok) return opened;
      const { face, keys } = opened.value;
      const open = this.#engine.desk?.open;
      // In a database that was wiped nothing is known of anybody before the relay has told it.
      const judge = open?.record.complete === true ? open.engine : null;
      if (judge !== null && judge.memberOf(face.device) !== face.member) return err({ code: 'face-dismissed' });
      await this.#sit(face, keys);
      return ok(null);
    });
  }

  /** Somebody else's keys for one action: nobody has moved. */
  openOnce(device: string, pin: string): Promise<Result<{ readonly face: Face; readonly keys: OpenKeys }, ShownError>> {
    return this.#inTurn(async () => {
      const { seat, faces } = this.#engine.device;
      if (seat.locked) return err({ code: 'locked' });
      const opened = await this.#open(device, pin);
      if (opened.ok) await faces.confirmed(opened.value.face.device);
      await seat.readFaces(faces);
      return opened;
    });
  }

  /** The right PIN's keys; a wrong one is counted on disk before it is tried. */
  async #open(
    device: string,
    pin: string,
  ): Promise<Result<{ readonly face: Face; readonly keys: OpenKeys }, ShownError>> {
    const { seat, faces, platform } = this.#engine.device;
    const face = seat.face(device);
    if (face === null) return err({ code: 'face-unknown' });
    if (!isPin(pin)) return err({ code: 'pin-form' });
    const turn = await faces.beginTry(face.device, platform.wall.now());
    if (turn !== 'try') return err({ code: 'pin-wait', values: { seconds: Math.ceil(turn.waitMs / 1000) } });
    const keys = await openKeys(face, face.wrapped, pin);
    if (keys !== null) return ok({ face, keys });
    await seat.readFaces(faces);
    this.#changed();
    const left = waitLeft(seat.face(device) ?? face, platform.wall.now());
    return err({ code: 'wrong-pin', values: { seconds: Math.ceil(left / 1000) } });
  }

  async #sit(face: Face, opened: OpenKeys): Promise<void> {
    const { device, desk } = this.#engine;
    const { seat, faces, store } = device;
    const failed = await faces.unlocked(face.device, device.platform.wall.now());
    const before = seat.keys.device;
    this.#engine.spot.giveBack();
    const take = async (): Promise<void> => {
      await desk?.open.hidePrivate();
      seat.sit(opened);
    };
    await (desk === null ? take() : desk.open.writer.between(take));
    await seat.readFaces(faces);
    if (desk !== null) {
      if ((await store.own()) === null) await store.startFeed(freshFeed(device, desk.open.record));
      await desk.open.reseat(face.member);
      if (desk.open.core !== null) await this.#engine.keepAuthority(desk);
      await this.#engine.keepRecord(desk.open.record);
    }
    this.#engine.tellTabs({ kind: 'seated', device: face.device });
    if (before !== face.device || !this.#engine.hasLine) this.#engine.reconnect();
    this.#changed();
    if (desk !== null && desk.branch !== null && desk.warehouse !== null) await noteUnlock(desk, seat.terminal, failed);
  }

  /** Another tab has been unlocked: this one gives up the line, and is locked if somebody else sits there. */
  async seatedElsewhere(device: string): Promise<void> {
    await this.#inTurn(async () => {
      const { seat, faces } = this.#engine.device;
      await seat.readFaces(faces);
      if (seat.keys.device === device && !seat.locked) return;
      seat.lock();
      await this.#engine.desk?.open.hidePrivate();
      this.#engine.reconnect(true);
      this.#changed();
    });
  }

  /** The relay says that this key is nobody's any more: its face goes, the others stay. */
  async dismissed(): Promise<void> {
    await this.#inTurn(async () => {
      const { seat, faces, store } = this.#engine.device;
      const { device } = seat.keys;
      seat.lock();
      await this.#engine.desk?.open.hidePrivate();
      await faces.remove(device);
      await store.endFeed(device);
      await seat.readFaces(faces);
      this.#changed();
    });
  }

  /** After receipts: the relay knows all keys of this terminal by now, so the plain one is of no use any more. */
  async retireOldKey(): Promise<void> {
    const { device, desk } = this.#engine;
    if (!device.seat.hasRetiring || desk === null || awaitsEnrolment(desk)) return;
    device.seat.retire(null);
    await device.cupboard.dropKeys();
  }

  // ------------------------------------------------------------ faces

  /** Whoever works here alone now gets a key under a PIN in the place of the plain one, which is signed off by that. */
  share(desk: ShopDesk, { pin }: TerminalCommands['shareTerminal']['input']): Answer<'shareTerminal'> {
    return this.#inTurn(async () => {
      const { device } = this.#engine;
      const { seat, faces, store, cupboard } = device;
      if (seat.shared) return err({ code: 'terminal-shared' });
      const { member } = desk;
      const made = await this.#letIn(desk, member, desk.memberName(member), pin);
      if (!made.ok) return made;
      const { face, keys } = made.value;
      await store.startBeside(freshFeed(device, desk.open.record, face.device), seat.keys.device, true);
      await faces.keepFacts({ terminal: seat.terminal, autoLock: DEFAULT_AUTO_LOCK });
      await faces.add({ ...face, lastUsed: device.platform.wall.now() });
      // Until the relay has seen that the old key let the new one in, it knows the old one only.
      if (desk.open.record.relay === null) await cupboard.dropKeys();
      else seat.retire(seat.keys);
      this.#autoLock = DEFAULT_AUTO_LOCK;
      await seat.readFaces(faces);
      await desk.open.writer.between(async () => seat.sit(keys));
      await this.#engine.keepAuthority(desk);
      await this.#engine.belong(desk.open.record);
      this.#changed();
      return ok(null);
    });
  }

  add(desk: ShopDesk, input: TerminalCommands['addFace']['input']): Answer<'addFace'> {
    return this.#inTurn(async () => {
      const { seat } = this.#engine.device;
      if (!seat.shared || seat.locked) return err({ code: 'locked' });
      if (seat.faces.length >= MOST_FACES) return err({ code: 'faces-full', values: { count: MOST_FACES } });
      if (seat.faces.some((face) => face.member === input.member)) return err({ code: 'face-known' });
      if (!isPin(input.pin)) return err({ code: 'pin-form' });
      const who = input.member === null ? await newMember(desk, input) : knownMember(desk, input.member);
      if (!who.ok) return who;
      const made = await this.#letIn(desk, who.value, input.name, input.pin);
      if (!made.ok) return made;
      await this.#place(desk, made.value.face);
      return ok({ device: made.value.face.device });
    });
  }

  /** The old key stays in the policy and signs nothing any more: nobody has it. */
  renew(desk: ShopDesk, { device, pin }: TerminalCommands['renewFace']['input']): Answer<'renewFace'> {
    return this.#inTurn(async () => {
      const { seat, store } = this.#engine.device;
      const face = seat.face(device);
      if (face === null) return err({ code: 'face-unknown' });
      if (seat.locked || face.device === seat.keys.device) return err({ code: 'locked' });
      if (!isPin(pin)) return err({ code: 'pin-form' });
      const made = await this.#letIn(desk, face.member, desk.memberName(face.member), pin);
      if (!made.ok) return made;
      await this.#place(desk, { ...made.value.face, lastUsed: face.lastUsed });
      await store.endFeed(face.device);
      return ok(null);
    });
  }

  change({ pin, fresh }: TerminalCommands['changePin']['input']): Answer<'changePin'> {
    return this.#inTurn(async () => {
      const { seat, faces, platform } = this.#engine.device;
      if (!isPin(fresh)) return err({ code: 'pin-form' });
      const opened = await this.#open(seat.keys.device, pin);
      if (!opened.ok) return opened;
      const { face } = opened.value;
      const wrapped = await rewrapKeys(face.wrapped, (bytes) => platform.random(bytes), pin, fresh);
      if (wrapped === null) return err({ code: 'wrong-pin', values: { seconds: 0 } });
      await faces.add({ ...face, wrapped, failures: 0, waitUntil: 0 });
      await seat.readFaces(faces);
      this.#changed();
      return ok(null);
    });
  }

  remove({ device }: TerminalCommands['removeFace']['input']): Answer<'removeFace'> {
    return this.#inTurn(async () => {
      const { device: here, desk } = this.#engine;
      const { seat, faces, store } = here;
      const last = !seat.shared || seat.faces.length === 1;
      const of = this.view().onlyHere;
      const count = last ? Object.values(of).reduce((sum, one) => sum + one, 0) : (of[device] ?? 0);
      if (count > 0) return err({ code: 'only-here', values: { count } });
      if (seat.locked) return err({ code: 'locked' });
      if (last) {
        this.#engine.state.phase = 'none';
        await this.#engine.leave();
        return ok(null);
      }
      const face = seat.face(device);
      if (face === null) return err({ code: 'face-unknown' });
      if (face.device === seat.keys.device) {
        seat.lock();
        await desk?.open.hidePrivate();
      }
      await faces.remove(face.device);
      await store.endFeed(face.device);
      await seat.readFaces(faces);
      this.#changed();
      return ok(null);
    });
  }

  /** Nobody works here any more: the next shop begins with a plain key again. */
  async leave(): Promise<void> {
    await this.#engine.device.faces.clear();
  }

  async setAutoLock(minutes: number): Answer<'setAutoLock'> {
    const { faces, seat } = this.#engine.device;
    this.#autoLock = Math.max(0, Math.min(120, Math.trunc(minutes)));
    await faces.keepFacts({ terminal: seat.terminal, autoLock: this.#autoLock });
    this.#changed();
    return ok(null);
  }

  /** A key under a PIN, enrolled by whoever works now. Not on disk yet. */
  async #letIn(
    desk: ShopDesk,
    member: MemberId,
    name: string,
    pin: string,
  ): Promise<Result<{ readonly face: Face; readonly keys: OpenKeys }, ShownError>> {
    const { platform } = this.#engine.device;
    if (!isPin(pin)) return err({ code: 'pin-form' });
    const { keys, wrapped } = await newLockedKeys(
      platform.sha256,
      (bytes) => platform.random(bytes),
      pin,
      this.#rounds,
    );
    const { publicKey } = keys;
    const device = deviceIdOf(platform.sha256, publicKey);
    const enrolled = await enrolKey(desk, { device, member, publicKey }, name);
    if (!enrolled.ok) return enrolled;
    const opened = await openKeys(keys, wrapped, pin);
    if (opened === null) return err({ code: 'engine', detail: 'own key does not open' });
    return ok({ face: { device, publicKey, member, wrapped, ...NO_FACE }, keys: opened });
  }

  async #place(desk: ShopDesk, face: Face): Promise<void> {
    const { device } = this.#engine;
    const { seat, faces, store } = device;
    await store.startBeside(freshFeed(device, desk.open.record, face.device), seat.keys.device);
    await faces.add(face);
    await seat.readFaces(faces);
    await this.#engine.keepAuthority(desk);
    await keepToRights(desk);
    this.#changed();
  }

  #changed(): void {
    this.#engine.touch(...ALL_TOPICS);
  }
}

const DEFAULT_AUTO_LOCK = 5;
const NO_TERMINAL: TerminalView = {
  shared: false,
  locked: false,
  faces: [],
  current: '',
  autoLock: 0,
  onlyHere: {},
};

/** Some key let in here is not known to the relay yet. */
export const awaitsEnrolment = (desk: ShopDesk): boolean =>
  [...desk.open.unanswered.values()].some(({ command }) => command === 'enrol');
