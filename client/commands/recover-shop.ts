/**
 * Owner recovery on a new device. The session that the paper opened brings policy and order; then the paper's key says,
 * in an epoch of its own, that this device is the owner's, and which of the owner's other devices are lost, each as of
 * the last commit known of it (POLICY-27). The device goes on as any device of that owner's; the key is forgotten.
 */
import { chainStart, deviceIdOf } from '../../shared/commit/chain.ts';
import type { WireCommit } from '../../shared/commit/codec.ts';
import type { Totals } from '../../shared/commit/header.ts';
import { LIMITS } from '../../shared/commit/limits.ts';
import { toBase64url } from '../../shared/foundation/bytes.ts';
import { type DeviceId, feedIdOf } from '../../shared/foundation/ids.ts';
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import type { PolicyAction } from '../../shared/policy/actions.ts';
import { buildCommit, type FeedState, sealed } from '../../shared/replica/commit-builder.ts';
import type { KnownMember } from '../queries/people-queries.ts';
import type { PortableKeyPair } from '../replica/device-keys.ts';
import { APP_VERSION, type Device } from '../worker/device.ts';
import type { ShownError } from '../worker/engine-protocol.ts';
import type { OpenShop } from '../worker/open-shop.ts';
import type { ShopDesk } from '../worker/shop-desk.ts';
import { memberId } from './create-shop.ts';
import type { FoundShop } from './find-recovery.ts';
import { type Entering, type Joining, startMembership } from './join-shop.ts';
import { actionPart } from './policy-acts.ts';

/** Puts the own feed at its start on disk; whose it is shows when the policy is here. */
export async function prepareRecovery(
  device: Device,
  found: FoundShop,
  input: { readonly origin: string; readonly deviceName: string; readonly dismissOld: boolean },
): Promise<Joining> {
  const unknown = memberId(device.platform.randomText(16));
  const { origin, deviceName, dismissOld } = input;
  const record = await startMembership(device, { shop: found.shop, member: unknown, origin, deviceName });
  const { keys } = found.paper;
  const enter = (desk: ShopDesk, ways: Entering) => recoverOwner(desk, keys, dismissOld, ways);
  return { record, invitation: keys, purpose: 'recover', enter };
}

/** Errors: `recovery-no-owner`, `clock-behind`, `too-large`. Only once the policy is here. */
export async function recoverOwner(
  desk: ShopDesk,
  paper: PortableKeyPair,
  dismissOld: boolean,
  ways: Entering,
): Promise<Result<null, ShownError>> {
  const { open } = desk;
  const owner = ownerOf(desk);
  if (owner === null) return err({ code: 'recovery-no-owner' });
  const { keys, cupboard } = open.device;
  const member = memberId(owner.id);
  const belonging = await cupboard.belonging();
  if (belonging !== null) await cupboard.remember({ ...belonging, member });
  await ways.keepRecord({ ...open.record, member });
  const enrol = { kind: 'enrol' as const, device: keys.device, member, publicKey: toBase64url(keys.publicKey) };
  const lost = dismissOld ? owner.devices.filter(({ id, revoked }) => !revoked && id !== keys.device) : [];
  const retracts = lost.map(({ id }) => ({ kind: 'retract' as const, device: id, last: lastOf(open, id) }));
  const written = await writtenBy(paper, open, [enrol, ...retracts]);
  if (!written.ok) return written;
  await ways.handOver([paper.publicKey], written.value);
  return ok(null);
}

/** The founder, or, if that one is no owner any more, another owner. */
function ownerOf(desk: ShopDesk): KnownMember | null {
  const members = desk.members();
  const genesis = desk.open.actions()[0]?.action;
  const founder = genesis?.kind === 'genesis' ? members.get(genesis.owner) : undefined;
  if (founder?.rank === 'owner' && founder.active) return founder;
  return [...members.values()].find((one) => one.rank === 'owner' && one.active) ?? null;
}

/** Hash of the latest commit of a device, of whichever of its epochs; null when none is known. */
function lastOf(open: OpenShop, device: string): string | null {
  const { core } = open;
  let last: { readonly time: number; readonly hash: string } | null = null;
  for (const chain of core?.replica.feeds() ?? []) {
    const tip = chain.device === device ? chain.line[chain.seq - 1] : undefined;
    if (core === null || tip === undefined) continue;
    const time = core.replica.timeAt(tip);
    if (last === null || time > last.time) last = { time, hash: core.replica.hash16(tip) };
  }
  return last?.hash ?? null;
}

/** One commit an action, in an epoch of the paper's own that goes on from what the paper has written before. */
async function writtenBy(
  paper: PortableKeyPair,
  open: OpenShop,
  actions: readonly PolicyAction[],
): Promise<Result<readonly WireCommit[], ShownError>> {
  const { store, platform, clock } = open.device;
  const { shop } = open.record;
  const own = await store.own();
  if (own === null) return err({ code: 'no-shop' });
  const author = deviceIdOf(platform.sha256, paper.publicKey);
  const feed = feedIdOf(author, platform.randomText(8));
  const before = totalsOf(open, author);
  const deps = own.deps.slice(0, LIMITS.deps);
  const latest = deps.reduce((most, head) => Math.max(most, head.time), 0);
  let state: FeedState = { feed, seq: 0, head: chainStart(platform.sha256, shop, feed), time: latest, totals: before };
  const commits: WireCommit[] = [];
  for (const action of actions) {
    const time = clock.next(state.time);
    if (!time.ok) return err({ code: 'clock-behind', values: { minutes: Math.ceil(time.error.aheadMs / 60_000) } });
    const built = buildCommit(platform.sha256, state, {
      shop,
      command: 'recoverOwner',
      level: 1,
      app: APP_VERSION,
      time: time.value,
      uses: [],
      deps: state.seq === 0 ? deps.map((head) => ({ feed: head.feed, seq: head.seq, hash16: head.hash16 })) : [],
      parts: [{ ...actionPart(action), salt: null }],
    });
    if (!built.ok) return err({ code: 'too-large', values: { what: built.error.what } });
    commits.push(sealed(built.value, await paper.sign(built.value.message)));
    state = built.value.state;
  }
  return ok(commits);
}

/** What the device's epochs have come to, as far as it is known here. */
function totalsOf(open: OpenShop, author: DeviceId): Totals {
  const { core } = open;
  let most: Totals = { commits: 0, bytes: 0 };
  for (const chain of core?.replica.feeds() ?? []) {
    const tip = chain.device === author ? chain.line[chain.seq - 1] : undefined;
    const totals = tip === undefined ? undefined : core?.at(tip)?.header.totals;
    if (totals !== undefined && totals.commits > most.commits) most = totals;
  }
  return most;
}
