/** What operators watch, in Prometheus's text form. */
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { ShopMeters } from '../shops/hub-context.ts';

export class RelayMetrics implements ShopMeters {
  readonly #registry = new Registry();
  readonly #counters: Readonly<Record<'commits' | 'bytes' | 'deliveries' | 'listed' | 'badSeals' | 'refused', Counter>>;
  readonly #lost: Counter<'why'>;

  constructor() {
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry });
    const counter = (name: string, help: string) => new Counter({ name, help, registers });
    this.#counters = {
      commits: counter('hecang_commits_total', 'Commits taken'),
      bytes: counter('hecang_commit_bytes_total', 'Bytes of commits taken'),
      deliveries: counter('hecang_deliveries_total', 'Live commits handed to sessions'),
      listed: counter('hecang_listed_total', 'Commits whose order has been signed'),
      badSeals: counter('hecang_bad_seals_total', 'Feeds whose newest seal was not good'),
      refused: counter('hecang_refused_by_peers_total', 'Commits that peers refused'),
    };
    this.#lost = new Counter({
      name: 'hecang_write_failures_total',
      help: 'Group commits that could not be stored',
      labelNames: ['why'],
      registers,
    });
  }

  /** Figures that are asked for when they are read. */
  watch(read: { readonly sessions: () => number; readonly shops: () => number }): void {
    const gauge = (name: string, help: string, value: () => number) =>
      new Gauge({
        name,
        help,
        registers: [this.#registry],
        collect() {
          this.set(value());
        },
      });
    gauge('hecang_sessions', 'Open sessions', read.sessions);
    gauge('hecang_shops', 'Shops in memory', read.shops);
  }

  taken(commits: number, bytes: number): void {
    this.#counters.commits.inc(commits);
    this.#counters.bytes.inc(bytes);
  }
  delivered(commits: number): void {
    this.#counters.deliveries.inc(commits);
  }
  listed(commits: number): void {
    this.#counters.listed.inc(commits);
  }
  badSeals(count: number): void {
    this.#counters.badSeals.inc(count);
  }
  refusedByPeer(commits: number): void {
    this.#counters.refused.inc(commits);
  }
  lost(code: string): void {
    this.#lost.inc({ why: code });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }
  text(): Promise<string> {
    return this.#registry.metrics();
  }
}
