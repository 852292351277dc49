/**
 * Plain HTTP requests that a device signs: `Authorization: Hecang <key>.<time>.<signature>`, all base64url but the time
 * (ms since 1970). Signed: `hecang request 1` ‖ LF ‖ method ‖ LF ‖ host ‖ LF ‖ path ‖ LF ‖ time ‖ LF ‖ SHA-256 of the
 * body. Good for two minutes either way; what is done with it must bear being done twice.
 */
import { toBase64url, utf8 } from '../foundation/bytes.ts';

export interface RequestToSign {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly timeMs: number;
  /** SHA-256 of the body, base64url. */
  readonly bodyHash: string;
}

export function signedRequestMessage(request: RequestToSign): Uint8Array {
  const { method, host, path, timeMs, bodyHash } = request;
  return utf8(['hecang request 1', method, host.toLowerCase(), path, timeMs, bodyHash].join('\n'));
}

/** The value of the `Authorization` header. */
export function authorizationText(publicKey: Uint8Array, timeMs: number, signature: Uint8Array): string {
  return `Hecang ${toBase64url(publicKey)}.${timeMs}.${toBase64url(signature)}`;
}
