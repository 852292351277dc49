/**
 * Which commits an action can have changed: those of the devices it speaks of, a ratified range, or all. A late narrowing
 * so leaves everybody else's commits alone.
 */
import type { PolicyAction } from './actions.ts';
import type { CausalIndex } from './causal-index.ts';

import type { PolicyView, Subject } from './policy-view.ts';

export interface Touched {
  /** Every commit is in question. */
  readonly all: boolean;
  readonly devices: ReadonlySet<string>;
  /** Ratified range, by its last commit. */
  readonly range: { readonly head: string; readonly from: number } | null;
}

const NONE: Touched = { all: false, devices: new Set(), range: null };
const ALL: Touched = { all: true, devices: new Set(), range: null };

export function touchedBy(view: PolicyView, subject: Subject): Touched {
  const { action, device } = subject;
  switch (action?.kind) {
    case 'genesis':
    case 'level':
      return ALL;
    case 'enrol':
      return { ...NONE, devices: new Set([action.device]) };
    case 'grant':
      return { ...NONE, devices: devicesOf(view, action.member) };
    case 'redeem':
      return { ...NONE, devices: new Set([device, ...devicesOf(view, action.member)]) };
    case 'role':
      return { ...NONE, devices: holdersOf(view, action.role) };
    case 'narrow':
      if (action.device !== undefined) return { ...NONE, devices: new Set([action.device]) };
      return action.member === undefined ? NONE : { ...NONE, devices: devicesOf(view, action.member) };
    case 'retract':
      return { ...NONE, devices: new Set([action.device]) };
    case 'reinstate': {
      const retract = view.find(action.retract);
      const undone = retract === undefined ? undefined : view.subject(retract).action;
      return undone?.kind === 'retract' ? { ...NONE, devices: new Set([undone.device]) } : NONE;
    }
    case 'ratify':
      return { ...NONE, range: { head: action.head, from: action.from } };
    default:
      return NONE;
  }
}

/** Every device that any action, in force or not, gives to this member. */
function devicesOf(view: PolicyView, member: string): Set<string> {
  const devices = new Set<string>();
  for (const index of view.actions) {
    const { action, device } = view.subject(index);
    if (action?.kind === 'enrol' && action.member === member) devices.add(action.device);
    else if (action?.kind === 'redeem' && action.member === member) devices.add(device);
    else if (action?.kind === 'genesis' && action.owner === member) devices.add(device);
  }
  return devices;
}

function holdersOf(view: PolicyView, role: string): Set<string> {
  const members = new Set<string>();
  for (const index of view.actions) {
    const { action } = view.subject(index);
    if (action?.kind === 'grant' && action.role === role) members.add(action.member);
    else if (action?.kind === 'redeem') members.add(action.member);
  }
  return new Set([...members].flatMap((member) => [...devicesOf(view, member)]));
}

/** What an action whose decision is new or different can have changed. `isFresh`: nobody has judged by it before. */
export function* questionedBy(
  index: CausalIndex,
  view: PolicyView,
  action: number,
  isFresh: boolean,
): Generator<number> {
  const subject = view.subject(action);
  const { all, devices, range } = touchedBy(view, subject);
  if (range !== null) yield* commitsOfRange(index, range.head, range.from);
  if (isFresh && !reachesBack(subject.action)) return;
  if (all) for (let commit = 0; commit < index.length; commit++) yield commit;
  const coversPast = isFresh && subject.action?.kind !== 'retract' && subject.action?.kind !== 'reinstate';
  const place = view.position(action);
  for (const device of devices) {
    for (const commit of commitsOfDevice(index, device, coversPast ? action : null)) {
      // What was listed before a new narrowing is covered by it.
      if (!coversPast || view.position(commit) >= place) yield commit;
    }
  }
  yield* ratifiedBy(index, devices);
}

/** What the listing of an action, or its deadline, can have changed: commits that are not listed yet. */
export function* unlistedQuestionedBy(index: CausalIndex, view: PolicyView, action: number): Generator<number> {
  const { all, devices } = touchedBy(view, view.subject(action));
  for (const device of all ? index.lanes.deviceNames() : devices) {
    for (const lane of index.lanes.device(device)?.lanes ?? []) {
      for (let at = lane.line.length - 1; at >= 0; at--) {
        const commit = lane.line.at(at);
        if (view.position(commit) < Number.POSITIVE_INFINITY) break;
        yield commit;
      }
    }
  }
  yield* ratifiedBy(index, devices);
}

/** Can a new action change commits that have not seen it? */
function reachesBack(action: PolicyAction | undefined): boolean {
  switch (action?.kind) {
    case 'narrow':
    case 'retract':
    case 'reinstate':
      return true;
    case 'role':
      return action.take !== undefined;
    default:
      return false;
  }
}

/** What a ratifier may make stand goes with his own rights. */
function* ratifiedBy(index: CausalIndex, devices: ReadonlySet<string>): Generator<number> {
  for (const at of index.actions) {
    const { action, device } = index.subject(at);
    if (action?.kind === 'ratify' && devices.has(device)) yield* commitsOfRange(index, action.head, action.from);
  }
}

/** Commits of a device; with `unseenBy`, only those which that action has not seen. */
export function* commitsOfDevice(index: CausalIndex, name: string, unseenBy: number | null): Generator<number> {
  const frontier = unseenBy === null ? null : index.frontiers.keep(unseenBy);
  for (const lane of index.lanes.device(name)?.lanes ?? []) {
    const from = frontier === null ? 0 : Math.max(0, (frontier[lane.id] ?? 0) + 1 - lane.firstSeq);
    for (let at = from; at < lane.line.length; at++) yield lane.line.at(at);
  }
}

/** Commits of a chain from the head with this hash down to seq `from`. */
function* commitsOfRange(index: CausalIndex, hash: string, from: number): Generator<number> {
  for (let at = index.find(hash) ?? -1; at >= 0 && index.seqOf(at) >= from; at = index.prevOf(at)) yield at;
}
