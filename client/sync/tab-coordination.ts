/**
 * Tabs of one device share one database, one feed and one relay connection. A BroadcastChannel says that something was
 * written (the listener reads it from IndexedDB, so a lost or doubled message costs nothing), and a Web Lock elects
 * the tab whose worker holds the connection: when that tab closes or dies, the browser gives the lock to the next one.
 *
 * Without Web Locks (plain http on a LAN address) every tab connects by itself; the relay keeps one session a feed.
 */

export type TabMessage =
  /** Commits up to running number `at` are on disk. */
  | { readonly kind: 'written'; readonly at: number }
  /** Drafts, shop record, places or belonging have changed on disk. */
  | { readonly kind: 'records'; readonly what: 'draft' | 'shop' | 'places'; readonly key?: string }
  /** Somebody unlocked this terminal in that tab: it holds the line, the others lock. */
  | { readonly kind: 'seated'; readonly device: string }
  /** Documents that this member may no longer view have left the disk. */
  | { readonly kind: 'purged' }
  /** The tab that is connected tells the others how the line is. */
  | { readonly kind: 'line'; readonly state: unknown }
  | { readonly kind: 'presence'; readonly device: string; readonly text: string }
  | { readonly kind: 'announce'; readonly record: string | null; readonly field: string | null }
  | { readonly kind: 'sync-now' };

export interface ChannelLike {
  postMessage(message: TabMessage): void;
  onmessage: ((event: MessageEvent<TabMessage>) => unknown) | null;
  close(): void;
}
export interface LocksLike {
  request(name: string, options: { readonly signal?: AbortSignal }, hold: () => Promise<void>): Promise<void>;
}

export class TabCoordination {
  readonly #channel: ChannelLike;
  readonly #locks: LocksLike | undefined;
  readonly #name: string;
  readonly #stop = new AbortController();
  #release: (() => void) | null = null;
  #leader = false;

  constructor(name: string, channel: ChannelLike, locks: LocksLike | undefined) {
    this.#name = name;
    this.#channel = channel;
    this.#locks = locks;
  }

  get leads(): boolean {
    return this.#leader;
  }

  listen(receive: (message: TabMessage) => void): void {
    this.#channel.onmessage = (event) => receive(event.data);
  }

  tell(message: TabMessage): void {
    this.#channel.postMessage(message);
  }

  /** Waits for the lead in the background; `lead` runs once, when this tab gets it. */
  candidate(lead: () => void): void {
    const take = (): Promise<void> => {
      this.#leader = true;
      lead();
      return new Promise((resolve) => {
        this.#release = resolve;
      });
    };
    if (this.#locks === undefined) {
      void take();
      return;
    }
    // Rejects only when this tab stops before its turn came.
    this.#locks.request(`${this.#name} relay`, { signal: this.#stop.signal }, take).catch(() => undefined);
  }

  stop(): void {
    this.#leader = false;
    this.#release?.();
    this.#stop.abort();
    this.#channel.close();
  }
}
