/** Somebody gets a key on this terminal: policy actions by whoever works there now; the judge decides whether they count. */
import { toBase64url } from '../../shared/foundation/bytes.ts';
import { asMemberId, type DeviceId, type MemberId } from '../../shared/foundation/ids.ts';
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import { rankNumber } from '../../shared/policy/rank.ts';
import { draftCommand } from '../../shared/schema/command-draft.ts';
import { personPart } from '../../shared/settings/settings-commands.ts';
import type { ShownError } from '../worker/engine-protocol.ts';
import type { ShopDesk } from '../worker/shop-desk.ts';
import type { TerminalCommands } from '../worker/terminal-protocol.ts';
import { permitted } from './command-shop.ts';
import { memberId } from './create-shop.ts';
import { act } from './policy-acts.ts';

const PEOPLE_USE = 'members.add';

/** For oneself, or for somebody of lower rank where one may enrol (POLICY-24). Errors: `not-allowed`. */
export async function enrolKey(
  desk: ShopDesk,
  key: { readonly device: DeviceId; readonly member: MemberId; readonly publicKey: Uint8Array },
  name: string,
): Promise<Result<null, ShownError>> {
  const { device, member } = key;
  if (member !== desk.member && !mayLetIn(desk, member)) {
    return err({ code: 'not-allowed', values: { use: 'members.enrol' } });
  }
  const action = { kind: 'enrol', device, member, publicKey: toBase64url(key.publicKey) } as const;
  const enrolled = await act(desk, action, name);
  return enrolled.ok ? ok(null) : enrolled;
}

/** May whoever works now let this member in on this terminal? */
export function mayLetIn(desk: ShopDesk, member: string): boolean {
  const known = desk.members().get(member);
  const own = desk.members().get(desk.member);
  if (known === undefined || own === undefined || !known.active) return false;
  if (member === desk.member) return true;
  const may = ['*', desk.branch ?? '*'].some((scope) => desk.may(`members.enrol@${scope}`));
  return may && rankNumber(known.rank) < rankNumber(own.rank);
}

/** A member of the shop that has no face here. Errors: `face-unknown`, `not-allowed`. */
export function knownMember(desk: ShopDesk, member: string): Result<MemberId, ShownError> {
  const id = asMemberId(member);
  if (id === null || !desk.members().has(member)) return err({ code: 'face-unknown' });
  return mayLetIn(desk, member) ? ok(id) : err({ code: 'not-allowed', values: { use: 'members.enrol' } });
}

/** Somebody new to the shop: name and role, as face to face. Errors: `not-allowed` and the writer's. */
export async function newMember(
  desk: ShopDesk,
  { name, role, branch }: TerminalCommands['addFace']['input'],
): Promise<Result<MemberId, ShownError>> {
  const member = memberId(desk.open.device.platform.randomText(16));
  const named = await desk.write(async () => {
    const scope = ['*', desk.post.branch].find((one) => desk.may(`${PEOPLE_USE}@${one}`)) ?? '*';
    const part = personPart(member, name, [desk.open.record.deviceName]);
    const draft = draftCommand('enrol', [part], { author: desk.member, scope });
    return permitted(desk, { ...draft, title: name });
  });
  if (!named.ok) return named;
  const granted = await act(desk, { kind: 'grant', member, role, scope: branch }, name);
  return granted.ok ? ok(member) : granted;
}
