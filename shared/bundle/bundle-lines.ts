/**
 * The lines of a proof bundle (SPEC.md): a shop's commits as text, one a line, that anybody can check with nothing but
 * SHA-256 and Ed25519. Each line is one JSON array; texts of headers and parts stand in it as their authors wrote them.
 *
 *   ["hecang bundle 1", shop, exporter's public key, time, app]
 *   ["key", public key]                                                    one for every device that wrote
 *   [number, feed, seq, header, [part or null, …], seal or null, after?]   causes first; numbers run from 1
 *   ["manifest", commits, [[feed, seq, head], …]]                          the ends of all feeds, of a fork each end
 *   ["seal", signature]
 *
 * Keys, seals, hashes: base64url. `after` (16 bytes of the predecessor's hash) stands only where a feed has forked.
 */
import { shopBytes } from '../commit/chain.ts';
import type { WireCommit } from '../commit/codec.ts';
import { LIMITS } from '../commit/limits.ts';
import { PUBLIC_KEY_BYTES, SEAL_BYTES } from '../commit/seal.ts';
import { concatBytes, fromBase64url, toBase64url, utf8 } from '../foundation/bytes.ts';
import { asFeedId, asShopId, type FeedId, type ShopId } from '../foundation/ids.ts';

const BUNDLE = 'hecang bundle 1';

export interface BundleHead {
  readonly shop: ShopId;
  /** Of the device that exported. */
  readonly publicKey: Uint8Array;
  /** Milliseconds since 1970, as the exporter says. */
  readonly time: number;
  readonly app: string;
}

export interface BundleCommit {
  /** From 1, without a gap. */
  readonly number: number;
  readonly commit: WireCommit;
  /** Which of several predecessors; `null` where there is but one. */
  readonly after: string | null;
}

export interface FeedEnd {
  readonly feed: FeedId;
  readonly seq: number;
  /** 43 characters. */
  readonly head: string;
}

export interface BundleManifest {
  readonly commits: number;
  readonly ends: readonly FeedEnd[];
}

export type BundleLine =
  | { readonly kind: 'head'; readonly head: BundleHead }
  | { readonly kind: 'key'; readonly key: Uint8Array }
  | { readonly kind: 'commit'; readonly line: BundleCommit }
  | { readonly kind: 'manifest'; readonly manifest: BundleManifest }
  | { readonly kind: 'seal'; readonly seal: Uint8Array };

export function headLine(head: BundleHead): string {
  return line([BUNDLE, head.shop, toBase64url(head.publicKey), head.time, head.app]);
}
export function keyLine(key: Uint8Array): string {
  return line(['key', toBase64url(key)]);
}
export function commitLine({ number, commit, after }: BundleCommit): string {
  const { feed, seq, header, parts, seal } = commit;
  const told = [number, feed, seq, header, parts, seal === null ? null : toBase64url(seal)];
  return line(after === null ? told : [...told, after]);
}
export function manifestLine({ commits, ends }: BundleManifest): string {
  return line(['manifest', commits, ends.map(({ feed, seq, head }) => [feed, seq, head])]);
}
export function sealLine(seal: Uint8Array): string {
  return line(['seal', toBase64url(seal)]);
}

/** What the exporter signs: `hecang bundle 1` ‖ shop (32) ‖ the digest of all lines before the seal's (32). */
export function bundleSealMessage(shop: ShopId, digest: Uint8Array): Uint8Array {
  return concatBytes(utf8(BUNDLE), shopBytes(shop), digest);
}

/** The digest before the first line. It goes on like a feed's chain: SHA-256(digest ‖ line with its line feed). */
export function bundleStart(): Uint8Array {
  return new Uint8Array(32);
}

/** A line without its line feed; `null` when it is none of these. */
export function readBundleLine(text: string): BundleLine | null {
  const read = parse(text);
  if (!Array.isArray(read)) return null;
  const [first] = read;
  if (typeof first === 'number') return commitOf(read);
  if (first === BUNDLE) return headOf(read);
  if (first === 'manifest') return manifestOf(read);
  if (first !== 'key' && first !== 'seal') return null;
  const bytes = bytesOf(read[1], first === 'key' ? PUBLIC_KEY_BYTES : SEAL_BYTES);
  if (bytes === null || read.length !== 2) return null;
  return first === 'key' ? { kind: 'key', key: bytes } : { kind: 'seal', seal: bytes };
}

function line(values: readonly unknown[]): string {
  return `${JSON.stringify(values)}\n`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function headOf(read: readonly unknown[]): BundleLine | null {
  const [, shopText, key, time, app] = read;
  if (read.length !== 5) return null;
  const shop = typeof shopText === 'string' ? asShopId(shopText) : null;
  const publicKey = bytesOf(key, PUBLIC_KEY_BYTES);
  if (shop === null || publicKey === null || !isCount(time) || typeof app !== 'string') return null;
  return { kind: 'head', head: { shop, publicKey, time, app } };
}

function commitOf(read: readonly unknown[]): BundleLine | null {
  if (read.length < 6 || read.length > 7) return null;
  const [number, feedText, seq, header, parts, sealText, after = null] = read;
  const feed = typeof feedText === 'string' ? asFeedId(feedText) : null;
  if (!isCount(number) || feed === null || !isCount(seq) || seq < 1 || typeof header !== 'string') return null;
  if (!Array.isArray(parts) || parts.length > LIMITS.parts || !parts.every(isPart)) return null;
  const seal = sealText === null ? null : bytesOf(sealText, SEAL_BYTES);
  if ((sealText !== null && seal === null) || (after !== null && typeof after !== 'string')) return null;
  return { kind: 'commit', line: { number, commit: { feed, seq, header, parts, seal }, after } };
}

function manifestOf(read: readonly unknown[]): BundleLine | null {
  const [, commits, list] = read;
  if (read.length !== 3 || !isCount(commits) || !Array.isArray(list)) return null;
  const ends: FeedEnd[] = [];
  for (const one of list as readonly unknown[]) {
    const [feedText, seq, head] = Array.isArray(one) && one.length === 3 ? (one as readonly unknown[]) : [];
    const feed = typeof feedText === 'string' ? asFeedId(feedText) : null;
    if (feed === null || !isCount(seq) || typeof head !== 'string') return null;
    ends.push({ feed, seq, head });
  }
  return { kind: 'manifest', manifest: { commits, ends } };
}

function bytesOf(value: unknown, length: number): Uint8Array | null {
  const bytes = typeof value === 'string' ? fromBase64url(value) : null;
  return bytes?.length === length ? bytes : null;
}

function isPart(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
