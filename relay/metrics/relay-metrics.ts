/** What operators watch, in Prometheus's text form. */
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { ShopMeters } from '../shops/hub-context.ts';

const LOOP_LOOK_MS = 100;

export class RelayMetrics implements ShopMeters {
  readonly #registry = new Registry();
  /** Counted in plain numbers: a labelled counter costs more than a delivery. */
  readonly #counts = { commits: 0, bytes: 0, deliveries: 0, listed: 0, badSeals: 0, refused: 0 };
  readonly #lost: Counter<'why'>;

  constructor() {
    const registers = [this.#registry];
    // Every look at the loop wakes an idle process: the default's hundred a second cost more than a small shop.
    collectDefaultMetrics({ register: this.#registry, eventLoopMonitoringPrecision: LOOP_LOOK_MS });
    const counter = (name: string, help: string, value: () => number) =>
      new Counter({
        name,
        help,
        registers,
        collect() {
          this.reset();
          this.inc(value());
        },
      });
    const counts = this.#counts;
    counter('hecang_commits_total', 'Commits taken', () => counts.commits);
    counter('hecang_commit_bytes_total', 'Bytes of commits taken', () => counts.bytes);
    counter('hecang_deliveries_total', 'Live commits handed to sessions', () => counts.deliveries);
    counter('hecang_listed_total', 'Commits whose order has been signed', () => counts.listed);
    counter('hecang_bad_seals_total', 'Feeds whose newest seal was not good', () => counts.badSeals);
    counter('hecang_refused_by_peers_total', 'Commits that peers refused', () => counts.refused);
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
    this.#counts.commits += commits;
    this.#counts.bytes += bytes;
  }
  delivered(commits: number): void {
    this.#counts.deliveries += commits;
  }
  listed(commits: number): void {
    this.#counts.listed += commits;
  }
  badSeals(count: number): void {
    this.#counts.badSeals += count;
  }
  refusedByPeer(commits: number): void {
    this.#counts.refused += commits;
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
