/**
 * Finds the messages of the client's source by reading it: every `msg('…')` and `msg(str`…`)` with values as `{0}`, and
 * every Chinese literal that stands outside a message. Reads characters, not patterns over lines: templates nest.
 */
export interface FoundMessage {
  readonly text: string;
  readonly line: number;
}

const lineOf = (source: string, at: number): number => source.slice(0, at).split('\n').length;

/** End of a template that opens at `start` (the back-tick), and its strings; nested templates are stepped over. */
function readTemplate(source: string, start: number): { readonly strings: readonly string[]; readonly end: number } {
  const strings: string[] = [];
  let current = '';
  let at = start + 1;
  while (at < source.length) {
    const character = source[at];
    if (character === '\\') {
      current += source.slice(at, at + 2);
      at += 2;
    } else if (character === '`') {
      strings.push(current);
      return { strings, end: at + 1 };
    } else if (character === '$' && source[at + 1] === '{') {
      strings.push(current);
      current = '';
      at = skipExpression(source, at + 2);
    } else {
      current += character ?? '';
      at += 1;
    }
  }
  return { strings, end: at };
}

/** Position behind the `}` that closes an expression. */
function skipExpression(source: string, start: number): number {
  let depth = 1;
  let at = start;
  while (at < source.length && depth > 0) {
    const character = source[at];
    if (character === '`') at = readTemplate(source, at).end;
    else if (character === "'" || character === '"') at = readString(source, at).end;
    else {
      if (character === '{') depth += 1;
      if (character === '}') depth -= 1;
      at += 1;
    }
  }
  return at;
}

function readString(source: string, start: number): { readonly text: string; readonly end: number } {
  const quote = source[start];
  let at = start + 1;
  while (at < source.length && source[at] !== quote) at += source[at] === '\\' ? 2 : 1;
  return { text: source.slice(start + 1, at).replace(/\\'/g, "'"), end: at + 1 };
}

const numbered = (strings: readonly string[]): string =>
  strings.map((text, index) => (index === 0 ? text : `{${index - 1}}${text}`)).join('');

/** All messages, nested ones included. */
export function messagesIn(source: string): readonly FoundMessage[] {
  const found: FoundMessage[] = [];
  for (const match of source.matchAll(/\bmsg\(\s*/g)) {
    const at = match.index + match[0].length;
    if (source[at] === "'" || source[at] === '"')
      found.push({ text: readString(source, at).text, line: lineOf(source, at) });
    else if (source.startsWith('str`', at))
      found.push({ text: numbered(readTemplate(source, at + 3).strings), line: lineOf(source, at) });
  }
  return found;
}

/** The source without comments and without the first argument of each `msg(…)`: Chinese left in it is untranslated. */
export function chineseOutsideMessages(source: string): readonly FoundMessage[] {
  const blank = (text: string): string => text.replace(/[^\n]/g, ' ');
  let rest = source.replace(/\/\*[\s\S]*?\*\//g, blank).replace(/(^|[^:])\/\/[^\n]*/g, blank);
  for (const match of [...rest.matchAll(/\bmsg\(\s*/g)].reverse()) {
    const at = match.index + match[0].length;
    const isString = rest[at] === "'" || rest[at] === '"';
    const isTemplate = rest.startsWith('str`', at);
    if (isString) {
      const { end } = readString(rest, at);
      rest = rest.slice(0, at) + blank(rest.slice(at, end)) + rest.slice(end);
    } else if (isTemplate) {
      const { strings, end } = readTemplate(rest, at + 3);
      let text = rest.slice(at, end);
      for (const piece of strings) if (piece !== '') text = text.replace(piece, blank(piece));
      rest = rest.slice(0, at) + text + rest.slice(end);
    }
  }
  return [...rest.matchAll(/\p{Script=Han}+/gu)].map((match) => ({ text: match[0], line: lineOf(rest, match.index) }));
}
