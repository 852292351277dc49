/**
 * Which commits an action can have changed: those of the devices it speaks of, a ratified range, or all. A late narrowing
 * so leaves everybody else's commits alone.
 */
import type { CausalIndex, Lane } from './causal-index.ts';

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

/** Commits of a device; with `unseenBy`, only those which that action has not seen. */
export function commitsOfDevice(index: CausalIndex, name: string, unseenBy: number | null): number[] {
  const out: number[] = [];
  const frontier = unseenBy === null ? null : index.frontiers.keep(unseenBy);
  for (const lane of index.device(name)?.lanes ?? []) {
    const from = frontier === null ? 0 : Math.max(0, (frontier[lane.id] ?? 0) + 1 - lane.firstSeq);
    for (let at = from; at < lane.line.length; at++) out.push(lane.line.at(at));
  }
  return out;
}

/** Commits of a device that are not listed yet: the ends of its lanes. */
export function unlistedOfDevice(index: CausalIndex, name: string, isListed: (commit: number) => boolean): number[] {
  return (index.device(name)?.lanes ?? []).flatMap((lane) => unlistedEnd(lane, isListed));
}
function unlistedEnd(lane: Lane, isListed: (commit: number) => boolean): number[] {
  const out: number[] = [];
  for (let at = lane.line.length - 1; at >= 0 && !isListed(lane.line.at(at)); at--) out.push(lane.line.at(at));
  return out;
}

/** Commits of a chain from `head` down to seq `from`. */
export function commitsOfRange(index: CausalIndex, head: number, from: number): number[] {
  const out: number[] = [];
  for (let at = head; at >= 0 && index.seqOf(at) >= from; at = index.prevOf(at)) out.push(at);
  return out;
}
