/**
 * The two kinds of part on which verdicts rest, and which therefore are never absent: a policy action and a listing.
 * Reads them from a commit's texts; what they name is looked up by the replica.
 */
import type { WireCommit } from '../commit/codec.ts';
import type { Header } from '../commit/header.ts';
import { readPart } from '../commit/part.ts';
import { asDeviceId, type DeviceId, type HashText, type ShopId } from '../foundation/ids.ts';
import type { PolicyAction } from '../policy/actions.ts';
import type { Acceptance } from './acceptance.ts';
import { type ListingItem, readListing } from './listing-entries.ts';

export interface SpecialParts {
  readonly action: PolicyAction | null;
  readonly listing: readonly ListingItem[] | null;
}

export type Rejection = Extract<Acceptance, { readonly code: string }>;

export interface SpecialReader {
  readonly shop: ShopId;
  readonly hashText: (text: string) => HashText;
  readonly readAction: (entry: unknown) => PolicyAction | null;
}

/** REPLICA-5, REPLICA-6: the texts must be there, be the ones that the header names, and be well-formed. */
export function readSpecialParts(reader: SpecialReader, commit: WireCommit, header: Header): SpecialParts | Rejection {
  let action: PolicyAction | null = null;
  let listing: readonly ListingItem[] | null = null;
  for (const [at, ref] of header.parts.entries()) {
    const isPolicy = ref.document === 'policy';
    if (!isPolicy && !ref.document.startsWith('listing/')) continue;
    const text = commit.parts[at] ?? null;
    if (text === null) return { kind: 'not-taken', code: 'missing' };
    if (reader.hashText(text) !== ref.hash) return { kind: 'refused', code: 'part' };
    const part = readPart(text);
    if (isPolicy) {
      const entry = part !== null && part.entries.length === 1 ? part.entries[0] : undefined;
      action = entry === undefined ? null : reader.readAction(entry);
      if (action === null) return { kind: 'refused', code: 'action' };
      if (action.kind === 'genesis' && (ref.hash as string) !== reader.shop) return { kind: 'refused', code: 'action' };
    } else {
      listing = part === null ? null : readListing(part.entries);
      if (listing === null) return { kind: 'refused', code: 'malformed' };
    }
  }
  return { action, listing };
}

/** Device keys that an action brings along, base64url. */
export function keysIn(action: PolicyAction): readonly string[] {
  const keys: (string | undefined)[] = [];
  if ('publicKey' in action) keys.push(action.publicKey);
  if (action.kind === 'genesis') keys.push(action.witnessKey, action.recoveryKey);
  if (action.kind === 'retract') keys.push(action.witness?.publicKey);
  return keys.filter((key) => key !== undefined);
}

/** Whose a key is lies in the past of all that it writes; whether the enrolment has effect is another question. */
export function ownerNamed(author: DeviceId, action: PolicyAction): { device: DeviceId; member: string } | null {
  if (action.kind === 'genesis') return { device: author, member: action.owner };
  if (action.kind === 'redeem') return { device: author, member: action.member };
  const device = action.kind === 'enrol' ? asDeviceId(action.device) : null;
  return action.kind === 'enrol' && device !== null ? { device, member: action.member } : null;
}
