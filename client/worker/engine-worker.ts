/** Entry of the engine's worker: one port, one engine, nothing else. Messages before `start` is through wait their turn. */
import { CalmStart } from './calm-start.ts';
import { Engine } from './engine.ts';
import { engineCommands } from './engine-commands.ts';
import { EngineHost } from './engine-host.ts';
import type { FromEngine, Port, ToEngine } from './engine-messages.ts';
import { engineQueries } from './engine-queries.ts';

const port: Port<FromEngine, ToEngine> = {
  post: (message, transfer) => self.postMessage(message, { transfer: [...(transfer ?? [])] }),
  listen: (receive) => {
    self.onmessage = (event: MessageEvent<ToEngine>) => receive(event.data);
  },
};
const after = (ms: number, call: () => void): void => {
  setTimeout(call, ms);
};

const calm = new CalmStart({ now: () => performance.now(), after });

const engine = new Engine({
  touch: (...topics) => host.touch(...topics),
  remember: (visit) => port.post({ kind: 'remember', visit }),
  after,
  whenCalm: (call) => calm.whenCalm(call),
});
const host = new EngineHost(
  port,
  { now: () => performance.now(), after },
  engineQueries(engine),
  engineCommands(engine),
);

let started: Promise<void> = Promise.resolve();
port.listen((message) => {
  if (message.kind !== 'visible') calm.asked();
  if (message.kind === 'start') started = engine.start(message.facts).catch((error: unknown) => engine.failed(error));
  // Watches may come at once: they show "starting". Questions and commands need the device.
  else if (message.kind === 'watch' || message.kind === 'unwatch' || message.kind === 'cancel') host.receive(message);
  else void started.then(() => host.receive(message));
});
