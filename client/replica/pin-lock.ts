/**
 * A member's key on a shared terminal: made extractable, wrapped under the PIN at once, and from then on only ever
 * unwrapped non-extractable (design.md §5). Beside it lies, wrapped the same way, the random key of the member's vault
 * (vault.ts). Nothing tells a right PIN from a wrong one but the unwrapping itself.
 *
 * What a PIN is worth. At the counter: guessing is slowed down by the terminal (terminal-faces.ts), and without the PIN
 * the page has no key to sign with. Against somebody who copies the browser's profile off the disk it is worth little:
 * six digits are a million PINs, and at 600,000 rounds of PBKDF2-SHA-256 one graphics card tries all of them in about a
 * minute, one ordinary core in some days. More digits help by their factor of ten each and no slow hash makes six digits
 * safe; what helps is the disk's own encryption, and revoking the terminal's keys when it is gone.
 */
import { deviceIdOf, type Sha256 } from '../../shared/commit/chain.ts';
import { type DeviceKeys, ED25519, generateEd25519, rawPublicKey } from './device-keys.ts';

const PIN_FORM = /^[0-9]{6}$/;
/** OWASP's floor for PBKDF2-HMAC-SHA-256; kept beside each key, so that a later one may be higher. */
export const PIN_ROUNDS = 600_000;

/** As it stands on disk. */
export interface WrappedKeys {
  readonly rounds: number;
  readonly salt: Uint8Array;
  readonly keyIv: Uint8Array;
  /** PKCS #8 under AES-GCM. */
  readonly key: Uint8Array;
  readonly vaultIv: Uint8Array;
  readonly vault: Uint8Array;
}

/** Open hands: what an unlocked member works with. */
export interface OpenKeys {
  readonly keys: DeviceKeys;
  /** AES-GCM, non-extractable. */
  readonly vault: CryptoKey;
}

export const isPin = (pin: string): boolean => PIN_FORM.test(pin);

/** A new key pair for one member on this terminal. */
export async function newLockedKeys(
  sha256: Sha256,
  random: (bytes: number) => Uint8Array,
  pin: string,
  rounds: number,
): Promise<{ readonly keys: DeviceKeys; readonly wrapped: WrappedKeys }> {
  const pair = await generateEd25519(true);
  const vault = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt', 'decrypt']);
  const publicKey = await rawPublicKey(pair.publicKey);
  const wrapped = await wrap(pair.privateKey, vault, random, pin, rounds);
  return { keys: { device: deviceIdOf(sha256, publicKey), publicKey, privateKey: null }, wrapped };
}

/** `null` for a wrong PIN, or for keys that were damaged: the two cannot be told apart. */
export async function openKeys(
  of: Pick<DeviceKeys, 'device' | 'publicKey'>,
  wrapped: WrappedKeys,
  pin: string,
): Promise<OpenKeys | null> {
  const opened = await unwrap(wrapped, pin, false);
  if (opened === null) return null;
  const { device, publicKey } = of;
  return { keys: { device, publicKey, privateKey: opened.key }, vault: opened.vault };
}

/** The same keys under another PIN; `null` when the old one is wrong. */
export async function rewrapKeys(
  wrapped: WrappedKeys,
  random: (bytes: number) => Uint8Array,
  pin: string,
  fresh: string,
): Promise<WrappedKeys | null> {
  const opened = await unwrap(wrapped, pin, true);
  return opened === null ? null : wrap(opened.key, opened.vault, random, fresh, wrapped.rounds);
}

async function wrap(
  key: CryptoKey,
  vault: CryptoKey,
  random: (bytes: number) => Uint8Array,
  pin: string,
  rounds: number,
): Promise<WrappedKeys> {
  const [salt, keyIv, vaultIv] = [random(16), random(12), random(12)];
  const under = await wrappingKey(pin, salt, rounds);
  const seal = async (format: 'pkcs8' | 'raw', one: CryptoKey, iv: Uint8Array): Promise<Uint8Array> =>
    new Uint8Array(await crypto.subtle.wrapKey(format, one, under, { name: 'AES-GCM', iv: new Uint8Array(iv) }));
  return {
    rounds,
    salt,
    keyIv,
    key: await seal('pkcs8', key, keyIv),
    vaultIv,
    vault: await seal('raw', vault, vaultIv),
  };
}

async function unwrap(
  wrapped: WrappedKeys,
  pin: string,
  extractable: boolean,
): Promise<{ readonly key: CryptoKey; readonly vault: CryptoKey } | null> {
  if (!isPin(pin)) return null;
  const under = await wrappingKey(pin, wrapped.salt, wrapped.rounds);
  try {
    const [key, vault] = await Promise.all([
      crypto.subtle.unwrapKey(
        'pkcs8',
        new Uint8Array(wrapped.key),
        under,
        { name: 'AES-GCM', iv: new Uint8Array(wrapped.keyIv) },
        ED25519,
        extractable,
        ['sign'],
      ),
      crypto.subtle.unwrapKey(
        'raw',
        new Uint8Array(wrapped.vault),
        under,
        { name: 'AES-GCM', iv: new Uint8Array(wrapped.vaultIv) },
        'AES-GCM',
        extractable,
        ['encrypt', 'decrypt'],
      ),
    ]);
    return { key, vault };
  } catch {
    // The authentication tag does not fit.
    return null;
  }
}

async function wrappingKey(pin: string, salt: Uint8Array, rounds: number): Promise<CryptoKey> {
  const digits = new Uint8Array([...pin].map((digit) => digit.charCodeAt(0)));
  const base = await crypto.subtle.importKey('raw', digits, 'PBKDF2', false, ['deriveKey']);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt: new Uint8Array(salt), iterations: rounds };
  return crypto.subtle.deriveKey(how, base, { name: 'AES-GCM', length: 256 }, false, ['wrapKey', 'unwrapKey']);
}
