/**
 * A paper whose prints are counted (PRINT-7, PRINT-19): each printing is noted before anything comes out, and one that was
 * noted and did not come out is, asked for again, the same paper and not another one.
 */
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import type { Paper } from '../../shared/printing/paper.ts';
import type { Engine, ShownError } from '../worker/engine-protocol.ts';
import { type PrintResult, printPaper } from './print-desk.ts';

const owed = new Map<string, number>();

/** `make` draws the paper as its nth print; `drawer`: cash goes in or out with it. */
export async function printCounted(
  engine: Engine,
  document: string,
  drawer: boolean,
  make: (print: number) => Paper,
): Promise<PrintResult> {
  let copy = 0;
  const paper = async (): Promise<Paper | ShownError> => {
    const noted = await copyOf(engine, document);
    if (!noted.ok) return noted.error;
    copy = noted.value;
    return make(copy);
  };
  const result = await printPaper(engine, document, paper, drawer);
  if (result.ok) owed.delete(document);
  else if (copy > 0) owed.set(document, copy);
  return result;
}

async function copyOf(engine: Engine, document: string): Promise<Result<number, ShownError>> {
  const before = owed.get(document);
  if (before !== undefined) return ok(before);
  const noted = await engine.run('notePrint', { document });
  return noted.ok ? ok(noted.value.copy) : err(noted.error);
}
