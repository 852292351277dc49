/**
 * Texts that people pass to each other to let somebody in. An invitation link carries the private half of a key pair in
 * its `#fragment`, which browsers don't send to servers; what it says besides (names, role) is only for reading before
 * joining, the policy alone decides. Face to face two short codes go back and forth instead, as QR or by hand.
 */
import { fromBase64url, fromUtf8, toBase64url, utf8 } from '../../shared/foundation/bytes.ts';

export interface InvitationText {
  readonly shop: string;
  readonly shopName: string;
  readonly inviter: string;
  readonly role: string;
  readonly branch: string;
  readonly branchName: string;
  /** Milliseconds since 1970. */
  readonly expires: number;
  /** Hash of the invitation's commit, as a redemption cites it. */
  readonly invite: string;
  /** Both halves of the invitation's key pair, base64url. */
  readonly secret: string;
  readonly publicKey: string;
}

export interface OfferText {
  /** Public key of the newcomer's device, base64url. */
  readonly key: string;
  readonly member: string;
  readonly device: string;
}

export interface EnrolmentText {
  readonly shop: string;
  readonly shopName: string;
  readonly member: string;
  readonly origin: string;
}

const LINK_MARK = '#join=';

export function writeInvitation(origin: string, text: InvitationText): string {
  return `${origin}/join${LINK_MARK}${pack(text)}`;
}

/** `null` for a link that is none of ours, or is cut short. */
export function readInvitation(link: string): { readonly origin: string; readonly text: InvitationText } | null {
  const at = link.indexOf(LINK_MARK);
  if (at < 0) return null;
  const value = unpack(link.slice(at + LINK_MARK.length).trim());
  const origin = /^https?:\/\/[^/]+/.exec(link.trim())?.[0];
  if (value === null || origin === undefined) return null;
  const text = {
    shop: textOf(value, 'shop'),
    shopName: textOf(value, 'shopName'),
    inviter: textOf(value, 'inviter'),
    role: textOf(value, 'role'),
    branch: textOf(value, 'branch'),
    branchName: textOf(value, 'branchName'),
    expires: typeof value.expires === 'number' ? value.expires : 0,
    invite: textOf(value, 'invite'),
    secret: textOf(value, 'secret'),
    publicKey: textOf(value, 'publicKey'),
  };
  return text.shop === '' || text.invite === '' || text.secret === '' ? null : { origin, text };
}

export const writeOffer = (text: OfferText): string => `hecang-offer:${pack(text)}`;
export function readOffer(code: string): OfferText | null {
  const value = unpackAfter(code, 'hecang-offer:');
  return value === null
    ? null
    : { key: textOf(value, 'key'), member: textOf(value, 'member'), device: textOf(value, 'device') };
}

export const writeEnrolment = (text: EnrolmentText): string => `hecang-enrol:${pack(text)}`;
export function readEnrolment(code: string): EnrolmentText | null {
  const value = unpackAfter(code, 'hecang-enrol:');
  if (value === null) return null;
  return {
    shop: textOf(value, 'shop'),
    shopName: textOf(value, 'shopName'),
    member: textOf(value, 'member'),
    origin: textOf(value, 'origin'),
  };
}

type Fields = Readonly<Record<string, unknown>>;

function pack(value: object): string {
  return toBase64url(utf8(JSON.stringify(value)));
}
function unpackAfter(code: string, head: string): Fields | null {
  const text = code.trim();
  return text.startsWith(head) ? unpack(text.slice(head.length)) : null;
}
function unpack(text: string): Fields | null {
  const bytes = fromBase64url(text);
  const json = bytes === null ? null : fromUtf8(bytes);
  if (json === null || json.length > 4096) return null;
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}
function textOf(value: Fields, name: string): string {
  const text = value[name];
  return typeof text === 'string' && text.length <= 200 ? text : '';
}
