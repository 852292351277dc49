/**
 * Keys of the till as a table (screens.md §6.3), limited to what exists. Pure: an event's facts in, an action out. Enter
 * is not in it: Enter never pays. Single characters act only outside fields and while no IME composes.
 */
export type TillAction =
  | 'search'
  | 'back'
  | 'more'
  | 'less'
  | 'times'
  | 'delete'
  | 'price'
  | 'pay'
  | 'discount'
  | 'up'
  | 'down'
  | 'keys'
  | 'hold'
  | 'member'
  | 'return';

export interface KeyFacts {
  readonly key: string;
  readonly alt: boolean;
  readonly ctrl: boolean;
  readonly inField: boolean;
  readonly composing: boolean;
  readonly repeat: boolean;
}

const anywhere: Readonly<Record<string, TillAction>> = {
  F2: 'price',
  F4: 'hold',
  F8: 'pay',
  F9: 'member',
  Escape: 'back',
};
const outside: Readonly<Record<string, TillAction>> = {
  '/': 'search',
  '+': 'more',
  '-': 'less',
  '*': 'times',
  '?': 'keys',
  Delete: 'delete',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

const withAlt: Readonly<Record<string, TillAction>> = { d: 'discount', r: 'return' };

export function tillAction(facts: KeyFacts): TillAction | null {
  if (facts.composing || facts.ctrl) return null;
  if (facts.alt) return withAlt[facts.key.toLowerCase()] ?? null;
  const action = anywhere[facts.key] ?? (facts.inField ? undefined : outside[facts.key]);
  if (action === undefined) return null;
  return facts.repeat && (action === 'pay' || action === 'delete' || action === 'hold') ? null : action;
}

export function keyFacts(event: KeyboardEvent): KeyFacts {
  const target = event.composedPath()[0];
  const inField =
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLElement && target.isContentEditable);
  return {
    key: event.key,
    alt: event.altKey,
    ctrl: event.ctrlKey || event.metaKey,
    inField,
    composing: event.isComposing || event.keyCode === 229,
    repeat: event.repeat,
  };
}
