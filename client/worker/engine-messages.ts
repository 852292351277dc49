/**
 * The messages between a page and its engine worker. One request has one id; `watch` answers many times, `once` and
 * `run` once. Functions can't cross: an import's progress travels as messages, its cancellation as a message back.
 */
import type { CommandName, QueryName } from './engine-protocol.ts';

/** What only the page can see (the worker has no localStorage) and the engine needs to start. */
export interface PageFacts {
  /** Where the app was served from; the relay is asked there. */
  readonly origin: string;
  /** This tab was opened new: neither reloaded nor restored. */
  readonly freshTab: boolean;
  /** Left in localStorage by an earlier visit: tells a wiped database from a first visit. */
  readonly earlier: EarlierVisit | null;
}
export interface EarlierVisit {
  readonly shop: string;
  readonly device: string;
  readonly lastTicket: string | null;
}

export type ToEngine =
  | { readonly kind: 'start'; readonly facts: PageFacts }
  | { readonly kind: 'watch'; readonly id: number; readonly name: QueryName; readonly params: unknown }
  | { readonly kind: 'unwatch'; readonly id: number }
  | { readonly kind: 'once'; readonly id: number; readonly name: QueryName; readonly params: unknown }
  | { readonly kind: 'run'; readonly id: number; readonly name: CommandName; readonly input: unknown }
  | { readonly kind: 'cancel'; readonly id: number }
  | { readonly kind: 'visible'; readonly visible: boolean };

export type FromEngine =
  | { readonly kind: 'view'; readonly id: number; readonly view: unknown }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly detail: string }
  | { readonly kind: 'progress'; readonly id: number; readonly done: number; readonly total: number }
  /** The page keeps this in localStorage, beside the database that may vanish. */
  | { readonly kind: 'remember'; readonly visit: EarlierVisit | null };

/** The part of Worker and of a worker's own scope that the two ends need; tests pass a pair joined in memory. */
export interface Port<Send, Receive> {
  post(message: Send, transfer?: readonly Transferable[]): void;
  listen(receive: (message: Receive) => void): void;
}
