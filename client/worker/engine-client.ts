/**
 * The page's end of the engine. `connectEngine()` starts this tab's worker once and answers an Engine; every promise
 * settles: when the worker dies, all that waits for it fails with the reason instead of hanging.
 */
import { err } from '../../shared/foundation/result.ts';
import type { EarlierVisit, FromEngine, PageFacts, Port, ToEngine } from './engine-messages.ts';
import type { CommandName, Commands, Engine, Queries, QueryName } from './engine-protocol.ts';
import { shareUnchanged } from './share-unchanged.ts';

const VISIT_KEY = 'hecang.visit';
const TAB_KEY = 'hecang.tab';
const WORTH_KEEPING: ReadonlySet<CommandName> = new Set(['createShop', 'joinShop', 'acceptEnrolment']);

interface Waiting {
  readonly answer: (value: unknown) => void;
  readonly fail: (detail: string) => void;
  readonly progress?: (done: number, total: number) => void;
}

let engine: Engine | undefined;

/**
 * The engine of this tab; the same one at every call. `begin`: its worker is fetched and started when that settles (by
 * default at once); what is asked before waits for it.
 */
export function connectEngine(begin?: Promise<unknown>): Engine {
  if (engine === undefined) {
    const start = (): Worker =>
      new Worker(new URL('./engine-worker.ts', import.meta.url), { type: 'module', name: 'engine' });
    const port = begin === undefined ? workerPort(start()) : laterPort(begin.then(() => workerPort(start())));
    const client = new EngineClient(
      {
        post: port.post,
        listen: (receive) => port.listen(receive, (why) => client.stop(why)),
      },
      async () => {
        // Absent on plain http; refusing is the browser's right.
        const { storage } = navigator;
        return storage === undefined ? false : storage.persist().catch(() => false);
      },
    );
    client.open({ origin: location.origin, freshTab: isFreshTab(), earlier: readVisit() }, writeVisit);
    document.addEventListener('visibilitychange', () => client.tellVisible(document.visibilityState === 'visible'));
    engine = client;
  }
  return engine;
}

interface WorkerPort {
  readonly post: Port<ToEngine, FromEngine>['post'];
  readonly listen: (receive: (message: FromEngine) => void, failed: (why: string) => void) => void;
}

function workerPort(worker: Worker): WorkerPort {
  return {
    post: (message, transfer) => worker.postMessage(message, [...(transfer ?? [])]),
    listen: (receive, failed) => {
      worker.onmessage = (event: MessageEvent<FromEngine>) => receive(event.data);
      worker.onerror = (event) => failed(event.message || 'the engine stopped');
    },
  };
}

/** Keeps the order of what is posted before the port is there. */
function laterPort(coming: Promise<WorkerPort>): WorkerPort {
  return {
    post: (message, transfer) => void coming.then((port) => port.post(message, transfer)),
    listen: (receive, failed) => void coming.then((port) => port.listen(receive, failed)),
  };
}

/** Nothing of a shop was ever on this device, as far as the browser remembers. */
export const isNewHere = (): boolean => readVisit() === null;

/** Queries and commands over a port; see engine-messages.ts. */
export class EngineClient implements Engine {
  readonly #port: Port<ToEngine, FromEngine>;
  readonly #persist: () => Promise<boolean>;
  readonly #waiting = new Map<number, Waiting>();
  readonly #shows = new Map<number, (view: unknown) => void>();
  #next = 1;
  #stopped: string | null = null;
  #remember: (visit: EarlierVisit | null) => void = () => undefined;

  /** `persist`: asks the browser to keep this origin's data; false when it will not say so. */
  constructor(port: Port<ToEngine, FromEngine>, persist: () => Promise<boolean>) {
    this.#port = port;
    this.#persist = persist;
  }

  open(facts: PageFacts, remember: (visit: EarlierVisit | null) => void): void {
    this.#remember = remember;
    this.#port.listen((message) => this.#receive(message));
    this.#port.post({ kind: 'start', facts });
  }

  tellVisible(visible: boolean): void {
    this.#port.post({ kind: 'visible', visible });
  }

