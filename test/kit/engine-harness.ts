// The page of the engine's browser tests: nothing but the engine, handed to the tests as `engine`, with a helper that waits until a
// live view says what a test expects.
import { connectEngine } from '../../client/worker/engine-client.ts';
import type { Engine, Queries, QueryName } from '../../client/worker/engine-protocol.ts';

declare global {
  interface Window {
    engine: Engine;
    /** Resolves with the first view of which `test` (the body of a function of `view`) is true. */
    until<Name extends QueryName>(
      name: Name,
      params: Queries[Name]['params'],
      test: string,
    ): Promise<Queries[Name]['view']>;
  }
}

window.engine = connectEngine();
window.until = (name, params, test) =>
  new Promise((resolve) => {
    const holds = new Function('view', `return ${test};`);
    let stop: (() => void) | null = null;
    let found = false;
    stop = window.engine.watch(name, params, (view) => {
      if (found || holds(view) !== true) return;
      found = true;
      stop?.();
      resolve(view);
    });
  });
