/**
 * What the browser promises about this device's store. `persist()` is asked when the user has just made something
 * worth keeping (a shop, a membership), not at first sight: browsers judge by engagement, some ask the user.
 *
 * A private window is recognised by what it grants: no persistent store ever, and a quota far below what the same
 * browser gives otherwise (Chromium: a share of memory, not of disk). `forgets` may be wrong; it only shows a banner.
 */

export interface StorageFacts {
  readonly persisted: boolean;
  readonly forgets: boolean;
  readonly used: number;
  readonly quota: number;
}

export const UNKNOWN_STORAGE: StorageFacts = { persisted: false, forgets: false, used: 0, quota: 0 };

/** Below this a screen warns that the device is filling up. */
export const LOW_BYTES = 100 * 1024 * 1024;

export interface StorageManagerLike {
  persisted(): Promise<boolean>;
  persist?(): Promise<boolean>;
  estimate(): Promise<{ readonly usage?: number; readonly quota?: number }>;
}

/** `deviceMemory` in GiB as navigator tells it; `undefined` where it does not. */
export async function storageFacts(
  storage: StorageManagerLike | undefined,
  deviceMemory: number | undefined,
): Promise<StorageFacts> {
  if (storage === undefined) return UNKNOWN_STORAGE;
  const [persisted, estimate] = await Promise.all([
    storage.persisted().catch(() => false),
    storage.estimate().catch(() => ({ usage: 0, quota: 0 })),
  ]);
  const quota = estimate.quota ?? 0;
  return { persisted, forgets: !persisted && looksPrivate(quota, deviceMemory), used: estimate.usage ?? 0, quota };
}

/**
 * Chromium gives an incognito profile about a fifth of the memory, an ordinary one more than half of the disk; Safari's
 * and Firefox's private windows stay below 2 GiB as well. A phone with an almost full disk looks the same, and there
 * the warning is as true: the browser evicts first where room is short.
 */
function looksPrivate(quota: number, deviceMemory: number | undefined): boolean {
  if (quota === 0) return false;
  const gibibyte = 1024 ** 3;
  const memory = (deviceMemory ?? 8) * gibibyte;
  return quota < Math.min(2 * gibibyte, memory / 2);
}

export function isLow(facts: StorageFacts): boolean {
  return facts.quota > 0 && facts.quota - facts.used < LOW_BYTES;
}
