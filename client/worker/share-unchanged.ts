/**
 * Structural sharing: a view that crossed the worker's border is all new objects, although one row changed. Keeping
 * the old object wherever the content is equal lets keyed lists skip the rows that stayed.
 */

/** `next`, with every part that equals the same part of `previous` replaced by that very object. */
export function shareUnchanged<T>(previous: T | undefined, next: T): T {
  return share(previous, next) as T;
}

function share(previous: unknown, next: unknown): unknown {
  if (Object.is(previous, next)) return previous;
  if (typeof previous !== 'object' || typeof next !== 'object' || previous === null || next === null) return next;
  if (Array.isArray(next)) return Array.isArray(previous) ? shareArray(previous, next) : next;
  if (Array.isArray(previous) || !isPlain(next) || !isPlain(previous)) return next;
  const before = previous;
  const keys = Object.keys(next);
  let same = keys.length === Object.keys(before).length;
  const out: Record<string, unknown> = {};
  for (const key of keys) {
    const value = share(before[key], next[key]);
    out[key] = value;
    if (!Object.is(value, before[key]) || !(key in before)) same = false;
  }
  return same ? previous : out;
}

/** Rows with an id are matched by it, so that one row inserted on top leaves the others as they were. */
function shareArray(previous: readonly unknown[], next: readonly unknown[]): readonly unknown[] {
  const byId = new Map<unknown, unknown>();
  for (const item of previous) {
    const id = idOf(item);
    if (id !== undefined) byId.set(id, item);
  }
  let same = previous.length === next.length;
  const out = next.map((item, index) => {
    const id = idOf(item);
    const value = share(id === undefined ? previous[index] : byId.get(id), item);
    if (!Object.is(value, previous[index])) same = false;
    return value;
  });
  return same ? previous : out;
}

function idOf(item: unknown): unknown {
  if (typeof item !== 'object' || item === null) return undefined;
  if ('id' in item) return item.id;
  if ('variant' in item) return item.variant;
  return 'key' in item ? item.key : undefined;
}

function isPlain(value: object): value is Record<string, unknown> {
  return Object.getPrototypeOf(value) === Object.prototype;
}
