/**
 * Stands between a replica and its judge and remembers what a serving relay asks that no verdict answers: which devices
 * were ever enrolled, which invitations exist, which deadlines are still to be entered, who is witness now.
 */
import { mayView, type Viewer } from '../../shared/document/may-view.ts';
import type { DeviceId } from '../../shared/foundation/ids.ts';
import type { HistoryCommit, Verdict, WitnessEntry } from '../../shared/policy/history.ts';
import { parseUse, type Use } from '../../shared/policy/use.ts';
import type { Judge } from '../../shared/replica/judge.ts';
import type { PolicyNow, Standing } from './policy-now.ts';

/** What the engine knows beyond verdicts. */
export interface PolicyEngine extends Judge {
  /** Grants in force of a member, as texts (`sales.add@b1`). */
  grantsOf(member: string): readonly string[];
  policyActions(): readonly number[];
  policyHeadsBefore(index: number): readonly number[];
}

export class PolicyTracker implements Judge, PolicyNow {
  readonly #engine: PolicyEngine;
  readonly #wallMs: () => number;
  /** Actions that enrolled a device. */
  readonly #enrolled = new Map<string, number[]>();
  readonly #invitations = new Map<string, { readonly index: number; readonly expires: number }>();
  /** Actions with a deadline that has no entry yet: index → time. */
  readonly #deadlines = new Map<number, number>();
  /** Appointments by the hash they follow; '' is the genesis. */
  readonly #appointments = new Map<
    string,
    { readonly index: number; readonly hash: string; readonly witness: string }
  >();
  /** Members who were ever given a role. */
  readonly #given = new Set<string>();
  readonly #viewers = new Map<string, Viewer>();
  #utcOffsetMinutes = 0;
  #recoveryKey: string | null = null;

  constructor(engine: PolicyEngine, wallMs: () => number) {
    this.#engine = engine;
    this.#wallMs = wallMs;
  }

  add(commit: HistoryCommit): number {
    const index = this.#engine.add(commit);
    if (commit.action !== undefined) this.#note(index, commit);
    return index;
  }
  refusal(commit: HistoryCommit): string | null {
    return this.#engine.refusal(commit);
  }
  list(witness: string, entries: readonly WitnessEntry[]): void {
    this.#engine.list(witness, entries);
    this.#viewers.clear();
    for (const entry of entries) if (entry.kind === 'deadline') this.#deadlines.delete(entry.commit);
  }
  verdict(index: number): Verdict {
    return this.#engine.verdict(index);
  }
  position(index: number): number {
    return this.#engine.position(index);
  }
  changed(): readonly number[] {
    return this.#engine.changed();
  }
  mayAt(when: 'now', member: string, use: string): boolean {
    return this.#engine.mayAt(when, member, use);
  }
  memberOf(device: string): string | null {
    return this.#engine.memberOf(device);
  }

  policyActions(): readonly number[] {
    return this.#engine.policyActions();
  }
  policyHeadsBefore(index: number): readonly number[] {
    return this.#engine.policyHeadsBefore(index);
  }

  // ------------------------------------------------------------ policy now

  get utcOffsetMinutes(): number {
    return this.#utcOffsetMinutes;
  }

  /** A key in force of a member who was given rights and has none left is as dismissed as a key that was revoked. */
  standing(device: DeviceId): Standing {
    const member = this.#engine.memberOf(device);
    if (member !== null && this.#given.has(member) && this.#viewer(member).grants.length === 0) {
      return { kind: 'dismissed' };
    }
    if (member !== null && this.#hasRights(member)) return { kind: 'member', member };
    // A redemption waits until the witness has listed it: that newcomer has lost nothing yet.
    const enrolments = this.#enrolled.get(device) ?? [];
    const waits = enrolments.some((index) => this.#engine.verdict(index).verdict === 'waiting');
    return { kind: enrolments.length > 0 && !waits ? 'dismissed' : 'unknown' };
  }

  /** A key stays its member's for ever; who was dismissed is a member without any right. */
  #hasRights(member: string): boolean {
    return this.#engine.grantsOf(member).length > 0 || this.#engine.mayAt('now', member, '*@*');
  }

  mayView(member: string, document: string): boolean {
    return mayView(document, this.#viewer(member));
  }

  #viewer(member: string): Viewer {
    let viewer = this.#viewers.get(member);
    if (viewer === undefined) {
      const grants = this.#engine
        .grantsOf(member)
        .map(parseUse)
        .filter((use): use is Use => use !== null);
      viewer = { member, grants, everything: this.#engine.mayAt('now', member, '*@*') };
      this.#viewers.set(member, viewer);
    }
    return viewer;
  }

  invitationOpen(publicKey: string): boolean {
    const invitation = this.#invitations.get(publicKey);
    if (invitation === undefined || invitation.expires < this.#wallMs() * 1000) return false;
    return this.#engine.verdict(invitation.index).verdict === 'effective';
  }

  isRecoveryKey(publicKey: string): boolean {
    return this.#recoveryKey === publicKey;
  }

  deadlinesDue(time: number): readonly number[] {
    const due: number[] = [];
    for (const [index, until] of this.#deadlines) {
      if (until <= time && this.#engine.verdict(index).verdict === 'effective') due.push(index);
    }
    return due;
  }

  witness(): string | null {
    let current = this.#appointments.get('');
    if (current === undefined) return null;
    if (this.#appointments.size === 1) return current.witness;
    for (const seen = new Set<string>(); !seen.has(current.hash); ) {
      seen.add(current.hash);
      const next = this.#appointments.get(current.hash);
      if (next === undefined || this.#engine.verdict(next.index).verdict !== 'effective') break;
      current = next;
    }
    return current.witness;
  }

  #enrol(device: string, index: number): void {
    this.#enrolled.set(device, [...(this.#enrolled.get(device) ?? []), index]);
  }

  #note(index: number, commit: HistoryCommit): void {
    const { action, hash, device } = commit;
    this.#viewers.clear();
    switch (action?.kind) {
      case 'genesis':
        this.#enrol(device, index);
        this.#utcOffsetMinutes = action.utcOffsetMinutes ?? 0;
        this.#recoveryKey = action.recoveryKey ?? null;
        this.#appointments.set('', { index, hash, witness: action.witness });
        break;
      case 'enrol':
        this.#enrol(action.device, index);
        break;
      case 'redeem':
        this.#enrol(device, index);
        break;
      case 'grant':
        this.#given.add(action.member);
        break;
      case 'invite':
        if (action.invitationKey !== undefined) {
          this.#invitations.set(action.invitationKey, { index, expires: action.expires });
        }
        break;
      case 'witness':
        this.#appointments.set(action.after, { index, hash, witness: action.witness });
        break;
      case 'retract':
        if (action.witness !== undefined) {
          this.#appointments.set(action.witness.after, { index, hash, witness: action.witness.witness });
        }
        break;
      default:
    }
    if (action !== undefined && 'until' in action && action.until !== undefined) {
      this.#deadlines.set(index, action.until);
    }
  }
}
