/** How a relay paces itself and bounds what a shop and its devices may take. */
/** Beat of the group commits of all shops: about half of it passes before a commit is on its way to the disk. */
export const GROUP_COMMIT_MS = 40;
/** Between two sends of live commits in one shop, unless so many wait: a commit that comes alone goes out at once. */
export const LIVE_EVERY_MS = 3;
export const LIVE_AT_ONCE = 48;
/** How long frames that nobody's screen waits for (answers, credit) wait for others to go with. */
export const LAZY_FRAME_MS = 100;
/** One signed listing a second and shop, and one look at every feed's newest seal; half as often beyond so many commits. */
export const LISTING_EVERY_MS = 1000;
export const THICK_COMMITS = 12;
/** Seals verified in one go (about 0.1 ms each) before other sockets get their turn. */
export const SEALS_AT_ONCE = 2;
/** After a full disk: how long to answer `full` before trying again. */
export const FULL_RETRY_MS = 2000;
/** Unsent bytes on a socket beyond which a reader is dropped. */
export const SLOW_READER_BYTES = 16 * 1024 * 1024;
/** Commits taken in one go before other sockets get their turn. */
export const INTAKE_SLICE = 400;
/** Beyond this many missing commits a peer is served packed. */
export const BULK_FROM = 64;
/** Raw bytes aimed at in one bulk. */
export const BULK_RAW_BYTES = 4 * 1024 * 1024;
/** So long the first wish for a document waits for others. */
export const WISHES_MS = 10;

export interface Quotas {
  /** Bytes of rows a shop may hold. */
  readonly shopBytes: number;
  /** Bytes of commits one device may have stored. */
  readonly deviceBytes: number;
  /** Sessions in all and per shop. */
  readonly sessions: number;
  readonly shopSessions: number;
}

export const DEFAULT_QUOTAS: Quotas = {
  shopBytes: 20 * 1024 ** 3,
  deviceBytes: 4 * 1024 ** 3,
  sessions: 25_000,
  shopSessions: 1_000,
};
