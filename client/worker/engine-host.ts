/**
 * The worker's end of the engine: takes watches, questions and commands from its page and gives them to what is
 * registered. Whatever throws becomes an answer, so nothing a page waits for hangs.
 */
import { err, type Result } from '../../shared/foundation/result.ts';
import type { FromEngine, Port, ToEngine } from './engine-messages.ts';
import type { CommandName, Commands, Queries, QueryName, ShownError } from './engine-protocol.ts';
import { LiveQueries, type Timers, type Topic } from './live-queries.ts';

/** A query: what touches it, and its view now. `read` must be quick; what is slow to know is kept up to date elsewhere. */
export interface QueryHandler<Name extends QueryName> {
  readonly topics: readonly Topic[];
  read(params: Queries[Name]['params']): Queries[Name]['view'];
}
export type QueryHandlers = { readonly [Name in QueryName]: QueryHandler<Name> };

export interface CommandContext {
  progress(done: number, total: number): void;
  cancelled(): boolean;
}
export type CommandHandlers = {
  readonly [Name in CommandName]: (
    input: Commands[Name]['input'],
    context: CommandContext,
  ) => Promise<Result<Commands[Name]['output'], ShownError>>;
};

export class EngineHost {
  readonly #port: Port<FromEngine, ToEngine>;
  readonly #live: LiveQueries;
  readonly #queries: QueryHandlers;
  readonly #commands: CommandHandlers;
  readonly #cancelled = new Set<number>();

  constructor(port: Port<FromEngine, ToEngine>, timers: Timers, queries: QueryHandlers, commands: CommandHandlers) {
    this.#port = port;
    this.#live = new LiveQueries(timers);
    this.#queries = queries;
    this.#commands = commands;
  }

  touch(...topics: readonly Topic[]): void {
    this.#live.touch(...topics);
  }

  receive(message: ToEngine): void {
    switch (message.kind) {
      case 'watch':
        this.#watch(message.id, message.name, message.params as never);
        return;
      case 'unwatch':
        this.#live.remove(message.id);
        return;
      case 'once':
        this.#once(message.id, message.name, message.params as never);
        return;
      case 'run':
        void this.#run(message.id, message.name, message.input as never);
        return;
      case 'cancel':
        this.#cancelled.add(message.id);
        return;
      default:
        return;
    }
  }

  #watch<Name extends QueryName>(id: number, name: Name, params: Queries[Name]['params']): void {
    const query: QueryHandler<Name> = this.#queries[name];
    this.#live.add(id, {
      topics: query.topics,
      read: () => query.read(params),
      send: (view) => this.#port.post({ kind: 'view', id, view }),
    });
  }

  #once<Name extends QueryName>(id: number, name: Name, params: Queries[Name]['params']): void {
    try {
      const query: QueryHandler<Name> = this.#queries[name];
      this.#port.post({ kind: 'answer', id, value: query.read(params) });
    } catch (error) {
      this.#port.post({ kind: 'failed', id, detail: detailOf(error) });
    }
  }

  async #run<Name extends CommandName>(id: number, name: Name, input: Commands[Name]['input']): Promise<void> {
    const context: CommandContext = {
      progress: (done, total) => this.#port.post({ kind: 'progress', id, done, total }),
      cancelled: () => this.#cancelled.has(id),
    };
    let value: Result<Commands[Name]['output'], ShownError>;
    try {
      const command: CommandHandlers[Name] = this.#commands[name];
      value = await command(input, context);
    } catch (error) {
      value = err({ code: 'engine', detail: detailOf(error) });
    }
    this.#cancelled.delete(id);
    this.#port.post({ kind: 'answer', id, value });
  }
}

function detailOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
