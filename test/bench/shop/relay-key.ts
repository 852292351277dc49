/** The relay's public key, which a founder must know to appoint it as the shop's witness. */
import { fromBase64url } from '../../../shared/foundation/bytes.ts';

/** Asks the relay at its public address. */
export async function relayKeyOf(relay: URL): Promise<Uint8Array> {
  const response = await fetch(new URL('/api/relay', relay));
  const body: unknown = await response.json();
  const text = typeof body === 'object' && body !== null && 'witnessKey' in body ? String(body.witnessKey) : '';
  const key = fromBase64url(text);
  if (key === null || key.length !== 32) throw new Error(`no key at ${response.url}: ${JSON.stringify(body)}`);
  return key;
}
