/**
 * People and their rights: invite, enrol face to face, dismiss, revoke a device, give and take roles, let void work stand.
 * All are policy actions; the judge decides everywhere alike whether they count.
 */
import { deviceIdOf } from '../../shared/commit/chain.ts';
import { isSoundPublicKey } from '../../shared/commit/seal.ts';
import { documentName } from '../../shared/document/document-kinds.ts';
import { fromBase64url, toBase64url } from '../../shared/foundation/bytes.ts';
import type { FeedId } from '../../shared/foundation/ids.ts';
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import { draftCommand } from '../../shared/schema/command-draft.ts';
import { personPart } from '../../shared/settings/settings-commands.ts';
import { newPortableKeys } from '../replica/device-keys.ts';
import type { Commands, ShownError } from '../worker/engine-protocol.ts';
import type { ShopDesk } from '../worker/shop-desk.ts';
import { permitted } from './command-shop.ts';
import { memberId } from './create-shop.ts';
import { readOffer, writeEnrolment, writeInvitation } from './join-texts.ts';
import { act } from './policy-acts.ts';

type Answer<Name extends keyof Commands> = Promise<Result<Commands[Name]['output'], ShownError>>;

export async function invite(desk: ShopDesk, origin: string, input: Commands['invite']['input']): Answer<'invite'> {
  const keys = await newPortableKeys();
  const { role, branch, hours, uses } = input;
  const expires = desk.open.device.platform.wall.now() + hours * 3_600_000;
  const written = await act(
    desk,
    { kind: 'invite', role, scope: branch, uses, expires: expires * 1000, invitationKey: toBase64url(keys.publicKey) },
    role,
  );
  if (!written.ok) return written;
  const { places } = desk.folds;
  const link = writeInvitation(desk.open.record.relay ?? origin, {
    shop: desk.open.record.shop,
    shopName: places.text('shop', 'shop', 'name'),
    inviter: desk.memberName(desk.member),
    role,
    branch,
    branchName: places.text('branch', branch, 'name'),
    expires,
    invite: written.value.hash16,
    secret: toBase64url(keys.secret),
    publicKey: toBase64url(keys.publicKey),
  });
  return ok({ link });
}

/** Errors: `bad-code` and the writer's. Name, key and role are three commits; each is harmless without the next. */
export async function enrol(desk: ShopDesk, origin: string, input: Commands['enrol']['input']): Answer<'enrol'> {
  const offer = readOffer(input.code);
  const publicKey = offer === null ? null : fromBase64url(offer.key);
  if (offer === null || publicKey === null || !isSoundPublicKey(publicKey)) return err({ code: 'bad-code' });
  const { platform } = desk.open.device;
  const device = deviceIdOf(platform.sha256, publicKey);
  const member = memberId(platform.randomText(16));
  const name = input.name === '' ? offer.member : input.name;
  const named = await desk.write(async () => {
    // A name may be written by whoever adds members, wherever that is.
    const scope = ['*', desk.post.branch].find((one) => desk.may(`members.add@${one}`)) ?? '*';
    const draft = draftCommand('enrol', [personPart(member, name, [offer.device])], { author: desk.member, scope });
    return permitted(desk, { ...draft, title: name });
  });
  if (!named.ok) return named;
  const granted = await act(desk, { kind: 'grant', member, role: input.role, scope: input.branch }, name);
  if (!granted.ok) return granted;
  const enrolled = await act(desk, { kind: 'enrol', device, member, publicKey: offer.key }, name);
  if (!enrolled.ok) return enrolled;
  const { record } = desk.open;
  const shopName = desk.folds.places.text('shop', 'shop', 'name');
  return ok({ code: writeEnrolment({ shop: record.shop, shopName, member, origin: record.relay ?? origin }) });
}

export async function dismiss(desk: ShopDesk, input: Commands['dismiss']['input']): Answer<'dismiss'> {
  const written = await act(desk, { kind: 'narrow', member: input.member }, desk.memberName(input.member));
  return written.ok ? ok(null) : written;
}

/**
 * What a dismissal would void of what is known here, by the judge's own rules. What this device has seen lies in the
 * dismissal's past and stands; work done on an away device is not known here and can't be counted.
 */
export function previewDismiss(
  desk: ShopDesk,
  input: Commands['previewDismiss']['input'],
): Commands['previewDismiss']['output'] {
  const { core, engine, device } = desk.open;
  const sums = { commits: 0, goods: 0, cash: 0 };
  for (const index of engine?.wouldVoid({ kind: 'narrow', member: input.member }, device.keys.device) ?? []) {
    sums.commits++;
    for (const { part } of core?.partsOf(index) ?? []) {
      for (const { kind, quantity, amount } of part.entries) {
        if (kind === 'movement' && typeof quantity === 'number') sums.goods += Math.abs(quantity);
        if (kind === 'cash' && typeof amount === 'number') sums.cash += amount;
      }
    }
  }
  return sums;
}

export async function revokeDevice(desk: ShopDesk, input: Commands['revokeDevice']['input']): Answer<'revokeDevice'> {
  const written = await act(desk, { kind: 'narrow', device: input.device }, desk.nameOfDevice(input.device));
  return written.ok ? ok(null) : written;
}

/** Takes first: between the two the member has less, never more. */
export async function changeRole(desk: ShopDesk, input: Commands['changeRole']['input']): Answer<'changeRole'> {
  const { member, give, take } = input;
  const name = desk.memberName(member);
  // Given first: without any role in between, the member's device would be dismissed and cleared. What a taking would
  // take along (the same role in a wider scope) can only be given behind it.
  const swept = (one: (typeof give)[number]) =>
    take.some(({ role, branch }) => role === one.role && (branch === '*' || branch === one.branch));
  const grant = ({ role, branch }: (typeof give)[number]) => ({ kind: 'grant', member, role, scope: branch }) as const;
  const actions = [
    ...give.filter((one) => !swept(one)).map(grant),
    ...take.map(({ role, branch }) => ({ kind: 'narrow', member, role, scope: branch }) as const),
    ...give.filter(swept).map(grant),
  ];
  for (const action of actions) {
    const written = await act(desk, action, name);
    if (!written.ok) return written;
  }
  return ok(null);
}

/** Errors: `unknown-commit` and the writer's. */
export async function ratify(desk: ShopDesk, input: Commands['ratify']['input']): Answer<'ratify'> {
  const { core } = desk.open;
  const there = core?.replica.feed(input.feed as FeedId)?.at(input.to) ?? [];
  // Of a forked feed's commits with this seq the one without effect is meant.
  const index = there.find((one) => core?.isEffective(one) === false) ?? there[0];
  if (core === null || index === undefined) return err({ code: 'unknown-commit' });
  const head = core.replica.hash16(index);
  const written = await act(
    desk,
    { kind: 'ratify', feed: input.feed, from: input.from, head },
    desk.writerName(input.feed),
  );
  return written.ok ? ok(null) : written;
}

export async function declineReview(
  desk: ShopDesk,
  input: Commands['declineReview']['input'],
): Answer<'declineReview'> {
  const [feed = '', seq = ''] = input.commit.split('/');
  const { branch, member } = desk.post;
  const entry = { kind: 'reviewNote', feed, seq: Number(seq), decision: 'declined', note: input.note };
  const written = await desk.write(async ({ month }) => {
    const part = { document: documentName({ kind: 'trail', branch, month, member }), entries: [entry] };
    const draft = draftCommand('declineReview', [part], { author: member });
    return permitted(desk, { ...draft, title: desk.writerName(feed) });
  });
  return written.ok ? ok(null) : written;
}
