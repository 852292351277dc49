/**
 * Turns of the event loop for slices of verification, one slice a turn in the whole process: many shops check their seals
 * in the same tenth of a second, and together they would hold up everybody's commits for milliseconds.
 */
const waiting: (() => void)[] = [];

/** Resolves in a turn that no other slice has. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    if (waiting.length === 1) setImmediate(giveTurn);
  });
}

function giveTurn(): void {
  waiting.shift()?.();
  if (waiting.length > 0) setImmediate(giveTurn);
}
