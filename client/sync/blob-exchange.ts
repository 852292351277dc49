/**
 * Blobs to and from the relay over plain HTTP, by hash, in requests that this device signs. What comes is believed only
 * when it has the hash that was asked for.
 */
import { hashTextOf, type Sha256 } from '../../shared/commit/chain.ts';
import type { Signer } from '../../shared/commit/seal.ts';
import { authorizationText, signedRequestMessage } from '../../shared/protocol/signed-request.ts';
import { MAX_BLOB_BYTES } from '../../shared/schema/field-shapes.ts';

export interface BlobExchangeOptions {
  readonly origin: string;
  readonly shop: string;
  readonly signer: Signer;
  readonly sha256: Sha256;
  readonly now: () => number;
  readonly fetch: typeof fetch;
}

/** `later`: not in reach, or busy; `refused`: it will never be taken so. */
export type Handed = 'sent' | 'later' | 'full' | 'refused';

export class BlobExchange {
  readonly #options: BlobExchangeOptions;

  constructor(options: BlobExchangeOptions) {
    this.#options = options;
  }

  async send(hash: string, bytes: Uint8Array): Promise<Handed> {
    const answer = await this.#ask('PUT', hash, new Uint8Array(bytes));
    if (answer === null) return 'later';
    if (answer.ok) return 'sent';
    if (answer.status === 507) return 'full';
    return answer.status === 400 || answer.status === 413 ? 'refused' : 'later';
  }

  /** `null` when it is not there, or is not what it should be. */
  async fetch(hash: string): Promise<Uint8Array | null> {
    const answer = await this.#ask('GET', hash, null);
    if (answer?.ok !== true || Number(answer.headers.get('content-length') ?? 0) > MAX_BLOB_BYTES) return null;
    try {
      const bytes = new Uint8Array(await answer.arrayBuffer());
      return hashTextOf(this.#options.sha256(bytes)) === hash ? bytes : null;
    } catch {
      return null;
    }
  }

  async #ask(method: 'GET' | 'PUT', hash: string, body: Uint8Array<ArrayBuffer> | null): Promise<Response | null> {
    const { origin, shop, signer, sha256, now } = this.#options;
    const url = new URL(`/api/shops/${shop}/blobs/${hash}`, origin);
    const bodyHash = body === null ? hashTextOf(sha256(new Uint8Array(0))) : hash;
    const timeMs = now();
    const message = signedRequestMessage({ method, host: url.host, path: url.pathname, timeMs, bodyHash });
    const headers = { authorization: authorizationText(signer.publicKey, timeMs, await signer.sign(message)) };
    try {
      return await this.#options.fetch(url, {
        method,
        headers,
        credentials: 'omit',
        cache: 'no-store',
        ...(body === null ? {} : { body }),
      });
    } catch {
      return null;
    }
  }
}
