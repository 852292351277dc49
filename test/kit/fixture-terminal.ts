// The shop's till, shared by four: as the reference pictures show it once it is locked.
import type { TerminalQueries, TerminalView } from '../../client/worker/terminal-protocol.ts';

const NAMES = ['林珊', '陈强', '何敏', '赵倩'] as const;

export function fixtureTerminal(shared: boolean, locked: boolean) {
  const faces = NAMES.map((name, i) => ({
    device: `device-${i}`,
    member: `member-${i}`,
    name,
    lastUsed: 1000 - i,
    waitUntil: 0,
    active: true,
  }));
  const terminal: TerminalView = {
    shared,
    locked,
    faces: shared ? faces : [],
    current: 'device-0',
    autoLock: 5,
    onlyHere: {},
  };
  return {
    terminal: (): TerminalQueries['terminal']['view'] => terminal,
    authorisers: (): TerminalQueries['authorisers']['view'] => [{ device: 'device-2', name: '何敏', waitUntil: 0 }],
    enrollable: (): TerminalQueries['enrollable']['view'] => [],
  };
}
