/**
 * From the paper to the shop: the key pair that words or code stand for, and the relay's answer to whose it is. The relay
 * is asked with a request that the paper key signs (RELAY-21); it tells nobody else.
 */
import { hashTextOf, type Sha256 } from '../../shared/commit/chain.ts';
import { asShopId, type ShopId } from '../../shared/foundation/ids.ts';
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import { authorizationText, signedRequestMessage } from '../../shared/protocol/signed-request.ts';
import { type PortableKeyPair, portableKeysOfSeed } from '../replica/device-keys.ts';
import type { ShownError } from '../worker/engine-protocol.ts';
import { isCode, readCode, readWords } from './recovery-words.ts';

const PATH = '/api/recovery';
const ANSWER_MS = 10_000;

export interface Paper {
  readonly keys: PortableKeyPair;
  /** Shop and address as the code names them; null for words. */
  readonly named: { readonly shop: string; readonly origin: string } | null;
}

export interface FoundShop {
  readonly paper: Paper;
  readonly shop: ShopId;
}

export async function readPaper(text: string): Promise<Result<Paper, ShownError>> {
  if (isCode(text)) {
    const code = readCode(text);
    if (code === null) return err({ code: 'recovery-code' });
    return ok({ keys: await portableKeysOfSeed(code.secret), named: { shop: code.shop, origin: code.origin } });
  }
  const words = readWords(text);
  if (words.ok) return ok({ keys: await portableKeysOfSeed(words.value), named: null });
  const { code, ...values } = words.error;
  return err({ code, values });
}

/** `origin`: the relay to ask. Errors as `readRecovery` in recovery-protocol.ts. */
export async function findShop(
  text: string,
  at: { readonly origin: string; readonly sha256: Sha256; readonly nowMs: number },
): Promise<Result<FoundShop, ShownError>> {
  const read = await readPaper(text);
  if (!read.ok) return read;
  const paper = read.value;
  const shops = await askWhose(paper, at);
  if (shops === null) return err({ code: 'recovery-unreachable' });
  const { named } = paper;
  const fitting = named === null ? shops : shops.filter((shop) => shop === named.shop);
  const [shop] = fitting;
  if (fitting.length > 1) return err({ code: 'recovery-several' });
  if (shop !== undefined) return ok({ paper, shop });
  const elsewhere = named !== null && named.origin !== '' && named.origin !== at.origin;
  return err(
    elsewhere ? { code: 'recovery-elsewhere', values: { origin: named.origin } } : { code: 'recovery-unknown' },
  );
}

async function askWhose(
  paper: Paper,
  { origin, sha256, nowMs }: { readonly origin: string; readonly sha256: Sha256; readonly nowMs: number },
): Promise<readonly ShopId[] | null> {
  if (origin === '') return null;
  const { host } = new URL(origin);
  const bodyHash = hashTextOf(sha256(new Uint8Array(0)));
  const message = signedRequestMessage({ method: 'GET', host, path: PATH, timeMs: nowMs, bodyHash });
  const authorization = authorizationText(paper.keys.publicKey, nowMs, await paper.keys.sign(message));
  try {
    const answer = await fetch(`${origin}${PATH}`, {
      headers: { authorization },
      signal: AbortSignal.timeout(ANSWER_MS),
      cache: 'no-store',
    });
    if (!answer.ok) return null;
    const body: unknown = await answer.json();
    const shops = typeof body === 'object' && body !== null && 'shops' in body ? body.shops : null;
    if (!Array.isArray(shops)) return null;
    return shops.flatMap((one) => (typeof one === 'string' ? (asShopId(one) ?? []) : []));
  } catch {
    // No network, no relay, or a page that is no relay's.
    return null;
  }
}
