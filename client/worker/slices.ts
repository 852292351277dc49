/**
 * Long work of the worker in slices, so that a sale or a scan in between is answered. What somebody waits for goes first:
 * while a commit is being written nothing else is begun, or each of its ways to the disk would wait for a slice.
 */
const SLICE_MS = 8;
/** So long at most others stand back for one thing: it may be waiting for just them. */
const MOST_URGENT_MS = 300;
const LOOK_MS = 4;

let urgent = 0;
let urgentSince = 0;

/** Does what somebody waits for. */
export async function urgently<T>(work: () => Promise<T>): Promise<T> {
  if (urgent++ === 0) urgentSince = performance.now();
  try {
    return await work();
  } finally {
    urgent--;
  }
}

const mustWait = (): boolean => urgent > 0 && performance.now() - urgentSince < MOST_URGENT_MS;

/** Says when a slice of work is over, and waits for the next turn of the worker. */
export function slices(): () => Promise<void> | null {
  let ends = performance.now() + SLICE_MS;
  return () => {
    if (performance.now() < ends && !mustWait()) return null;
    return new Promise((resolve) => {
      const look = (): void => {
        if (mustWait()) {
          setTimeout(look, LOOK_MS);
          return;
        }
        ends = performance.now() + SLICE_MS;
        resolve();
      };
      setTimeout(look, 0);
    });
  };
}
