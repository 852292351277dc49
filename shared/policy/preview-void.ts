/** What an action would make void, before anybody writes it: the history with one more commit, judged beside the real one. */
import type { PolicyAction } from './actions.ts';
import type { CausalIndex } from './causal-index.ts';
import { judgeCommit } from './judge-commit.ts';
import type { PolicyState } from './policy-state.ts';
import { type ActionSet, mentionsOf, type PolicyView, SOUND, type Subject } from './policy-view.ts';
import { resolveAuthority } from './resolve-authority.ts';
import { commitsOfDevice, touchedBy } from './touched-commits.ts';

export interface Draft {
  readonly action: PolicyAction;
  readonly device: string;
  /** Heads its commit would cite; `null`: everything known. */
  readonly sees: readonly number[] | null;
}

/** Commits effective now that would be void or wait. */
export function previewVoid(
  index: CausalIndex,
  state: PolicyState,
  draft: Draft,
  isEffective: (commit: number) => boolean,
): number[] {
  const view = draftView(index, state.view, draft);
  const decisions = resolveAuthority(view);
  const devices = new Set<string>();
  let all = false;
  for (const action of view.actions) {
    const before = state.decisions.get(action);
    const now = decisions.get(action);
    if (action < index.length && before.standing === now.standing && before.rank === now.rank) continue;
    const touched = touchedBy(view, view.subject(action));
    all ||= touched.all && action < index.length;
    for (const device of touched.devices) devices.add(device);
  }
  const questioned = all
    ? Array.from({ length: index.length }, (_, commit) => commit)
    : [...devices].flatMap((device) => [...commitsOfDevice(index, device, null)]);
  return questioned
    .filter((commit) => index.refused(commit) === undefined && isEffective(commit))
    .filter((commit) => {
      const subject = view.subject(commit);
      const decision = subject.action === undefined ? judgeCommit({ view, decisions }, subject) : decisions.get(commit);
      return decision.standing !== 'effective';
    })
    .sort((a, b) => a - b);
}

function draftView(index: CausalIndex, real: PolicyView, draft: Draft): PolicyView {
  const at = index.length;
  const { action, device } = draft;
  const frontier = draft.sees === null ? null : index.frontiers.of(draft.sees);
  const sees = (commit: number): boolean =>
    commit !== at && (frontier === null || (frontier[index.laneOf(commit)] ?? 0) >= index.seqOf(commit));
  const seen = new Set(real.actions.filter(sees));
  const past: ActionSet = { has: (other) => seen.has(other) };
  const level = real.genesis < 0 ? 1 : real.subject(real.genesis).level;
  const subject: Subject = {
    index: at,
    device,
    feed: '',
    seq: 1,
    time: Number.MAX_SAFE_INTEGER,
    hash: '',
    level,
    totals: { commits: 0, bytes: 0 },
    kind: 'action',
    uses: [],
    action,
  };
  const mentions = mentionsOf(device, action);
  const plus = (list: readonly number[], applies: boolean) => (applies ? [...list, at] : list);
  return {
    genesis: real.genesis,
    actions: [...real.actions, at],
    enrolments: (name) => plus(real.enrolments(name), mentions.device === name),
    gifts: (name) => plus(real.gifts(name), mentions.member === name),
    definitions: (name) => plus(real.definitions(name), mentions.role === name),
    redemptions: (name) => plus(real.redemptions(name), mentions.invite === name),
    subject: (commit) => (commit === at ? subject : real.subject(commit)),
    past: (commit) => (commit === at ? past : real.past(commit)),
    hasSeen: (later, earlier) => (later === at ? sees(earlier) : earlier !== at && real.hasSeen(later, earlier)),
    position: (commit) => (commit === at ? Number.POSITIVE_INFINITY : real.position(commit)),
    listedAt: (commit) => (commit === at ? Number.POSITIVE_INFINITY : real.listedAt(commit)),
    deadline: (commit) => (commit === at ? Number.POSITIVE_INFINITY : real.deadline(commit)),
    shape: (commit) => (commit === at ? SOUND : real.shape(commit)),
    find: (hash) => real.find(hash),
    isOnChain: (head, commit) => commit !== at && real.isOnChain(head, commit),
  };
}
