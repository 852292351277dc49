/**
 * Bytes to a network printer through the relay (RELAY-20), in a request that this device signs. A page can't open such a
 * socket itself. Each way it can end has a code of its own, for each asks something else of the cashier.
 */
import { hashTextOf, type Sha256 } from '../../shared/commit/chain.ts';
import type { Signer } from '../../shared/commit/seal.ts';
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import { authorizationText, signedRequestMessage } from '../../shared/protocol/signed-request.ts';
import type { ShownError } from '../worker/engine-protocol.ts';

/** The relay gives a printer eleven seconds. */
const PATIENCE_MS = 13_000;

export interface PrinterRequest {
  readonly origin: string;
  readonly shop: string;
  /** `host:port`. */
  readonly address: string;
  readonly bytes: Uint8Array;
  readonly signer: Signer;
  readonly sha256: Sha256;
  readonly now: () => number;
}

/** Errors: `printer-silent`, `printer-unknown`, `printer-off`, `printer-not-allowed`, `relay-away`, `busy`. */
export async function printThroughRelay(request: PrinterRequest): Promise<Result<null, ShownError>> {
  const { origin, shop, address, signer, sha256, now } = request;
  const body = new Uint8Array(request.bytes);
  const url = new URL(`/api/shops/${shop}/printers/${address}`, origin);
  const timeMs = now();
  const signed = { method: 'POST', host: url.host, path: url.pathname, timeMs, bodyHash: hashTextOf(sha256(body)) };
  const authorization = authorizationText(signer.publicKey, timeMs, await signer.sign(signedRequestMessage(signed)));
  try {
    const answer = await fetch(url, {
      method: 'POST',
      body,
      headers: { authorization },
      credentials: 'omit',
      cache: 'no-store',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (answer.ok) return ok(null);
    if (answer.status === 403 && (await answer.text()).includes('printing-off')) return err({ code: 'printer-off' });
    return err({ code: CODES[answer.status] ?? 'printer-silent' });
  } catch (error) {
    const late = error instanceof DOMException && error.name === 'TimeoutError';
    return err({ code: late ? 'printer-silent' : 'relay-away' });
  }
}

const CODES: Readonly<Record<number, string>> = {
  403: 'printer-not-allowed',
  404: 'printer-unknown',
  429: 'busy',
  504: 'printer-silent',
};
