/**
 * Joining a shop. By link: the device proves its own key and the invitation's, receives policy and order, writes its
 * redemption (signed with the invitation's key as well) and its name, and comes back as a member. Face to face: the
 * inviter has enrolled the key already; the device simply connects.
 */
import { chainStart } from '../../shared/commit/chain.ts';
import type { WireCommit } from '../../shared/commit/codec.ts';
import { fromBase64url, toBase64url } from '../../shared/foundation/bytes.ts';
import { asMemberId, asShopId, feedIdOf, type MemberId, type ShopId } from '../../shared/foundation/ids.ts';
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import { redemptionMessage } from '../../shared/replica/commit-builder.ts';
import { draftCommand } from '../../shared/schema/command-draft.ts';
import { personPart } from '../../shared/settings/settings-commands.ts';
import { type PortableKeyPair, portableKeysOf } from '../replica/device-keys.ts';
import type { ShopRecord } from '../replica/shop-records.ts';
import type { Device } from '../worker/device.ts';
import type { ShownError } from '../worker/engine-protocol.ts';
import type { ShopDesk } from '../worker/shop-desk.ts';
import { memberId } from './create-shop.ts';
import { type EnrolmentText, type InvitationText, readEnrolment, readInvitation } from './join-texts.ts';
import { actionPlan } from './policy-acts.ts';

/** What somebody who is let in may ask of the line that let them in. */
export interface Entering {
  keepRecord(record: ShopRecord): Promise<void>;
  /** Stores commits of another key than the device's own and hands them to the relay; they count once it has answered. */
  handOver(keys: readonly Uint8Array[], commits: readonly WireCommit[]): Promise<void>;
}

/** A device on its way into a shop, with the key that opens the door: an invitation's, or the one on the recovery paper. */
export interface Joining {
  readonly record: ShopRecord;
  readonly invitation: PortableKeyPair;
  readonly purpose: 'join' | 'recover';
  /** Writes what makes the device a member's. Called once, when policy and order are here. */
  enter(desk: ShopDesk, ways: Entering): Promise<Result<null, ShownError>>;
}

interface Redemption {
  readonly record: ShopRecord;
  readonly invitation: PortableKeyPair;
  readonly invite: string;
  readonly name: string;
}

/** Errors: `bad-link`, `expired`. Puts the own feed at its start on disk. */
export async function prepareJoining(
  device: Device,
  input: { readonly link: string; readonly member: string; readonly deviceName: string },
): Promise<Result<Joining, ShownError>> {
  const read = readInvitation(input.link);
  if (read === null) return err({ code: 'bad-link' });
  const { text, origin } = read;
  if (text.expires < device.platform.wall.now()) return err({ code: 'expired' });
  const invitation = await keysOf(text);
  const shop = asShopId(text.shop);
  if (invitation === null || shop === null) return err({ code: 'bad-link' });
  const member = memberId(device.platform.randomText(16));
  const record = await startMembership(device, { shop, member, origin, deviceName: input.deviceName });
  const redemption: Redemption = { record, invitation, invite: text.invite, name: input.member };
  return ok({ record, invitation, purpose: 'join', enter: (desk) => redeem(desk, redemption) });
}

/** Errors: `bad-code`. */
export async function prepareEnrolled(
  device: Device,
  code: string,
  deviceName: string,
): Promise<Result<{ readonly record: ShopRecord; readonly text: EnrolmentText }, ShownError>> {
  const text = readEnrolment(code);
  const shop = asShopId(text?.shop ?? '');
  const member = asMemberId(text?.member ?? '');
  if (text === null || shop === null || member === null) return err({ code: 'bad-code' });
  const record = await startMembership(device, { shop, member, origin: text.origin, deviceName });
  return ok({ record, text });
}

/** An empty database with the own feed at its start, and the shop remembered. */
export async function startMembership(
  device: Device,
  to: { readonly shop: ShopId; readonly member: MemberId; readonly origin: string; readonly deviceName: string },
): Promise<ShopRecord> {
  const { keys, platform } = device;
  const feed = feedIdOf(keys.device, platform.randomText(8));
  await device.database.clear();
  const head = chainStart(platform.sha256, to.shop, feed);
  await device.store.startFeed({ feed, seq: 0, head, time: 0, totals: { commits: 0, bytes: 0 }, deps: [] });
  const record: ShopRecord = {
    shop: to.shop,
    member: to.member,
    // Corrected by the genesis as soon as it is here; until then only months of the own first commits rest on it.
    utcOffsetMinutes: -new Date(platform.wall.now()).getTimezoneOffset(),
    relay: to.origin,
    createToken: null,
    deviceName: to.deviceName,
    branch: null,
    warehouse: null,
    register: null,
    epochs: 1,
    complete: false,
  };
  await device.records.keepShop(record);
  await device.cupboard.remember({
    shop: to.shop,
    member: to.member,
    deviceName: to.deviceName,
    relay: to.origin,
    feed,
    epochs: 1,
    utcOffsetMinutes: record.utcOffsetMinutes,
    lastTicket: null,
  });
  return record;
}

/** The redemption and, in a commit of its own, the newcomer's name. Only once the policy is here. */
async function redeem(desk: ShopDesk, joining: Redemption): Promise<Result<null, ShownError>> {
  const { record, device } = desk.open;
  const proof = await joining.invitation.sign(redemptionMessage(record.shop, device.keys.device));
  const action = {
    kind: 'redeem' as const,
    invite: joining.invite,
    member: record.member,
    publicKey: toBase64url(device.keys.publicKey),
    invitationKey: toBase64url(joining.invitation.publicKey),
    proof: toBase64url(proof),
  };
  const redeemed = await desk.write(async () => ok(actionPlan(action, joining.name)));
  if (!redeemed.ok) return redeemed;
  const own = personPart(record.member, joining.name, [record.deviceName]);
  const draft = draftCommand('introduce', [own], { author: record.member });
  const named = await desk.write(async () => ok({ ...draft, title: joining.name }));
  return named.ok ? ok(null) : named;
}

async function keysOf(text: InvitationText): Promise<PortableKeyPair | null> {
  const secret = fromBase64url(text.secret);
  const publicKey = fromBase64url(text.publicKey);
  return secret === null || publicKey === null ? null : portableKeysOf(secret, publicKey);
}
