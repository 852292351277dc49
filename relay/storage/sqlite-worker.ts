/**
 * The worker that owns the database file. Appends that queued while the last transaction ran go into one transaction:
 * group commit without a fixed wait. Everything else waits until the appends before it are down, so a read never misses
 * what was asked to be stored first.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { type AppendJob, type DatabaseOptions, SqliteDatabase } from './sqlite-database.ts';
import {
  type Numbered,
  packRows,
  type StoreGreeting,
  type StoreReply,
  type StoreRequest,
  unpackRows,
} from './sqlite-messages.ts';

const port = parentPort;
if (port === null) throw new Error('runs as a worker only');
const db = openOrSay(workerData as DatabaseOptions);
let queue: Numbered<StoreRequest>[] = [];
let scheduled = false;

if (db !== null) {
  port.on('message', (message: Numbered<StoreRequest>) => {
    queue.push(message);
    if (scheduled) return;
    scheduled = true;
    setImmediate(() => work(db));
  });
}

function openOrSay(options: DatabaseOptions): SqliteDatabase | null {
  const say = (greeting: StoreGreeting) => port?.postMessage(greeting);
  try {
    const opened = new SqliteDatabase(options);
    say({ opened: true });
    return opened;
  } catch (error) {
    say({ opened: false, why: error instanceof Error ? error.message : String(error) });
    return null;
  }
}

function work(database: SqliteDatabase): void {
  scheduled = false;
  const jobs = queue;
  queue = [];
  let appends: Numbered<StoreRequest & { kind: 'append' }>[] = [];
  const flush = () => {
    if (appends.length === 0) return;
    const together = appends;
    appends = [];
    try {
      const results = database.appendAll(together.flatMap(({ body }) => jobsOf(body)));
      for (const { id, body } of together)
        reply(id, { kind: 'appended', results: results.splice(0, body.lots.length) });
    } catch (error) {
      for (const { id } of together) reply(id, failure(error));
    }
  };
  for (const { id, body } of jobs) {
    if (body.kind === 'append') appends.push({ id, body });
    else {
      flush();
      try {
        reply(id, answer(database, body));
      } catch (error) {
        reply(id, failure(error));
      }
    }
  }
  flush();
}

function jobsOf({ lots, rows }: StoreRequest & { kind: 'append' }): AppendJob[] {
  const all = unpackRows(rows);
  return lots.map(({ shop, count }) => ({ shop, rows: all.splice(0, count) }));
}

function answer(database: SqliteDatabase, body: Exclude<StoreRequest, { kind: 'append' }>): StoreReply {
  switch (body.kind) {
    case 'replace':
      return { kind: 'result', result: database.replace(body.shop, unpackRows(body.rows)) };
    case 'shops':
      return { kind: 'texts', texts: database.shops() };
    case 'check':
      return { kind: 'texts', texts: database.check() };
    case 'read':
      return { kind: 'rows', rows: packRows(database.read(body.shop, body.after, body.mostBytes)) };
    case 'readAt':
      return { kind: 'rows', rows: packRows(database.readAt(body.shop, body.places)) };
    case 'note':
      return { kind: 'result', result: database.note(body.scope, body.key, body.value) };
    case 'notes':
      return { kind: 'notes', notes: database.notes(body.scope) };
    case 'close':
      database.close();
      return { kind: 'closed' };
  }
}

function failure(error: unknown): StoreReply {
  return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
}

function reply(id: number, body: StoreReply): void {
  const transfer = body.kind === 'rows' ? [body.rows.bytes.buffer] : [];
  port?.postMessage({ id, body }, transfer);
}
