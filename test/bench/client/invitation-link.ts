/** An invitation to a bench shop as the owner's app would write it. */
import { writeInvitation } from '../../../client/commands/join-texts.ts';
import { signerOf } from '../../../relay/platform/node-crypto.ts';
import type { WireCommit } from '../../../shared/commit/codec.ts';
import { toBase64url } from '../../../shared/foundation/bytes.ts';
import type { BuiltInRole } from '../../../shared/policy/built-in-roles.ts';
import type { BenchShop } from '../shop/bench-shop.ts';

const DAY_MS = 86_400_000;

/** Managers enter for the shop's branch, admins for all; the commit must reach the relay before the link is used. */
export function invitationLinkOf(
  shop: BenchShop,
  relay: URL,
  role: BuiltInRole = 'manager',
): { readonly link: string; readonly commit: WireCommit } {
  const scope = role === 'admin' ? '*' : shop.branch;
  const seed = shop.random.bytes(32);
  const publicKey = toBase64url(signerOf(seed).publicKey);
  const expires = Date.now() + DAY_MS;
  const commit = shop.owner.commit({
    command: 'invite',
    uses: [],
    parts: [
      [
        'policy',
        [
          {
            kind: 'invite',
            role,
            scope,
            uses: 1000,
            expires: expires * 1000,
            invitationKey: publicKey,
          },
        ],
      ],
    ],
  });
  const link = writeInvitation(relay.origin, {
    shop: shop.id,
    shopName: '测量用店',
    inviter: '店主',
    role,
    branch: scope,
    branchName: '总店',
    expires,
    invite: shop.owner.head.hash16,
    secret: toBase64url(seed),
    publicKey,
  });
  return { link, commit };
}
