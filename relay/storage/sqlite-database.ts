/**
 * The SQL of the embedded store. Runs inside the worker, and in the command line's integrity check. WAL with
 * synchronous=FULL: a commit that returned survives a power cut (NORMAL would not); a rowid table with a unique index
 * takes a third of the CPU of a clustered one (facts.md §6).
 */
import Database from 'better-sqlite3';
import type { ShopId } from '../../shared/foundation/ids.ts';
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import type { StoredRow, StoreFailure } from './commit-store.ts';

const SCHEMA_VERSION = 1;

/** Plain words for whoever starts a relay on data that it cannot serve. */
export class UnusableData extends Error {}

export interface DatabaseOptions {
  readonly file: string;
  /** Upper bound of the file in pages of 4 KiB; only tests set it. */
  readonly mostPages?: number;
}

export interface AppendJob {
  readonly shop: ShopId;
  readonly rows: readonly StoredRow[];
}

export class SqliteDatabase {
  readonly #db: Database.Database;
  readonly #shopNumbers = new Map<ShopId, number>();

  constructor(options: DatabaseOptions) {
    this.#db = new Database(options.file);
    const db = this.#db;
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('fullfsync = ON');
    db.pragma('wal_autocheckpoint = 4000');
    db.pragma('busy_timeout = 5000');
    if (options.mostPages !== undefined) db.pragma(`max_page_count = ${options.mostPages}`);
    this.#migrate();
  }

  shops(): ShopId[] {
    return this.#all<{ shop: ShopId }>('SELECT shop FROM shops ORDER BY id').map((row) => row.shop);
  }

  /** One transaction for all jobs; if it fails as a whole, each is tried alone so that one cannot spoil the others. */
  appendAll(jobs: readonly AppendJob[]): Result<null, StoreFailure>[] {
    const whole = this.#write(() => {
      for (const job of jobs) this.#insert(job);
    });
    if (whole.ok || jobs.length === 1) return jobs.map(() => whole);
    return jobs.map((job) => this.#write(() => this.#insert(job)));
  }

  read(shop: ShopId, after: number, mostBytes: number): StoredRow[] {
    const rows: StoredRow[] = [];
    let bytes = 0;
    const statement = this.#db.prepare<[number, number], StoredRow>(
      'SELECT at, body FROM commits WHERE shop = ? AND at > ? ORDER BY at',
    );
    for (const row of statement.iterate(this.#known(shop), after)) {
      rows.push(row);
      bytes += row.body.length;
      if (bytes >= mostBytes) break;
    }
    return rows;
  }

  readAt(shop: ShopId, places: readonly number[]): StoredRow[] {
    const number = this.#known(shop);
    const statement = this.#db.prepare<[number, number], StoredRow>(
      'SELECT at, body FROM commits WHERE shop = ? AND at = ?',
    );
    const out: StoredRow[] = [];
    for (const at of [...places].sort((a, b) => a - b)) {
      const row = statement.get(number, at);
      if (row !== undefined) out.push(row);
    }
    return out;
  }

  replace(shop: ShopId, rows: readonly StoredRow[]): Result<null, StoreFailure> {
    const number = this.#known(shop);
    return this.#write(() => {
      const statement = this.#db.prepare('UPDATE commits SET body = ? WHERE shop = ? AND at = ?');
      for (const row of rows) statement.run(row.body, number, row.at);
    });
  }

  note(scope: string, key: string, value: string | null): Result<null, StoreFailure> {
    return this.#write(() => {
      if (value === null) this.#db.prepare('DELETE FROM notes WHERE scope = ? AND key = ?').run(scope, key);
      else this.#db.prepare('INSERT OR REPLACE INTO notes (scope, key, value) VALUES (?, ?, ?)').run(scope, key, value);
    });
  }

  notes(scope: string): Map<string, string> {
    const rows = this.#db
      .prepare<[string], { key: string; value: string }>('SELECT key, value FROM notes WHERE scope = ?')
      .all(scope);
    return new Map(rows.map((row) => [row.key, row.value]));
  }

  check(): string[] {
    const rows = this.#all<{ integrity_check: string }>('PRAGMA integrity_check');
    return rows.map((row) => row.integrity_check).filter((line) => line !== 'ok');
  }

  close(): void {
    this.#db.close();
  }

  #migrate(): void {
    const version = this.#db.pragma('user_version', { simple: true });
    if (typeof version === 'number' && version > SCHEMA_VERSION) {
      this.#db.close();
      throw new UnusableData(
        `The data were written by a newer Hecang (format ${version}, this one reads up to ${SCHEMA_VERSION}). ` +
          'Update Hecang, or point HECANG_DATA at another folder.',
      );
    }
    if (version === SCHEMA_VERSION) return;
    this.#db.transaction(() => {
      this.#db.exec(`
        CREATE TABLE shops (id INTEGER PRIMARY KEY, shop TEXT NOT NULL UNIQUE);
        CREATE TABLE commits (id INTEGER PRIMARY KEY, shop INTEGER NOT NULL, at INTEGER NOT NULL, body BLOB NOT NULL,
          UNIQUE (shop, at));
        CREATE TABLE notes (scope TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (scope, key))
          WITHOUT ROWID;
      `);
      this.#db.pragma(`user_version = ${SCHEMA_VERSION}`);
    })();
  }

  #insert(job: AppendJob): void {
    const number = this.#numberOf(job.shop);
    const statement = this.#prepared();
    for (const row of job.rows) statement.run(number, row.at, row.body);
  }

  #insertStatement: Database.Statement<[number, number, Uint8Array]> | null = null;
  #prepared(): Database.Statement<[number, number, Uint8Array]> {
    this.#insertStatement ??= this.#db.prepare<[number, number, Uint8Array]>(
      'INSERT INTO commits (shop, at, body) VALUES (?, ?, ?)',
    );
    return this.#insertStatement;
  }

  #known(shop: ShopId): number {
    const cached = this.#shopNumbers.get(shop);
    if (cached !== undefined) return cached;
    const row = this.#db.prepare<[string], { id: number }>('SELECT id FROM shops WHERE shop = ?').get(shop);
    if (row === undefined) return -1;
    this.#shopNumbers.set(shop, row.id);
    return row.id;
  }
  #numberOf(shop: ShopId): number {
    const known = this.#known(shop);
    if (known >= 0) return known;
    return Number(this.#db.prepare('INSERT INTO shops (shop) VALUES (?)').run(shop).lastInsertRowid);
  }

  #all<T>(sql: string): T[] {
    return this.#db.prepare<[], T>(sql).all();
  }

  #write(work: () => void): Result<null, StoreFailure> {
    try {
      this.#db.transaction(work).immediate();
      return ok(null);
    } catch (error) {
      // A number given inside a transaction that was undone must not be remembered.
      this.#shopNumbers.clear();
      const code = error instanceof Database.SqliteError ? error.code : '';
      if (code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_WRITE' || code === 'SQLITE_IOERR_FSYNC') {
        return err({ code: 'full' });
      }
      if (code === 'SQLITE_CONSTRAINT_UNIQUE') return err({ code: 'place-taken' });
      throw error;
    }
  }
}
