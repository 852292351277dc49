/**
 * The decisions in force, brought up to date as actions and witness entries come in. An action that can touch no other
 * (it stands, nobody has seen it yet, and it narrows no other) is judged alone; everything else decides all
 * actions anew: they are few, and their rules depend on each other. A change of witness follows the chain of appointments
 * from the start, each judged by the order that the ones before it give.
 */
import type { CausalIndex } from './causal-index.ts';
import { type Decision, Decisions } from './decisions.ts';
import { type ActionMentions, EngineView } from './engine-view.ts';
import { judgeCommit } from './judge-commit.ts';
import { byClaimedTime, mentionsOf, type Subject } from './policy-view.ts';
import { resolveAuthority } from './resolve-authority.ts';
import type { CompiledRights, PolicyContext, Reading, Rights } from './rights.ts';
import { touchedBy } from './touched-commits.ts';
import { type Appointment, appointmentOf, successorOf } from './witness-order.ts';
import { type WitnessLog, WitnessPlaces } from './witness-places.ts';

export interface PolicyUpdate {
  /** Actions whose decision is new or different. */
  readonly changed: readonly number[];
  /** The order itself is another: every verdict is in question. */
  readonly isOrderNew: boolean;
}

interface Change extends PolicyUpdate {
  readonly before: Decisions;
}

export class PolicyState {
  readonly #index: CausalIndex;
  readonly #mentions: ActionMentions;
  readonly #logs: ReadonlyMap<string, WitnessLog>;
  readonly #epochs: number;
  #chain: readonly Appointment[] = [];
  #view: EngineView;
  #decisions = new Decisions();
  #compiled = new SetCache();
  #genesis = -1;
  #appointments: Appointment[] = [];
  /** Did an action of authority fall only after higher ranks were decided? While one did, nothing is judged alone. */
  #isFickle = false;
  /** Everything must be decided anew. */
  isStale = false;
  #isChainStale = false;

  constructor(index: CausalIndex, mentions: ActionMentions, logs: ReadonlyMap<string, WitnessLog>, epochs: number) {
    this.#index = index;
    this.#mentions = mentions;
    this.#logs = logs;
    this.#epochs = epochs;
    this.#view = this.#viewOf(new WitnessPlaces(index));
  }

