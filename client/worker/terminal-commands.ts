/** The commands and queries of terminal-protocol.ts. */
import { err, type Result } from '../../shared/foundation/result.ts';
import { mayLetIn } from '../commands/let-in.ts';
import type { Engine } from './engine.ts';
import type { CommandHandlers, QueryHandlers } from './engine-host.ts';
import type { ShownError } from './engine-protocol.ts';
import type { ShopDesk } from './shop-desk.ts';
import type { TerminalCommands, TerminalQueries } from './terminal-protocol.ts';

export function terminalCommands(engine: Engine): Pick<CommandHandlers, keyof TerminalCommands> {
  const { terminal, spot } = engine;
  const at = <Input, Output>(
    run: (desk: ShopDesk, input: Input) => Promise<Result<Output, ShownError>>,
  ): ((input: Input) => Promise<Result<Output, ShownError>>) => {
    return async (input) => {
      if (engine.desk === null) return err({ code: 'no-shop' });
      // Rights are judged by the whole history, which is in memory a moment after the start.
      await engine.desk.open.load();
      return run(engine.desk, input);
    };
  };
  return {
    shareTerminal: at((desk, input) => terminal.share(desk, input)),
    lockTerminal: () => terminal.lock(),
    unlock: (input) => terminal.unlock(input),
    addFace: at((desk, input) => terminal.add(desk, input)),
    renewFace: at((desk, input) => terminal.renew(desk, input)),
    changePin: (input) => terminal.change(input),
    removeFace: (input) => terminal.remove(input),
    setAutoLock: ({ minutes }) => terminal.setAutoLock(minutes),
    authorise: at((desk, input) => spot.authorise(desk, input)),
  };
}

export function terminalQueries(engine: Engine): Pick<QueryHandlers, keyof TerminalQueries> {
  return {
    terminal: { topics: ['session', 'places', 'members'], read: () => engine.terminal.view() },
    authorisers: {
      topics: ['session', 'members'],
      read: ({ uses }) => (engine.desk === null ? [] : engine.spot.rows(engine.desk, uses)),
    },
    enrollable: {
      topics: ['session', 'members'],
      read: () => (engine.desk === null ? [] : enrollable(engine.desk)),
    },
  };
}

function enrollable(desk: ShopDesk): TerminalQueries['enrollable']['view'] {
  const { faces } = desk.open.device.seat;
  return [...desk.members().values()]
    .filter((one) => !faces.some((face) => face.member === one.id) && mayLetIn(desk, one.id))
    .map(({ id }) => ({ member: id, name: desk.memberName(id) }));
}
