/**
 * Reader tokens: made by an admin at the relay, each naming the documents and views that it opens. Only a hash is kept,
 * so whoever reads the database can't read the shop with it.
 */
import { toBase64url, utf8 } from '../../shared/foundation/bytes.ts';
import type { ShopId } from '../../shared/foundation/ids.ts';
import { hashText, randomNonce } from '../platform/node-crypto.ts';
import type { CommitStore } from '../storage/commit-store.ts';

export interface ReaderToken {
  /** Names the token in lists; no secret. */
  readonly id: string;
  readonly name: string;
  /** Document names, `view/<name>`, or `stock/*` for every document whose name begins so. */
  readonly opens: readonly string[];
  readonly madeMs: number;
}

const PREFIX = 'reader:';

/** Makes a token; the text is shown once and not kept. `null` when it could not be stored. */
export async function makeReaderToken(
  store: CommitStore,
  shop: ShopId,
  wanted: { readonly name: string; readonly opens: readonly string[]; readonly nowMs: number },
): Promise<{ readonly text: string; readonly token: ReaderToken } | null> {
  const text = toBase64url(randomNonce(24));
  const id = idOf(text);
  const token = { id, name: wanted.name, opens: wanted.opens, madeMs: wanted.nowMs };
  const stored = await store.note(shop, `${PREFIX}${id}`, JSON.stringify(token));
  return stored.ok ? { text, token } : null;
}

export async function readerTokens(store: CommitStore, shop: ShopId): Promise<ReaderToken[]> {
  const tokens: ReaderToken[] = [];
  for (const [key, value] of await store.notes(shop)) {
    if (key.startsWith(PREFIX)) tokens.push(JSON.parse(value) as ReaderToken);
  }
  return tokens;
}

export async function removeReaderToken(store: CommitStore, shop: ShopId, id: string): Promise<boolean> {
  return (await store.note(shop, `${PREFIX}${id}`, null)).ok;
}

/** May this token text read that document or view (`view/stock`)? */
export async function opens(store: CommitStore, shop: ShopId, text: string, document: string): Promise<boolean> {
  const id = idOf(text);
  const token = (await readerTokens(store, shop)).find((one) => one.id === id);
  return token?.opens.some((name) => matches(name, document)) === true;
}

function matches(pattern: string, document: string): boolean {
  return pattern.endsWith('/*') ? document.startsWith(pattern.slice(0, -1)) : pattern === document;
}

/** 18 bytes of a hash of the token: enough that none is guessed, and it tells nothing of the token. */
function idOf(text: string): string {
  return hashText(`hecang reader ${utf8(text).length} ${text}`).slice(0, 24);
}
