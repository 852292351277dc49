/**
 * What the browser promises about this device's store. `persist()` is asked when the user has just made something
 * worth keeping (a shop, a membership), not at first sight: browsers judge by engagement, some ask the user.
 *
 * Whether a window is private can't be asked: current Chromium gives both kinds the same quota and the same answers, on
 * purpose. So the store itself is the witness: until it has been found again after all tabs were closed, and as long as
 * the browser promises nothing, this window counts as one that forgets. An ordinary window loses the banner with the
 * promise or at its second start; a private one never does.
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

/** `deviceMemory` in GiB as navigator tells it; `survived`: the store has been found again after all tabs were closed. */
export async function storageFacts(
  storage: StorageManagerLike | undefined,
  deviceMemory: number | undefined,
  survived: boolean,
): Promise<StorageFacts> {
  if (storage === undefined) return UNKNOWN_STORAGE;
  const [persisted, estimate] = await Promise.all([
    storage.persisted().catch(() => false),
    storage.estimate().catch(() => ({ usage: 0, quota: 0 })),
  ]);
  const quota = estimate.quota ?? 0;
  const forgets = !persisted && (!survived || looksPrivate(quota, deviceMemory));
  return { persisted, forgets, used: estimate.usage ?? 0, quota };
}

/**
 * Older browsers do tell: an incognito Chromium gave a share of memory, private windows of Safari and Firefox stay below
 * 2 GiB. A phone with an almost full disk looks the same, and there the warning is as true.
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
