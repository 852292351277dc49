/**
 * Sends what is scanned in a stocktake: each scan is on disk as a draft before anything else, batches become commits a
 * second after the last scan, when many wait, or when the page is hidden or left. One tab of a browser keeps the draft of
 * a stocktake; another tab sends each scan at once instead.
 */
import { ContextConsumer } from '@lit/context';
import type { ReactiveController, ReactiveElement } from 'lit';
import { toBase64url } from '../../shared/foundation/bytes.ts';
import { engineContext } from '../contexts/engine-context.ts';
import type { Engine, ShownError } from '../worker/engine-protocol.ts';
import {
  addScan,
  batchSent,
  type CountDraft,
  emptyCount,
  type LastScan,
  readCount,
  sealBatch,
  setLast,
  undoScan,
  writeCount,
} from './count-draft.ts';

const QUIET_MS = 1_000;
const MANY = 20;

const newBatch = (): string => toBase64url(crypto.getRandomValues(new Uint8Array(12)));
const now = (): number => Date.now() * 1000;

export class CountQueue implements ReactiveController {
  draft: CountDraft = emptyCount;
  error: ShownError | null = null;
  private readonly host: ReactiveElement;
  private readonly stocktake: () => string;
  private readonly consumer: ContextConsumer<typeof engineContext, ReactiveElement>;
  private quiet: ReturnType<typeof setTimeout> | undefined;
  private opened = '';
  private keeps = false;
  private release: (() => void) | null = null;
  private sending = false;

  constructor(host: ReactiveElement, stocktake: () => string) {
    this.host = host;
    this.stocktake = stocktake;
    this.consumer = new ContextConsumer(host, { context: engineContext, callback: () => host.requestUpdate() });
    host.addController(this);
  }

  get last(): LastScan | null {
    return this.draft.history.at(-1) ?? null;
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.onVisible);
  }
  hostUpdate(): void {
    const engine = this.consumer.value;
    if (engine !== undefined && this.opened !== this.stocktake()) void this.open(engine, this.stocktake());
  }
  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.onVisible);
    void this.send();
    this.release?.();
    this.release = null;
    this.opened = '';
  }

  scan(scan: LastScan): void {
    this.change(addScan(this.draft, scan, now()));
  }
  undo(): void {
    this.change(undoScan(this.draft, now()));
  }
  set(quantity: number): void {
    this.change(setLast(this.draft, quantity, now()));
  }

  /** Everything that was scanned here is in a commit: true. */
  async flush(): Promise<boolean> {
    clearTimeout(this.quiet);
    while (this.draft.open.length > 0 || this.draft.sealed !== null) {
      if (this.sending || !(await this.send())) return false;
    }
    return true;
  }

  private async open(engine: Engine, id: string): Promise<void> {
    this.opened = id;
    this.draft = emptyCount;
    this.keeps = await this.claim(id);
    if (!this.keeps || this.opened !== id) return;
    const kept = readCount(await engine.once('draft', { key: `count/${id}` }));
    if (kept === null || this.opened !== id) return;
    // What was scanned while the draft was being read stands behind it.
    this.draft = {
      ...kept,
      open: [...kept.open, ...this.draft.open],
      history: [...kept.history, ...this.draft.history],
    };
    this.host.requestUpdate();
    void this.send();
  }

  /** Without locks (plain http) every tab believes to be the only one, as it mostly is. */
  private claim(id: string): Promise<boolean> {
    const { locks } = navigator;
    if (locks === undefined) return Promise.resolve(true);
    return new Promise((resolve) => {
      void locks.request(`count/${id}`, { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        if (lock === null) return undefined;
        return new Promise<void>((release) => {
          this.release = release;
        });
      });
    });
  }

  private change(draft: CountDraft): void {
    this.draft = draft;
    this.error = null;
    this.host.requestUpdate();
    void this.keep();
    clearTimeout(this.quiet);
    if (!this.keeps || draft.open.length >= MANY) void this.send();
    else this.quiet = setTimeout(() => void this.send(), QUIET_MS);
  }

  private async keep(): Promise<void> {
    if (this.keeps && this.opened !== '')
      await this.consumer.value?.run('saveDraft', { key: `count/${this.opened}`, text: writeCount(this.draft) });
  }

  /** True when the batch that waited is in a commit. */
  private async send(): Promise<boolean> {
    const engine = this.consumer.value;
    const stocktake = this.opened;
    if (engine === undefined || this.sending || stocktake === '') return false;
    this.draft = sealBatch(this.draft, newBatch());
    const { sealed } = this.draft;
    if (sealed === null) return true;
    this.sending = true;
    try {
      // The id of the batch is on disk before the commit is: whatever happens in between, it counts once.
      await this.keep();
      const sent = await engine.run('tallyStock', { stocktake, ...sealed });
      if (this.opened !== stocktake) return sent.ok;
      if (sent.ok) this.draft = batchSent(this.draft, sealed.batch);
      else this.error = sent.error;
      await this.keep();
      this.host.requestUpdate();
      if (!sent.ok) return false;
    } finally {
      this.sending = false;
    }
    if (this.draft.open.length >= MANY || !this.keeps) void this.send();
    return true;
  }

  private readonly onVisible = (): void => {
    if (document.visibilityState === 'hidden') void this.send();
  };
}
