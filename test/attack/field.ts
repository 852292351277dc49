/**
 * The field of an attack: a real relay process with a real shop in it, an honest member who watches, and the question
 * that every attack is asked: what is different now? The answer has to be "nothing": not a row in the relay's store, not
 * a verdict, not an entry with an effect. For attacks that leave an authentic commit behind (authentic, but void) the
 * row may be there; an effect may not.
 */

import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, vi } from 'vitest';
import { readRow } from '../../relay/shops/row-codec.ts';
import type { WireCommit } from '../../shared/commit/codec.ts';
import type { DocumentName } from '../../shared/foundation/ids.ts';
import type { FrontierMark, Hello } from '../../shared/protocol/messages.ts';
import { type Actor, BRANCH, foundShop, OTHER_BRANCH, type Shop, STOCK } from './cast.ts';
import { HonestPeer, isListing, type PeerState } from './honest-peer.ts';
import { HostileClient } from './hostile-client.ts';
import { nameOf } from './pen.ts';
import { type RelayChild, startRelay } from './relay-child.ts';
import { storedRows, witnessKeyOf } from './relay-folder.ts';
import { until } from './until.ts';

/** A few group commits of the relay. */
const GROUP_COMMIT_MS = 40;
/** Longer than the second after which the relay has looked at every newest seal. */
export const SEALS_LOOKED_AT_MS = 1200;
const ROWS_MS = 5000;
/** Real processes on a busy machine; nothing here waits for time to pass, only for something to happen. */
vi.setConfig({ testTimeout: 40_000, hookTimeout: 60_000 });

export interface FieldState {
  /** `at sha256(body)` of every stored row that is not a listing of the relay's own. */
  readonly rows: readonly string[];
  readonly people: PeerState;
}

export class Field {
  readonly relay: RelayChild;
  readonly shop: Shop;
  readonly watcher: HonestPeer;
  readonly folder: string;
  /** The name by which devices are to know this relay. */
  readonly host: string;
  #clients: HostileClient[] = [];

  private constructor(relay: RelayChild, shop: Shop, watcher: HonestPeer, folder: string, host: string) {
    this.relay = relay;
    this.shop = shop;
    this.watcher = watcher;
    this.folder = folder;
    this.host = host;
  }

  /** Starts a relay on an empty folder, brings the shop to it and lets the watcher in. */
  static async open(env: Readonly<Record<string, string>> = {}): Promise<Field> {
    const publicHost = env.HECANG_PUBLIC_HOST;
    const folder = mkdtempSync(path.join(tmpdir(), 'hecang-attack-'));
    const relay = await startRelay(folder, env);
    const shop = foundShop(witnessKeyOf(folder));
    const watcher = new HonestPeer(shop.shop, shop.key('watcher'));
    const field = new Field(relay, shop, watcher, folder, publicHost ?? `127.0.0.1:${relay.port}`);
    const founder = await field.enter('owner');
    founder.offer(shop.base, shop.keys);
    const last = shop.base.at(-1);
    if (last !== undefined) expect(await founder.outcomeOf(last)).toMatchObject({ kind: 'listed' });
    founder.leave();
    await watcher.connect(field.url(), 'member', field.host);
    await field.quiet();
    return field;
  }

  async close(): Promise<void> {
    for (const client of this.#clients) client.leave();
    this.watcher.leave();
    await this.relay.stop();
    if (process.env.ATTACK_DEBUG === '1') console.log(`the relay said:\n${this.relay.output()}`);
    rmSync(this.folder, { recursive: true, force: true });
  }

  get costs(): DocumentName {
    return nameOf('costs');
  }
  get stock(): DocumentName {
    return nameOf(STOCK);
  }
  /** The same document in the other branch. */
  otherBranch(document: DocumentName): DocumentName {
    return nameOf(document.replace(BRANCH, OTHER_BRANCH));
  }

  url(shop: string = this.shop.shop): string {
    return `ws://127.0.0.1:${this.relay.port}/sync/${shop}`;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.relay.port}`;
  }
  /** A read-only document or view, without a token. */
  yjs(name: string, shop: string = this.shop.shop): string {
    return `ws://127.0.0.1:${this.relay.port}/yjs/${shop}/${name}`;
  }

  async dial(url: string = this.url(), headers: Readonly<Record<string, string>> = {}): Promise<HostileClient> {
    const client = await HostileClient.dial(url, headers, this.host);
    this.#clients.push(client);
    return client;
  }

