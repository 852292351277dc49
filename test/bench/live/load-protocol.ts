/** What the measuring process and the load generator's process say to each other. */
import type { ServerKind } from './dialect.ts';

export interface LoadPlan {
  readonly kind: ServerKind;
  readonly url: string;
  readonly rooms: number;
  readonly clients: number;
}

export type LoadOrder =
  | { readonly order: 'open'; readonly plan: LoadPlan }
  /** Sends `rate` updates a second, over all rooms; counts after `warmSeconds`. */
  | {
      readonly order: 'moderate';
      readonly rate: number;
      readonly warmSeconds: number;
      readonly seconds: number;
      /** Goes on sending after the report, so that the server is killed in full swing. */
      readonly stay?: boolean;
    }
  /** Keeps `window` updates a room under way. At most `updates` are prepared for all rooms together. */
  | {
      readonly order: 'saturate';
      readonly window: number;
      readonly warmSeconds: number;
      readonly seconds: number;
      readonly updates: number;
    }
  /** How much has been sent, delivered and acknowledged so far. */
  | { readonly order: 'totals' }
  /** How many updates the relay at this address holds, asked by a fresh session (ours only). */
  | { readonly order: 'held'; readonly url: string };

export type LoadReport =
  | { readonly report: 'ready' }
  | { readonly report: 'begin' }
  | {
      readonly report: 'end';
      readonly seconds: number;
      readonly deliveries: number;
      readonly latencies: readonly number[];
      readonly generatorCpuSeconds: number;
      readonly closed: readonly number[];
      readonly exhausted: boolean;
    }
  | {
      readonly report: 'totals';
      readonly sent: number;
      readonly acknowledged: number;
    }
  | { readonly report: 'held'; readonly updates: number }
  | { readonly report: 'failed'; readonly reason: string };
