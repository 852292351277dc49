/**
 * Reads a policy action strictly. The list is closed: an unknown kind, a missing or ill-typed field, a field too many or
 * a value beyond its bounds gives `null`, and the commit is refused as malformed. Allow-lists, so that what nobody
 * thought of is forbidden.
 */
import * as v from 'valibot';
import type { PolicyAction } from './actions.ts';
import { parseRoleGrant } from './use.ts';

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(64), v.regex(/^[A-Za-z0-9_.~-]+$/));
const hash = id;
const scope = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(160),
  v.regex(/^(\*|[A-Za-z0-9_.~-]+(\/[A-Za-z0-9_.~-]+)*)$/),
);
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const rank = v.picklist(['staff', 'manager', 'admin']);
const key = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/));
const grants = v.pipe(
  v.array(
    v.pipe(
      v.string(),
      v.maxLength(160),
      v.check((text) => parseRoleGrant(text) !== null),
    ),
  ),
  v.maxLength(400),
);

const ACTIONS = v.variant('kind', [
  v.strictObject({
    kind: v.literal('genesis'),
    owner: id,
    recovery: id,
    witness: id,
    publicKey: v.exactOptional(key),
    recoveryKey: v.exactOptional(key),
    witnessKey: v.exactOptional(key),
    utcOffsetMinutes: v.exactOptional(v.pipe(v.number(), v.safeInteger(), v.minValue(-840), v.maxValue(840))),
    currency: v.exactOptional(v.pipe(v.string(), v.regex(/^[A-Z]{3}$/))),
    nonce: v.exactOptional(v.pipe(v.string(), v.maxLength(64))),
  }),
  v.strictObject({
    kind: v.literal('role'),
    role: id,
    rank,
    add: grants,
    take: v.exactOptional(grants),
    budget: v.exactOptional(
      v.union([count, v.strictObject({ commits: v.exactOptional(count), bytes: v.exactOptional(count) })]),
    ),
    until: v.exactOptional(count),
  }),
  v.strictObject({ kind: v.literal('grant'), member: id, role: id, scope, until: v.exactOptional(count) }),
  v.strictObject({
    kind: v.literal('invite'),
    role: id,
    scope,
    uses: v.pipe(count, v.minValue(1), v.maxValue(1000)),
    expires: count,
    invitationKey: v.exactOptional(key),
  }),
  v.pipe(
    v.strictObject({
      kind: v.literal('redeem'),
      invite: hash,
      member: id,
      publicKey: v.exactOptional(key),
      invitationKey: v.exactOptional(key),
      proof: v.exactOptional(v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{86}$/))),
    }),
    v.check((one) => one.invitationKey === undefined || one.proof !== undefined),
  ),
  v.strictObject({
    kind: v.literal('enrol'),
    device: id,
    member: id,
    scope: v.exactOptional(scope),
    publicKey: v.exactOptional(key),
  }),
  v.pipe(
    v.strictObject({
      kind: v.literal('narrow'),
      member: v.exactOptional(id),
      device: v.exactOptional(id),
      role: v.exactOptional(id),
      invite: v.exactOptional(hash),
      take: v.exactOptional(grants),
      scope: v.exactOptional(scope),
      until: v.exactOptional(count),
    }),
    v.check(
      (one) =>
        [one.member, one.device, one.invite].filter((target) => target !== undefined).length === 1 &&
        (one.role === undefined || one.member !== undefined),
    ),
  ),
  v.strictObject({
    kind: v.literal('retract'),
    device: id,
    last: v.nullable(hash),
    witness: v.exactOptional(v.strictObject({ witness: id, after: hash, cut: count, publicKey: v.exactOptional(key) })),
  }),
  v.strictObject({ kind: v.literal('reinstate'), retract: hash }),
  v.strictObject({ kind: v.literal('ratify'), feed: id, from: v.pipe(count, v.minValue(1)), head: hash }),
  v.strictObject({ kind: v.literal('level'), level: v.pipe(count, v.minValue(1)), until: v.exactOptional(count) }),
  v.strictObject({ kind: v.literal('witness'), witness: id, after: hash, cut: count, publicKey: v.exactOptional(key) }),
  v.strictObject({
    kind: v.literal('delegate'),
    to: id,
    documents: v.pipe(v.array(id), v.maxLength(64)),
    until: count,
  }),
  v.strictObject({ kind: v.literal('flow'), flow: id, nodes: v.pipe(v.string(), v.maxLength(16_384)) }),
  v.strictObject({ kind: v.literal('erase'), parts: v.pipe(v.array(hash), v.minLength(1), v.maxLength(500)) }),
]);

/** The action in this entry, or `null` when it is not exactly one. Never throws. */
export function readAction(entry: unknown): PolicyAction | null {
  const result = v.safeParse(ACTIONS, entry);
  return result.success ? result.output : null;
}
