/**
 * Requests over plain HTTP that a member's device signs: `Authorization: Hecang <key>.<time>.<signature>`, all base64url
 * but the time (ms since 1970). Signed: `hecang request 1` ‖ LF ‖ method ‖ LF ‖ host ‖ LF ‖ path ‖ LF ‖ time ‖ LF ‖
 * SHA-256 of the body. Good for two minutes either way; what is done with it must bear being done twice.
 */

import { deviceIdOf, hashTextOf } from '../../shared/commit/chain.ts';
import { isSoundPublicKey } from '../../shared/commit/seal.ts';
import { fromBase64url, utf8 } from '../../shared/foundation/bytes.ts';
import type { DeviceId } from '../../shared/foundation/ids.ts';
import { sha256, verifySync } from '../platform/node-crypto.ts';

const GOOD_FOR_MS = 120_000;

export interface RequestToSign {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly timeMs: number;
  readonly body: Uint8Array;
}

export function requestMessage(request: RequestToSign): Uint8Array {
  const { method, host, path, timeMs, body } = request;
  return utf8(['hecang request 1', method, host.toLowerCase(), path, timeMs, hashTextOf(sha256(body))].join('\n'));
}

/** Whose request it is, or `null`: no signature, a bad one, or too old. */
export function signerOfRequest(
  authorization: string | undefined,
  request: Omit<RequestToSign, 'timeMs'>,
  nowMs: number,
): DeviceId | null {
  const [, keyText = '', timeText = '', signatureText = ''] =
    /^Hecang ([\w-]{43})\.(\d{1,16})\.([\w-]{86})$/.exec(authorization ?? '') ?? [];
  const publicKey = fromBase64url(keyText);
  const signature = fromBase64url(signatureText);
  const timeMs = Number(timeText);
  if (publicKey === null || signature === null || !isSoundPublicKey(publicKey)) return null;
  if (Math.abs(nowMs - timeMs) > GOOD_FOR_MS) return null;
  return verifySync(publicKey, requestMessage({ ...request, timeMs }), signature)
    ? deviceIdOf(sha256, publicKey)
    : null;
}
