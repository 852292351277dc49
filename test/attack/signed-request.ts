/** Plain HTTP requests that a device signs, as the client makes them, or with anything about them forged. */

import type { SyncSigner } from '../../relay/platform/node-crypto.ts';
import { requestMessage } from '../../relay/routes/signed-request.ts';
import { toBase64url } from '../../shared/foundation/bytes.ts';

export interface SignedRequest {
  readonly method: string;
  readonly url: string;
  readonly body?: string;
  readonly key: SyncSigner;
  /** What is signed instead of what is sent. */
  readonly signs?: {
    readonly method?: string;
    readonly path?: string;
    readonly host?: string;
    readonly body?: string;
    readonly timeMs?: number;
  };
}

export async function signedFetch(request: SignedRequest): Promise<Response> {
  const { method, url, body = '', key, signs = {} } = request;
  const { host, pathname } = new URL(url);
  const timeMs = signs.timeMs ?? Date.now();
  const message = requestMessage({
    method: signs.method ?? method,
    host: signs.host ?? host,
    path: signs.path ?? pathname,
    timeMs,
    body: new Uint8Array(Buffer.from(signs.body ?? body)),
  });
  const authorization = `Hecang ${toBase64url(key.publicKey)}.${timeMs}.${toBase64url(key.sign(message))}`;
  return fetch(url, { method, headers: { authorization }, ...(body === '' ? {} : { body }) });
}

/** A reader token as an admin makes it. */
export async function readerToken(
  origin: string,
  shop: string,
  key: SyncSigner,
  opens: readonly string[],
): Promise<string> {
  const response = await signedFetch({
    method: 'POST',
    url: `${origin}/api/shops/${shop}/reader-tokens`,
    body: JSON.stringify({ name: 'test', opens }),
    key,
  });
  const made: unknown = await response.json();
  if (typeof made !== 'object' || made === null || !('text' in made) || typeof made.text !== 'string') {
    throw new Error(`no token: ${response.status} ${JSON.stringify(made)}`);
  }
  return made.text;
}
