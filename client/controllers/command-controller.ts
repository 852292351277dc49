/**
 * Runs user actions and holds what the page must show of them: that one is under way (so a second press does nothing)
 * and the last error, in place, until the next try.
 */
import { ContextConsumer } from '@lit/context';
import type { ReactiveController, ReactiveElement } from 'lit';
import { engineContext } from '../contexts/engine-context.ts';
import type { CommandName, Commands, ShownError } from '../worker/engine-protocol.ts';
import { lentFor } from './ask-authority.ts';

export class CommandController implements ReactiveController {
  busy = false;
  error: ShownError | null = null;
  private readonly host: ReactiveElement;
  private readonly consumer: ContextConsumer<typeof engineContext, ReactiveElement>;

  constructor(host: ReactiveElement) {
    this.host = host;
    this.consumer = new ContextConsumer(host, { context: engineContext });
    host.addController(this);
  }

  hostConnected(): void {
    this.error = null;
  }

  /** The output when it was done and durable; null when it was not (then `error` says why) or one is under way. */
  async run<Name extends CommandName>(
    name: Name,
    input: Commands[Name]['input'],
  ): Promise<Commands[Name]['output'] | null> {
    const done = await this.attempt(name, input);
    return done === null ? null : done.output;
  }

  /** Like `run` for commands without an output: true when done. */
  async does<Name extends CommandName>(name: Name, input: Commands[Name]['input']): Promise<boolean> {
    return (await this.attempt(name, input)) !== null;
  }

  fail(error: ShownError | null): void {
    this.error = error;
    this.host.requestUpdate();
  }

  private async attempt<Name extends CommandName>(
    name: Name,
    input: Commands[Name]['input'],
  ): Promise<{ readonly output: Commands[Name]['output'] } | null> {
    const engine = this.consumer.value;
    if (engine === undefined || this.busy) return null;
    this.busy = true;
    this.error = null;
    this.host.requestUpdate();
    try {
      let result = await engine.run(name, input);
      if (!result.ok && (await lentFor(this.host, result.error))) result = await engine.run(name, input);
      if (result.ok) return { output: result.value };
      this.error = result.error;
      return null;
    } finally {
      this.busy = false;
      this.host.requestUpdate();
    }
  }
}
