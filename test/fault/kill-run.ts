/**
 * SIGKILL of a real relay in mid write, again and again. Tills go on selling all the while; after every restart: what
 * was answered as listed is there, byte for byte, once, at the place that was answered; chains verify; the witness has
 * one order and never two words under one number.
 */
import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { foundShop, type Shop } from '../attack/cast.ts';
import { HostileClient } from '../attack/hostile-client.ts';
import { type RelayChild, startRelay } from '../attack/relay-child.ts';
import { witnessKeyOf } from '../attack/relay-folder.ts';
import { until } from '../attack/until.ts';
import { SeededRandom } from '../fuzz/seeded-random.ts';
import { Audit } from './audit.ts';
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
  readonly #audit: Audit;
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
    this.#writers = TILLS.map((actor, i) => new SteadyWriter(shop, actor, `kills00${i}`));
    this.#audit = new Audit(shop, this.#writers);
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
    this.#audit.auditor.leave();
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
    this.#audit.auditor.leave();
    this.#relay = await startRelay(this.#folder, {}, this.#relay.port);
    await this.#reconnect();
    return this.#audit.faults();
  }

  async #reconnect(): Promise<void> {
    await this.#audit.auditor.connect(this.#url());
    const marks = this.#audit.auditor.frontier();
    for (const writer of this.#writers) await writer.connect(this.#url(), marks);
  }

  /** The tills stop; everything is answered and looked at once more. */
  async #lastLook(): Promise<string[]> {
    for (const writer of this.#writers) writer.pause();
    return this.#audit.atTheEnd(this.#url(), this.#folder);
  }
}
