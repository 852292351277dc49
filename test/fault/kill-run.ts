/**
 * SIGKILL of a real relay in mid write, again and again. Tills go on selling all the while; after every restart: what
 * was answered as listed is there, byte for byte, once, at the place that was answered; chains verify; the witness has
 * one order and never two words under one number.
 */
import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readRow } from '../../relay/shops/row-codec.ts';
import { foundShop, type Shop } from '../attack/cast.ts';
import { HonestPeer } from '../attack/honest-peer.ts';
import { HostileClient } from '../attack/hostile-client.ts';
import { type RelayChild, startRelay } from '../attack/relay-child.ts';
import { storedRows, witnessKeyOf } from '../attack/relay-folder.ts';
import { until } from '../attack/until.ts';
import { SeededRandom } from '../fuzz/seeded-random.ts';
import { SteadyWriter } from './steady-writer.ts';

const TILLS = ['seller', 'seller2', 'manager', 'admin'] as const;

export interface KillOptions {
  readonly count: number;
  readonly seed: number;
  readonly say: (line: string) => void;
}
export interface KillResult {
  readonly passed: number;
  readonly failed: number;
  readonly faults: readonly string[];
  readonly listed: number;
}

export async function runKills(options: KillOptions): Promise<KillResult> {
  const folder = mkdtempSync(path.join(tmpdir(), 'hecang-kills-'));
  const run = await KillRun.start(folder, options);
  try {
    return await run.all();
  } finally {
    await run.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

class KillRun {
  readonly #folder: string;
  readonly #options: KillOptions;
  readonly #random: SeededRandom;
  readonly #shop: Shop;
  readonly #auditor: HonestPeer;
  readonly #writers: readonly SteadyWriter[];
  readonly #changes = new EventEmitter();
  #relay: RelayChild;
  #answers = 0;

  private constructor(folder: string, options: KillOptions, relay: RelayChild, shop: Shop) {
    this.#folder = folder;
    this.#options = options;
    this.#random = new SeededRandom(options.seed);
    this.#relay = relay;
    this.#shop = shop;
    this.#auditor = new HonestPeer(shop.shop, shop.key('watcher'));
    this.#writers = TILLS.map((actor, i) => new SteadyWriter(shop, actor, `kills00${i}`));
    for (const writer of this.#writers) {
      writer.onAnswer(() => {
        this.#answers++;
        this.#changes.emit('change');
      });
    }
  }

  static async start(folder: string, options: KillOptions): Promise<KillRun> {
    const relay = await startRelay(folder);
    const shop = foundShop(witnessKeyOf(folder));
    const run = new KillRun(folder, options, relay, shop);
    const founder = await HostileClient.dial(run.#url());
    await founder.enter(shop.shop, shop.key('owner'));
    founder.offer(shop.base, shop.keys);
    const last = shop.base.at(-1);
    if (last !== undefined) await founder.outcomeOf(last);
    founder.leave();
    await run.#reconnect();
    return run;
  }

  async all(): Promise<KillResult> {
    const faults: string[] = [];
    let failed = 0;
    for (let kill = 1; kill <= this.#options.count; kill++) {
      const found = await this.#round();
      if (found.length > 0) {
        failed++;
        faults.push(...found.map((fault) => `kill ${kill} (seed ${this.#options.seed}): ${fault}`));
      }
      this.#options.say(
        `kill ${kill}/${this.#options.count}: ${this.#listed} listed, ${found.length === 0 ? 'all there' : found.join('; ')}`,
      );
    }
    const atTheEnd = await this.#lastLook();
    faults.push(...atTheEnd);
    return {
      passed: this.#options.count - failed + (atTheEnd.length === 0 ? 1 : 0),
      failed: failed + (atTheEnd.length === 0 ? 0 : 1),
      faults,
      listed: this.#listed,
    };
  }

  async close(): Promise<void> {
    for (const writer of this.#writers) writer.dropped();
    this.#auditor.leave();
    await this.#relay.kill();
  }

  get #listed(): number {
    return this.#writers.reduce((sum, writer) => sum + writer.listed.size, 0);
  }
  #url(): string {
    return `ws://127.0.0.1:${this.#relay.port}/sync/${this.#shop.shop}`;
  }

  /** Sells until some answers have come, kills in the midst of the next ones, starts again and looks. */
  async #round(): Promise<readonly string[]> {
    const target = this.#answers + 3 + this.#random.below(40);
    await until('the tills are answered', this.#changes, () => this.#answers >= target);
    await this.#relay.kill();
    for (const writer of this.#writers) writer.dropped();
    this.#auditor.leave();
    this.#relay = await startRelay(this.#folder, {}, this.#relay.port);
    await this.#reconnect();
    return this.#faults();
  }

  async #reconnect(): Promise<void> {
    await this.#auditor.connect(this.#url());
    const marks = this.#auditor.frontier();
    for (const writer of this.#writers) await writer.connect(this.#url(), marks);
  }

  #faults(): string[] {
    const faults = this.#writers.flatMap((writer) => writer.faults.splice(0));
    faults.push(...this.#auditor.troubles.splice(0).map((code) => `the auditor was given something forged: ${code}`));
    for (const chain of this.#auditor.replica.feeds()) if (chain.forked) faults.push(`${chain.feed} has two branches`);
    return [...faults, ...this.#placesThatMoved()];
  }

  /** The witness's signed order against what was answered. */
  #placesThatMoved(): string[] {
    const faults: string[] = [];
    const { replica } = this.#auditor;
    for (const writer of this.#writers) {
      for (const [seq, answered] of writer.listed) {
        const index = replica.find(writer.pen.feed, seq, writer.written[seq - 1]?.hash16 ?? '');
        const signed = index === null ? undefined : replica.position(index);
        // The witness's order counts from 1 as answers do; what it has not signed yet says nothing.
        if (signed === undefined || !Number.isFinite(signed)) continue;
        if (signed + this.#offset !== answered)
          faults.push(`${writer.actor}: ${seq} was answered ${answered}, signed ${signed}`);
      }
    }
    return faults;
  }
  /** Positions of the judge count from 0. */
  get #offset(): number {
    const [genesis] = this.#shop.base;
    const index = genesis === undefined ? null : this.#auditor.replica.find(genesis.feed, 1, this.#hashOfGenesis());
    return index === null ? 0 : 1 - this.#auditor.replica.position(index);
  }
  #hashOfGenesis(): string {
    const chain = this.#auditor.replica.feed(this.#shop.owner.feed);
    return this.#auditor.replica.hash16(chain?.line[0] ?? -1);
  }

  /** The tills stop, everything is answered and listed; somebody who was never here sees the very same shop. */
  async #lastLook(): Promise<string[]> {
    for (const writer of this.#writers) writer.pause();
    await until('all is answered', this.#changes, () => this.#writers.every((writer) => writer.unanswered === 0));
    await until('all is listed', this.#auditor.changes, () => this.#isComplete(this.#auditor));
    const fresh = new HonestPeer(this.#shop.shop, this.#shop.key('admin2'));
    await fresh.connect(this.#url());
    await until('the newcomer has it all', fresh.changes, () => this.#isComplete(fresh));
    const faults = this.#faults();
    if (JSON.stringify(fresh.state()) !== JSON.stringify(this.#auditor.state()))
      faults.push('a newcomer sees another shop');
    fresh.leave();
    return [...faults, ...this.#doubledRows()];
  }

  #isComplete(peer: HonestPeer): boolean {
    return (
      peer.allListed() &&
      this.#writers.every((writer) => (peer.replica.feed(writer.pen.feed)?.seq ?? 0) === writer.written.length)
    );
  }

  #doubledRows(): string[] {
    const seen = new Set<string>();
    const faults: string[] = [];
    let next = 1;
    for (const { at, body } of storedRows(this.#folder)) {
      if (at !== next++) faults.push(`row ${next - 1} is gone`);
      const row = readRow(body);
      if (row === null) continue;
      const name = `${row.commit.feed} ${row.commit.seq}`;
      if (seen.has(name)) faults.push(`${name} is stored twice`);
      seen.add(name);
    }
    return faults;
  }
}
