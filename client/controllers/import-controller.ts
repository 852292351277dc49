/**
 * The import's model: file, columns, plan with the person's corrections and decisions, then carrying it out with
 * progress and cancel. The table stays in the worker; a correction is planned anew there, so the counts always add up.
 */
import { ContextConsumer } from '@lit/context';
import type { ReactiveController, ReactiveElement } from 'lit';
import type { BadBarcodes } from '../../shared/import/cell-context.ts';
import type { Decision } from '../../shared/import/decision.ts';
import type { CellEdit } from '../../shared/import/edits.ts';
import type { ImportBatch } from '../../shared/import/import-batches.ts';
import type { ColumnMapping, ImportField } from '../../shared/import/import-fields.ts';
import { tableErrorText } from '../../shared/import/import-reasons.ts';
import { engineContext } from '../contexts/engine-context.ts';
import { currentLocale } from '../i18n/locale.ts';
import type { PlanSummary, TableSummary } from '../import/import-messages.ts';
import { type ImportSession, ImportStopped, startImport } from '../import/import-session.ts';
import type { Commands, ShownError } from '../worker/engine-protocol.ts';
import { inputOf } from './import-input.ts';

export type ImportStep = 'file' | 'columns' | 'check' | 'import' | 'done';

export class ImportController implements ReactiveController {
  step: ImportStep = 'file';
  fileName = '';
  working = false;
  /** A sentence about the file itself. */
  unreadable = '';
  error: ShownError | null = null;
  table: TableSummary | null = null;
  mapping: ColumnMapping = [];
  plan: PlanSummary | null = null;
  badBarcodes: BadBarcodes = 'refuse';
  edits: readonly CellEdit[] = [];
  decisions: ReadonlyMap<number, Decision> = new Map();
  progress = { done: 0, total: 0 };
  result: Commands['importProducts']['output'] | null = null;
  private stopped = false;
  private session: ImportSession | null = null;
  private readonly host: ReactiveElement;
  private readonly engine: ContextConsumer<typeof engineContext, ReactiveElement>;

  constructor(host: ReactiveElement) {
    this.host = host;
    this.engine = new ContextConsumer(host, { context: engineContext });
    host.addController(this);
  }

  hostDisconnected(): void {
    this.session?.end();
    this.session = null;
  }

  async open(file: File): Promise<void> {
    this.reset(file.name);
    await this.work(async (session) => {
      const reply = await session.read(new Uint8Array(await file.arrayBuffer()));
      if (reply.kind === 'unreadable') this.unreadable = tableErrorText(reply.error, currentLocale());
      if (reply.kind !== 'table') return;
      this.table = reply.table;
      this.mapping = reply.table.mapping;
      this.step = 'columns';
    });
  }

  /** A field stands for one column only, but bar codes may fill several. */
  mapColumn(column: number, field: ImportField | null): void {
    this.mapping = this.mapping.map((now, at) =>
      at === column ? field : now === field && field !== 'barcode' ? null : now,
    );
    this.host.requestUpdate();
  }

  async check(): Promise<void> {
    await this.work(async (session) => {
      await session.setExisting((await this.engine.value?.once('existingProducts', null)) ?? []);
      await this.makePlan(session);
      this.step = 'check';
    });
  }

  async edit(row: number, column: number, text: string): Promise<void> {
    this.edits = [...this.edits.filter((one) => one.row !== row || one.column !== column), { row, column, text }];
    await this.work((session) => this.makePlan(session));
  }
  async decide(row: number, decision: Decision): Promise<void> {
    this.decisions = new Map([...this.decisions, [row, decision]]);
    await this.work((session) => this.makePlan(session));
  }
  async chooseBadBarcodes(choice: BadBarcodes): Promise<void> {
    this.badBarcodes = choice;
    await this.work((session) => this.makePlan(session));
  }

  async faultyRows(): Promise<string | null> {
    return (await this.session?.faultyRows(currentLocale())) ?? null;
  }

  async carryOut(): Promise<void> {
    const engine = this.engine.value;
    const plan = this.plan;
    if (engine === undefined || plan === null) return;
    this.step = 'import';
    this.stopped = false;
    this.progress = { done: 0, total: plan.creates + plan.updates };
    await this.work(async (session) => {
      const batches: ImportBatch[] = [];
      for (let index = 0; index < plan.batches; index += 1) {
        const batch = await session.batch(index);
        if (batch !== null) batches.push(batch);
      }
      const answer = await engine.run('importProducts', {
        ...inputOf(batches, this.fileName),
        onProgress: (done, total) => {
          this.progress = { done, total };
          this.host.requestUpdate();
        },
        cancelled: () => this.stopped,
      });
      if (answer.ok) {
        this.result = answer.value;
        this.step = 'done';
      } else {
        this.error = answer.error;
        this.step = 'check';
      }
    });
  }

  cancel(): void {
    this.stopped = true;
    this.host.requestUpdate();
  }
  get cancelling(): boolean {
    return this.stopped;
  }

  back(step: ImportStep): void {
    this.step = step;
    this.error = null;
    this.host.requestUpdate();
  }

  private reset(fileName: string): void {
    this.fileName = fileName;
    this.unreadable = '';
    this.error = null;
    this.table = null;
    this.plan = null;
    this.edits = [];
    this.decisions = new Map();
    this.result = null;
    this.session ??= startImport();
  }

  private async makePlan(session: ImportSession): Promise<void> {
    const { badBarcodes, edits, decisions } = this;
    this.plan = await session.plan(this.mapping, { badBarcodes, edits, decisions });
  }

  private async work(step: (session: ImportSession) => Promise<void>): Promise<void> {
    if (this.session === null) return;
    this.working = true;
    this.host.requestUpdate();
    try {
      await step(this.session);
    } catch (error) {
      // Leaving the page ends the worker: whatever it was doing is then nobody's concern.
      if (!(error instanceof ImportStopped)) throw error;
    } finally {
      this.working = false;
      this.host.requestUpdate();
    }
  }
}
