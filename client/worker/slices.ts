/** Long work of the worker in slices, so that a sale or a scan in between is answered. */
const SLICE_MS = 8;

/** Says when a slice of work is over, and waits for the next turn of the worker. */
export function slices(): () => Promise<void> | null {
  let ends = performance.now() + SLICE_MS;
  return () => {
    if (performance.now() < ends) return null;
    return new Promise((resolve) => {
      setTimeout(() => {
        ends = performance.now() + SLICE_MS;
        resolve();
      }, 0);
    });
  };
}
