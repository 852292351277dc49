/**
 * A till that never stops selling: it writes signed commits, keeps every one of them, sends a few ahead of the answers,
 * and after a lost connection goes on from where the relay says it stands. What it was answered, it remembers.
 */
import type { WireCommit } from '../../shared/commit/codec.ts';
import type { FrontierMark } from '../../shared/protocol/messages.ts';
import { type Actor, type Shop, sale } from '../attack/cast.ts';
import { HostileClient } from '../attack/hostile-client.ts';
import type { Pen } from '../attack/pen.ts';

/** Commits sent and not answered yet. */
const AHEAD = 6;

export interface Written {
  readonly commit: WireCommit;
  readonly hash16: string;
}

export class SteadyWriter {
  readonly pen: Pen;
  readonly actor: Actor;
  readonly #shop: Shop;
  /** By seq − 1. */
  readonly written: Written[] = [];
  /** Place answered for each seq. */
  readonly listed = new Map<number, number>();
  /** Everything that ever went wrong, in words. */
  readonly faults: string[] = [];
  #client: HostileClient | null = null;
  #sent = 0;
  #read = 0;
  #counts: () => void = () => undefined;

  constructor(shop: Shop, actor: Actor, epoch: string) {
    this.#shop = shop;
    this.actor = actor;
    this.pen = shop.pen(actor, epoch);
  }

  /** Called at every answer. */
  onAnswer(counts: () => void): void {
    this.#counts = counts;
  }

  /** Connects and goes on; the relay must have all that it ever answered as listed, and the same bytes of it. */
  async connect(url: string, marks: readonly FrontierMark[], host?: string): Promise<void> {
    const client = await HostileClient.dial(url, {}, host);
    const theirs = await client.enter(this.#shop.shop, this.pen.key, marks);
    this.#client = client;
    this.#stalled = false;
    this.#read = 0;
    const mark = theirs.find(({ feed }) => feed === this.pen.feed);
    const seq = mark?.seq ?? 0;
    const answered = Math.max(0, ...this.listed.keys());
    if (seq < answered)
      this.faults.push(`${this.actor}: ${answered} was answered as listed, the relay stands at ${seq}`);
    const own = this.written[seq - 1];
    if (mark !== undefined && own?.hash16 !== mark.hash16)
      this.faults.push(`${this.actor}: ${seq} is another commit there`);
    // From the first that was not answered: what the relay has already is answered with its place.
    this.#sent = Math.min(seq, this.#answeredUpTo());
    client.changes.on('change', () => {
      if (this.#client === client) this.#hear(client);
    });
    this.#pump(client);
  }

  #answeredUpTo(): number {
    let seq = 0;
    while (this.listed.has(seq + 1)) seq++;
    return seq;
  }

  /** Resolves when the connection is closed by the other end or the line. */
  async gone(): Promise<void> {
    const client = this.#client;
    if (client === null || client.ended !== null) return;
    await new Promise<void>((resolve) => {
      client.changes.on('change', () => {
        if (client.ended !== null) resolve();
      });
    });
  }

  /** The connection is gone; nothing more is sent until `connect`. */
  dropped(): void {
    this.#client?.leave();
    this.#client = null;
  }

  /** Stops writing new commits; what is written is still answered. */
  pause(): void {
    this.#paused = true;
  }
  resume(): void {
    this.#paused = false;
    if (this.#client !== null) this.#pump(this.#client);
  }
  #paused = false;
  /** After `full` or `busy`: offers again what was not taken. */
  nudge(): void {
    this.#stalled = false;
    if (this.#client !== null) this.#pump(this.#client);
  }
  #stalled = false;
  /** Written and not answered as listed yet. */
  get unanswered(): number {
    return this.written.length - this.listed.size;
  }
  /** Codes of answers that were no places, with how often. */
  readonly notTaken = new Map<string, number>();

  #hear(client: HostileClient): void {
    const answers = client.answers();
    for (const { seq, hash16, outcome, feed } of answers.slice(this.#read)) {
      if (feed !== this.pen.feed) continue;
      if (outcome.kind === 'not-taken') {
        this.notTaken.set(outcome.code, (this.notTaken.get(outcome.code) ?? 0) + 1);
        this.#sent = Math.min(this.#sent, seq - 1);
        this.#stalled ||= outcome.code === 'full' || outcome.code === 'busy';
      } else if (outcome.kind === 'refused') this.faults.push(`${this.actor}: ${seq} refused, ${outcome.code}`);
      else if (outcome.kind === 'listed') this.#noteListed(seq, hash16, outcome.position);
      this.#counts();
    }
    this.#read = answers.length;
    this.#pump(client);
  }

  #noteListed(seq: number, hash16: string, position: number): void {
    const before = this.listed.get(seq);
    if (before !== undefined && before !== position) {
      this.faults.push(`${this.actor}: ${seq} had place ${before}, then ${position}`);
    }
    if (this.written[seq - 1]?.hash16 !== hash16) this.faults.push(`${this.actor}: ${seq} answered for another commit`);
    this.listed.set(seq, position);
  }

  #pump(client: HostileClient): void {
    if (client.ended !== null || this.#client !== client || this.#stalled) return;
    while (this.#sent - this.listed.size < AHEAD) {
      if (this.#sent === this.written.length) {
        if (this.#paused) return;
        const commit = this.pen.write(sale(this.pen, this.#shop.product));
        this.written.push({ commit, hash16: this.pen.tip.hash16 });
      }
      const next = this.written[this.#sent];
      if (next === undefined) return;
      client.offer([next.commit], this.#sent === 0 ? [this.pen.key.publicKey] : []);
      this.#sent++;
    }
  }
}