  get view(): EngineView {
    return this.#view;
  }
  get decisions(): Decisions {
    return this.#decisions;
  }
  get context(): PolicyContext {
    return { view: this.#view, decisions: this.#decisions, compiled: this.#compiled };
  }
  /** Witness whose entries are appended now, or `null` before the genesis. */
  get witness(): string | null {
    return this.#chain.at(-1)?.witness ?? null;
  }
  /** How many of this witness's entries an earlier part of the order uses; `null` when none does. */
  earlierCut(witness: string): number | null {
    let cut: number | null = null;
    for (const [at, one] of this.#chain.entries()) {
      const next = this.#chain[at + 1];
      if (next !== undefined && one.witness === witness) cut = Math.max(cut ?? 0, next.cut);
    }
    return cut;
  }
  /** Is an action's listing without consequence? It is in force, bites nothing, and gives no contested key. */
  isIndifferentToPlace(index: number): boolean {
    if (this.isStale || this.#decisions.get(index).standing !== 'effective') return false;
    const { action, device } = this.#index.subject(index);
    if (action === undefined || action.kind === 'redeem') return false;
    const enrolled = mentionsOf(device, action).device;
    if (enrolled !== null && this.#view.enrolments(enrolled).length > 1) return false;
    const narrowing = this.#decisions.narrowing(index);
    return narrowing === undefined || narrowing.lenient || !this.#canBiteActions(index);
  }

  /** Is there an action in force or not that a narrowing does not cover and may touch: its targets', or their invitations'? */
  #canBiteActions(narrowing: number): boolean {
    const { devices } = touchedBy(this.#view, this.#index.subject(narrowing));
    const place = this.#view.position(narrowing);
    return this.#index.actions.some((other) => {
      if (other === narrowing || this.#view.position(other) < place || this.#index.hasSeen(narrowing, other))
        return false;
      const { device, action } = this.#index.subject(other);
      return action?.kind === 'redeem' || devices.has(device);
    });
  }
  followChainAnew(): void {
    this.#isChainStale = true;
    this.isStale = true;
  }

  /** Notes a new action; true when it was judged alone and nothing else can have changed. */
  add(subject: Subject): boolean {
    this.#noteAppointment(subject);
    if (this.isStale || !this.#standsAlone(subject)) {
      this.isStale = true;
      return false;
    }
    const decision = judgeCommit(this.context, subject);
    if (decision.standing !== 'effective') {
      this.isStale = true;
      return false;
    }
    this.#decisions.decide(subject, decision);
    return true;
  }

  /** Decides all anew if need be. */
  update(): Change | null {
    if (!this.isStale) return null;
    const before = this.#decisions;
    const isOrderNew = this.#follow();
    this.#compiled = new SetCache();
    this.isStale = false;
    this.#isChainStale = false;
    this.#isFickle = [...this.#decisions.fickle].some((index) => isAuthority(this.#index.subject(index)));
    const changed: number[] = [];
    for (const index of this.#index.actions) {
      const now = this.#decisions.get(index);
      if (!before.isDecided(index) || !isSame(before.get(index), now)) changed.push(index);
    }
    return { before, changed, isOrderNew };
  }

  #standsAlone(subject: Subject): boolean {
    const { action } = subject;
    if (action === undefined || this.#isFickle || this.#view.shape(subject.index).kind !== 'sound') return false;
    switch (action.kind) {
      case 'grant':
      case 'invite':
      case 'ratify':
      case 'delegate':
      case 'flow':
      case 'erase':
        return true;
      case 'enrol':
        return this.#view.enrolments(action.device).length <= 1;
      case 'role':
        return action.take === undefined || action.take.length === 0 || !this.#canBiteActions(subject.index);
      case 'narrow':
        return action.invite === undefined && !this.#canBiteActions(subject.index);
      case 'level':
        return action.until === undefined;
      default:
        return false;
    }
  }

  #noteAppointment(subject: Subject): void {
    const { action, index, hash } = subject;
    if (action?.kind === 'genesis') {
      this.followChainAnew();
      if (!this.#index.everyCause(index, () => false)) return;
      const best = this.#genesis < 0 ? null : this.#index.subject(this.#genesis);
      if (best === null || byClaimedTime(subject, best) < 0) this.#genesis = index;
      return;
    }
    const appointment = appointmentOf(index, hash, action);
    if (appointment === null) return;
    this.#appointments.push(appointment);
    this.followChainAnew();
  }

  /** Follows the chain of appointments as far as it must; true when the order has changed. */
  #follow(): boolean {
    const genesis = this.#genesis < 0 ? null : this.#index.subject(this.#genesis);
    const first = genesis === null ? null : appointmentOf(genesis.index, genesis.hash, genesis.action);
    if (!this.#isChainStale && this.#appointments.length === 0) {
      this.#decisions = resolveAuthority(this.#view);
      return false;
    }
    const before = this.#chain;
    const chain = first === null ? [] : [first];
    for (;;) {
      const isAsBefore = chain.length === before.length && chain.every((one, at) => one.index === before[at]?.index);
      const view = isAsBefore && !this.#isChainStale ? this.#view : this.#viewOf(this.#placesOf(chain));
      const decisions = resolveAuthority(view);
      const next = this.#successor(chain, decisions);
      if (next === null) {
        const isNew = view !== this.#view;
        this.#chain = chain;
        this.#view = view;
        this.#decisions = decisions;
        return isNew;
      }
      chain.push(next);
    }
  }

  #successor(chain: readonly Appointment[], decisions: Decisions): Appointment | null {
    const current = chain.at(-1);
    if (current === undefined) return null;
    const inForce = this.#appointments.filter((one) => decisions.get(one.index).standing === 'effective');
    const next = successorOf(current, inForce, (later, earlier) => this.#index.hasSeen(later, earlier));
    return next === null || chain.some((one) => one.index === next.index) ? null : next;
  }

  #viewOf(places: WitnessPlaces): EngineView {
    return new EngineView(this.#index, this.#mentions, places, this.#genesis, this.#epochs);
  }

  #placesOf(chain: readonly Appointment[]): WitnessPlaces {
    const places = new WitnessPlaces(this.#index);
    for (const [at, { witness }] of chain.entries()) {
      const log = this.#logs.get(witness);
      const end = Math.min(log?.length ?? 0, chain[at + 1]?.cut ?? Number.POSITIVE_INFINITY);
      for (let entry = 0; log !== undefined && entry < end; entry++) places.append(log.entry(entry));
    }
    return places;
  }
}

function isSame(a: Decision, b: Decision): boolean {
  return a.standing === b.standing && a.reason === b.reason && a.rank === b.rank && a.by === b.by;
}

function isAuthority(subject: Subject): boolean {
  const kind = subject.action?.kind;
  return kind === 'enrol' || kind === 'redeem' || kind === 'grant' || kind === 'role' || kind === 'invite';
}

/** What was compiled for a device and a set of seen actions. */
class SetCache implements CompiledRights {
  readonly #rights = new Map<string, Map<object, Rights>>();

  get(past: object, device: string, reading: Reading): Rights | undefined {
    return this.#rights.get(`${reading} ${device}`)?.get(past);
  }
  keep(past: object, device: string, reading: Reading, rights: Rights): void {
    const key = `${reading} ${device}`;
    const known = this.#rights.get(key);
    if (known === undefined) this.#rights.set(key, new Map([[past, rights]]));
    else known.set(past, rights);
  }
}
