/**
 * The look that every fault test ends with: what was answered as listed is there, byte for byte, once, at the place that
 * was answered; chains verify; the witness has one order and never two words under one number; and somebody who was
 * never here sees the very same shop.
 */
import { readRow } from '../../relay/shops/row-codec.ts';
import type { Shop } from '../attack/cast.ts';
import { HonestPeer } from '../attack/honest-peer.ts';
import { storedRows } from '../attack/relay-folder.ts';
import { until } from '../attack/until.ts';
import type { SteadyWriter } from './steady-writer.ts';

export class Audit {
  readonly auditor: HonestPeer;
  readonly #shop: Shop;
  readonly #writers: readonly SteadyWriter[];

  constructor(shop: Shop, writers: readonly SteadyWriter[]) {
    this.#shop = shop;
    this.#writers = writers;
    this.auditor = new HonestPeer(shop.shop, shop.key('watcher'));
  }

  /** What is wrong now; each is told once. */
  faults(): string[] {
    const faults = this.#writers.flatMap((writer) => writer.faults.splice(0));
    faults.push(...this.auditor.troubles.splice(0).map((code) => `the auditor was given something forged: ${code}`));
    for (const chain of this.auditor.replica.feeds()) if (chain.forked) faults.push(`${chain.feed} has two branches`);
    return [...faults, ...this.#placesThatMoved()];
  }

  /** Waits until everything written is answered, listed and here; then a newcomer looks, and the rows are counted. */
  async atTheEnd(url: string, folder: string, host?: string): Promise<string[]> {
    await until('all is answered and listed', this.auditor.changes, () => this.#isComplete(this.auditor), 60_000);
    const fresh = new HonestPeer(this.#shop.shop, this.#shop.key('admin2'));
    await fresh.connect(url, 'member', host);
    await until('the newcomer has it all', fresh.changes, () => this.#isComplete(fresh));
    const faults = this.faults();
    if (JSON.stringify(fresh.state()) !== JSON.stringify(this.auditor.state()))
      faults.push('a newcomer sees another shop');
    fresh.leave();
    return [...faults, ...doubledRows(folder)];
  }

  /** The witness's signed order against what was answered. */
  #placesThatMoved(): string[] {
    const faults: string[] = [];
    const { replica } = this.auditor;
    const offset = this.#offset();
    for (const writer of this.#writers) {
      for (const [seq, answered] of writer.listed) {
        const index = replica.find(writer.pen.feed, seq, writer.written[seq - 1]?.hash16 ?? '');
        const signed = index === null ? Number.POSITIVE_INFINITY : replica.position(index);
        // What the witness has not signed yet says nothing.
        if (!Number.isFinite(signed)) continue;
        if (signed + offset !== answered)
          faults.push(`${writer.actor}: ${seq} was answered ${answered}, signed ${signed}`);
      }
    }
    return faults;
  }

  /** Answers count from 1, the judge from 0: the genesis is the first of both. */
  #offset(): number {
    const { replica } = this.auditor;
    const genesis = replica.feed(this.#shop.owner.feed)?.line[0];
    return genesis === undefined ? 0 : 1 - replica.position(genesis);
  }

  #isComplete(peer: HonestPeer): boolean {
    return (
      peer.allListed() &&
      this.#writers.every(
        (writer) => writer.unanswered === 0 && (peer.replica.feed(writer.pen.feed)?.seq ?? 0) === writer.written.length,
      )
    );
  }
}

/** Rows lie without a gap, and no commit is stored twice. */
export function doubledRows(folder: string): string[] {
  const seen = new Set<string>();
  const faults: string[] = [];
  let next = 1;
  for (const { at, body } of storedRows(folder)) {
    if (at !== next++) faults.push(`row ${next - 1} is gone`);
    const row = readRow(body);
    if (row === null) continue;
    const name = `${row.commit.feed} ${row.commit.seq}`;
    if (seen.has(name)) faults.push(`${name} is stored twice`);
    seen.add(name);
  }
  return faults;
}
