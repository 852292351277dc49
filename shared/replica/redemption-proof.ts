/**
 * Proofs inside commits. A redemption shows that its author holds the invitation's private half: a signature over shop
 * and device by the key that the action names. Everybody may read which invitations are open, so without this check any
 * member could enrol a device of their own with somebody else's invitation. Whether the named key is the invitation's is
 * the policy's business (redemption.ts); whether the signature is good is checked here, with the run's seal, because
 * verdicts know no signatures.
 */
import type { WireCommit } from '../commit/codec.ts';
import { readHeader } from '../commit/header.ts';
import { readPart } from '../commit/part.ts';
import { fromBase64url } from '../foundation/bytes.ts';
import { deviceOfFeed, type ShopId } from '../foundation/ids.ts';
import type { PolicyAction } from '../policy/actions.ts';
import { redemptionMessage } from './commit-builder.ts';

export interface RedemptionProof {
  readonly publicKey: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}

/** The proofs of all redemptions in these commits; one whose texts can't be read has none and gives nothing either. */
export function redemptionProofs(
  shop: ShopId,
  commits: readonly WireCommit[],
  readAction: (entry: unknown) => PolicyAction | null,
): RedemptionProof[] {
  return commits.flatMap((commit) => {
    // Only a name written out or hidden by an escape can be the policy's: most headers need not be read for this.
    if (!/"policy"|\\/.test(commit.header)) return [];
    const action = actionOf(commit, readAction);
    if (action?.kind !== 'redeem' || action.invitationKey === undefined || action.proof === undefined) return [];
    const publicKey = fromBase64url(action.invitationKey) ?? new Uint8Array(32);
    const signature = fromBase64url(action.proof) ?? new Uint8Array(64);
    return [{ publicKey, message: redemptionMessage(shop, deviceOfFeed(commit.feed)), signature }];
  });
}

function actionOf(commit: WireCommit, readAction: (entry: unknown) => PolicyAction | null): PolicyAction | null {
  const at = readHeader(commit.header)?.parts.findIndex((part) => part.document === 'policy') ?? -1;
  const text = commit.parts[at];
  const entry = text == null ? undefined : readPart(text)?.entries[0];
  return entry === undefined ? null : readAction(entry);
}