  /** Fails whatever waits; later calls fail at once. */
  stop(detail: string): void {
    this.#stopped = detail;
    for (const waiting of this.#waiting.values()) waiting.fail(detail);
    this.#waiting.clear();
  }

  watch<Name extends QueryName>(
    name: Name,
    params: Queries[Name]['params'],
    show: (view: Queries[Name]['view']) => void,
  ): () => void {
    const id = this.#next++;
    let last: Queries[Name]['view'] | undefined;
    this.#shows.set(id, (view) => {
      last = shareUnchanged(last, view as Queries[Name]['view']);
      show(last);
    });
    this.#port.post({ kind: 'watch', id, name, params });
    return () => {
      if (this.#shows.delete(id)) this.#port.post({ kind: 'unwatch', id });
    };
  }

  once<Name extends QueryName>(name: Name, params: Queries[Name]['params']): Promise<Queries[Name]['view']> {
    return new Promise((resolve, reject) => {
      const id = this.#await({
        answer: (value) => resolve(value as Queries[Name]['view']),
        fail: (detail) => reject(new Error(detail)),
      });
      if (id !== null) this.#port.post({ kind: 'once', id, name, params });
    });
  }

  /** Persistence is asked for here, workers can't: when the user says so, or has just made something worth keeping. */
  run: Engine['run'] = async (name, input) => {
    if (name === 'askPersistence') await this.#persist();
    const answer = await this.#run(name, input);
    if (answer.ok && WORTH_KEEPING.has(name)) {
      void this.#persist().then(() => this.#run('askPersistence', null));
    }
    return answer;
  };

  readonly #run: Engine['run'] = (name, input) =>
    new Promise((resolve) => {
      const hooks = importHooks(input);
      const id = this.#await({
        answer: (value) => resolve(value as Awaited<ReturnType<Engine['run']>> as never),
        fail: (detail) => resolve(err({ code: 'engine', detail })),
        ...(hooks === null
          ? {}
          : {
              progress: (done: number, total: number) => {
                hooks.onProgress?.(done, total);
                if (id !== null && hooks.cancelled?.() === true) this.#port.post({ kind: 'cancel', id });
              },
            }),
      });
      if (id !== null) this.#port.post({ kind: 'run', id, name, input: withoutFunctions(input) });
    });

  #await(waiting: Waiting): number | null {
    if (this.#stopped !== null) {
      waiting.fail(this.#stopped);
      return null;
    }
    const id = this.#next++;
    this.#waiting.set(id, waiting);
    return id;
  }

  #receive(message: FromEngine): void {
    switch (message.kind) {
      case 'view':
        this.#shows.get(message.id)?.(message.view);
        return;
      case 'progress':
        this.#waiting.get(message.id)?.progress?.(message.done, message.total);
        return;
      case 'remember':
        this.#remember(message.visit);
        return;
      default: {
        const waiting = this.#waiting.get(message.id);
        this.#waiting.delete(message.id);
        if (message.kind === 'answer') waiting?.answer(message.value);
        else waiting?.fail(message.detail);
      }
    }
  }
}

type Input = Commands[keyof Commands]['input'];

function importHooks(input: Input): Commands['resumeImport']['input'] | null {
  return input !== null && 'onProgress' in input ? input : null;
}

function withoutFunctions(input: Input): unknown {
  if (input === null) return null;
  return Object.fromEntries(Object.entries(input).filter(([, value]) => typeof value !== 'function'));
}

/** sessionStorage lives as long as its tab. */
function isFreshTab(): boolean {
  try {
    const known = sessionStorage.getItem(TAB_KEY) !== null;
    sessionStorage.setItem(TAB_KEY, '1');
    return !known;
  } catch {
    // Storage forbidden: nothing survives here.
    return false;
  }
}

function readVisit(): EarlierVisit | null {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(VISIT_KEY) ?? 'null');
    if (typeof value !== 'object' || value === null || !('shop' in value) || !('device' in value)) return null;
    const lastTicket = 'lastTicket' in value && typeof value.lastTicket === 'string' ? value.lastTicket : null;
    return { shop: String(value.shop), device: String(value.device), lastTicket };
  } catch {
    // Storage may be forbidden, or hold something of somebody else's.
    return null;
  }
}

function writeVisit(visit: EarlierVisit | null): void {
  try {
    if (visit === null) localStorage.removeItem(VISIT_KEY);
    else localStorage.setItem(VISIT_KEY, JSON.stringify(visit));
  } catch {
    // Forgetting it costs one hint after a wipe, nothing else.
  }
}