  /** A socket whose key is proved and whose frontiers are compared. */
  async enter(actor: string, marks: readonly FrontierMark[] = [], more: Partial<Hello> = {}): Promise<HostileClient> {
    const client = await this.dial();
    await client.enter(this.shop.shop, this.shop.key(actor), marks, more);
    return client;
  }

  /** Everything sent to the relay before has been looked at, and whatever it passes on has arrived. */
  async fence(client?: HostileClient): Promise<void> {
    const [genesis] = this.shop.base;
    if (genesis === undefined) throw new Error('no genesis');
    if (client !== undefined && client.ended === null) await client.offerAndHear(genesis);
    const before = this.watcher.answers.length;
    await this.watcher.offer([genesis]);
    await until('the watcher hears an answer', this.watcher.changes, () => {
      if (this.watcher.closedFor !== null)
        throw new Error(
          `the watcher was sent away: ${this.watcher.closedFor}; the relay said:\n${this.relay.output()}`,
        );
      return this.watcher.answers.length > before;
    });
    await this.watcher.settled();
  }

  /** Everything that is here is listed and durable: nothing will move by itself. */
  async quiet(): Promise<void> {
    await this.fence();
    await until('all is listed', this.watcher.changes, () => this.watcher.allListed());
  }

  rows(): readonly string[] {
    return storedRows(this.folder).flatMap(({ at, body }) => {
      const row = readRow(body);
      // A hole is the place of a commit that turned out to have no good seal: nothing is in it.
      if (row === null || isListing(row.commit)) return [];
      return [`${at} ${createHash('sha256').update(body).digest('hex')}`];
    });
  }

  state(): FieldState {
    return { rows: this.rows(), people: this.watcher.state() };
  }

  /** Runs an attack after which nothing may be different; resolves to what the attacker was told. */
  async nothingChanged<T>(attack: () => Promise<T>): Promise<T> {
    await this.#rowsStand();
    const before = this.state();
    const told = await attack();
    await this.fence();
    expect(this.watcher.state()).toEqual(before.people);
    await this.#rowsStand();
    await this.#rowsBecome(before.rows);
    expect(this.state()).toEqual(before);
    return told;
  }

  /** What the attack before left behind may still be on its way to disk, or on its way out: wait until the rows stand. */
  async #rowsStand(): Promise<void> {
    for (let seen = '', now = this.rows().join(); seen !== now; now = this.rows().join()) {
      seen = now;
      await this.fence();
      await once(AbortSignal.timeout(GROUP_COMMIT_MS), 'abort');
    }
  }

  /** A commit under a bad seal becomes a hole in the store a moment after its session was ended. */
  async #rowsBecome(rows: readonly string[]): Promise<void> {
    const signal = AbortSignal.timeout(ROWS_MS);
    while (!signal.aborted && this.rows().join() !== rows.join()) await this.fence();
  }

  /** As `nothingChanged`, for what people see: the store may hold one more honest header. */
  async nothingChangedForPeople<T>(attack: () => Promise<T>): Promise<T> {
    const before = this.watcher.state();
    const told = await attack();
    await this.fence();
    expect(this.watcher.state().entries).toBe(before.entries);
    return told;
  }

  /**
   * Runs an attack that leaves authentic commits behind: whatever was there before has the same verdict, nothing new has
   * an effect, and the watcher's folds are what they were.
   */
  async nothingTakesEffect<T>(attack: () => Promise<T>): Promise<T> {
    const before = this.state();
    const told = await attack();
    await this.fence();
    const after = this.state();
    expect(after.people.entries).toBe(before.people.entries);
    expect(after.rows.slice(0, before.rows.length)).toEqual(before.rows);
    const fresh = after.people.verdicts.filter((line) => !before.people.verdicts.includes(line));
    expect(before.people.verdicts.filter((line) => !after.people.verdicts.includes(line))).toEqual([]);
    expect(fresh.filter((line) => / effective /.test(line))).toEqual([]);
    return told;
  }

  /** A member's honest commit goes in and counts: the field is alive after the attack. */
  async stillTrades(commit: WireCommit, actor: Actor): Promise<void> {
    const client = await this.enter(actor);
    expect(await client.offerAndHear(commit)).toBe('listed effective ok');
    client.leave();
    await this.quiet();
  }
}
