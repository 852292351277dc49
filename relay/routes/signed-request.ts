/**
 * Requests over plain HTTP that a member's device signs (form: shared/protocol/signed-request.ts). Who sends one shows
 * from its head alone where the hash of the body is known beforehand, so nothing is read into memory for a stranger.
 */

import { deviceIdOf, hashTextOf } from '../../shared/commit/chain.ts';
import { isSoundPublicKey } from '../../shared/commit/seal.ts';
import { fromBase64url } from '../../shared/foundation/bytes.ts';
import type { DeviceId } from '../../shared/foundation/ids.ts';
import { type RequestToSign as HashedRequest, signedRequestMessage } from '../../shared/protocol/signed-request.ts';
import { sha256, verifySync } from '../platform/node-crypto.ts';

const GOOD_FOR_MS = 120_000;

export interface RequestToSign {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly timeMs: number;
  readonly body: Uint8Array;
}

export function requestMessage({ body, ...request }: RequestToSign): Uint8Array {
  return signedRequestMessage({ ...request, bodyHash: hashTextOf(sha256(body)) });
}

/** Whose request it is, or `null`: no signature, a bad one, or too old. */
export function signerOfRequest(
  authorization: string | undefined,
  { body, ...request }: Omit<RequestToSign, 'timeMs'>,
  nowMs: number,
): DeviceId | null {
  return signerOfHashed(authorization, { ...request, bodyHash: hashTextOf(sha256(body)) }, nowMs);
}

/** The same for a body that is not here yet; whoever reads it must hold it against the hash. */
export function signerOfHashed(
  authorization: string | undefined,
  request: Omit<HashedRequest, 'timeMs'>,
  nowMs: number,
): DeviceId | null {
  const [, keyText = '', timeText = '', signatureText = ''] =
    /^Hecang ([\w-]{43})\.(\d{1,16})\.([\w-]{86})$/.exec(authorization ?? '') ?? [];
  const publicKey = fromBase64url(keyText);
  const signature = fromBase64url(signatureText);
  const timeMs = Number(timeText);
  if (publicKey === null || signature === null || !isSoundPublicKey(publicKey)) return null;
  if (Math.abs(nowMs - timeMs) > GOOD_FOR_MS) return null;
  return verifySync(publicKey, signedRequestMessage({ ...request, timeMs }), signature)
    ? deviceIdOf(sha256, publicKey)
    : null;
}
