/**
 * The import's model: file, columns, plan with the person's corrections and decisions, then carrying it out with
 * progress and cancel. The table stays in the worker; a correction is planned anew there, so the counts always add up.
 * Nothing large crosses the page at once: the shop's goods and the rows to write go over in pieces.
 */
import { ContextConsumer } from '@lit/context';
import type { ReactiveController, ReactiveElement } from 'lit';
import type { Result } from '../../shared/foundation/result.ts';
import type { BadBarcodes } from '../../shared/import/cell-context.ts';
import type { Decision } from '../../shared/import/decision.ts';
import type { CellEdit } from '../../shared/import/edits.ts';
import type { ExistingProduct } from '../../shared/import/existing-catalogue.ts';
import type { ColumnMapping, ImportField } from '../../shared/import/import-fields.ts';
import type { ReasonCode } from '../../shared/import/import-problem.ts';
import { tableErrorText } from '../../shared/import/import-reasons.ts';
import type { ReadOverrides } from '../../shared/import/open-file.ts';
import { engineContext } from '../contexts/engine-context.ts';
import { may, sessionContext } from '../contexts/session-context.ts';
import { currentLocale } from '../i18n/locale.ts';
import type { PlanSummary, TableSummary } from '../import/import-messages.ts';
import { type ImportSession, ImportStopped, startImport } from '../import/import-session.ts';
import type { Engine, ShownError } from '../worker/engine-protocol.ts';
import type { ImportOutcome } from '../worker/import-protocol.ts';
import { inputOf } from './import-input.ts';
import { keepMapping, rememberedMapping } from './remembered-mapping.ts';

export type ImportStep = 'file' | 'columns' | 'check' | 'import' | 'done';

/** So many of the shop's goods at once. */
const PAGE = 500;
/** Fields that need a right of their own, and which. */
const NEEDS: readonly (readonly [ImportField, 'editCosts' | 'adjust'])[] = [
  ['purchasePrice', 'editCosts'],
  ['openingUnitCost', 'editCosts'],
  ['openingQuantity', 'adjust'],
];

export class ImportController implements ReactiveController {
  step: ImportStep = 'file';
  fileName = '';
  working = false;
  /** A sentence about the file itself. */
  unreadable = '';
  error: ShownError | null = null;
  table: TableSummary | null = null;
  mapping: ColumnMapping = [];
  /** The columns were found the way a person had set them before. */
  remembered = false;
  /** Fields of the file that this member may not write. */
  forbidden: readonly ImportField[] = [];
  overrides: ReadOverrides = {};
  plan: PlanSummary | null = null;
  badBarcodes: BadBarcodes = 'refuse';
  edits: readonly CellEdit[] = [];
  decisions: ReadonlyMap<number, Decision> = new Map();
  switched: ReadonlyMap<string, boolean> = new Map();
  progress = { done: 0, total: 0 };
  result: ImportOutcome | null = null;
  private stopped = false;
  private file: File | null = null;
  private session: ImportSession | null = null;
  private readonly host: ReactiveElement;
  private readonly engine: ContextConsumer<typeof engineContext, ReactiveElement>;
  private readonly member: ContextConsumer<typeof sessionContext, ReactiveElement>;

  constructor(host: ReactiveElement) {
    this.host = host;
    this.engine = new ContextConsumer(host, { context: engineContext });
    this.member = new ContextConsumer(host, { context: sessionContext, subscribe: true });
    host.addController(this);
  }

  hostDisconnected(): void {
    this.session?.end();
    this.session = null;
  }

  async open(file: File, overrides: ReadOverrides = {}): Promise<void> {
    this.reset(file, overrides);
    await this.work(async (session) => {
      const reply = await session.read(new Uint8Array(await file.arrayBuffer()), overrides);
      if (reply.kind === 'unreadable') this.unreadable = tableErrorText(reply.error, currentLocale());
      if (reply.kind !== 'table') return;
      this.table = reply.table;
      const kept = await rememberedMapping(this.engine.value, reply.table);
      this.remembered = kept !== null;
      this.useMapping(kept ?? reply.table.mapping);
      this.step = 'columns';
    });
  }

  /** Reads the same file another way: encoding, separator, sheet or heading row as a person says. */
  async readAgain(change: ReadOverrides): Promise<void> {
    if (this.file !== null) await this.open(this.file, { ...this.overrides, ...change });
  }

  /** Forgets what a person had set for these headings, and guesses again. */
  guessAgain(): void {
    this.remembered = false;
    this.useMapping(this.table?.mapping ?? []);
    this.host.requestUpdate();
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
      const engine = this.engine.value;
      if (engine === undefined || this.table === null) return;
      await keepMapping(engine, this.table, this.mapping);
      await engine.run('readyToImport', null);
      await session.setExisting(goodsOf(engine));
      await this.makePlan(session);
      this.step = 'check';
    });
  }

  async edit(row: number, column: number, text: string): Promise<void> {
    this.putEdits([{ row, column, text }]);
    await this.work((session) => this.makePlan(session));
  }
  /** One text for every cell that is refused for the same reason; '' clears them. */
  async editAll(code: ReasonCode, column: number, text: string): Promise<void> {
    await this.work(async (session) => {
      const rows = await session.rowsOf(code, column);
      this.putEdits(rows.map((row) => ({ row, column, text })));
      await this.makePlan(session);
    });
  }
  async decide(row: number, decision: Decision): Promise<void> {
    this.decisions = new Map([...this.decisions, [row, decision]]);
    await this.work((session) => this.makePlan(session));
  }
  /** One decision for every row that asks the same. */
  async decideAll(code: ReasonCode, decision: Decision): Promise<void> {
    await this.work(async (session) => {
      const rows = await session.rowsOf(code, null);
      this.decisions = new Map([...this.decisions, ...rows.map((row) => [row, decision] as const)]);
      await this.makePlan(session);
    });
  }
  async switchChange(key: string, on: boolean): Promise<void> {
    this.switched = new Map([...this.switched, [key, on]]);
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
    await this.writing(plan.creates + plan.updates, async (hooks) => {
      const { session } = this;
      for (let index = 0; session !== null && index < plan.batches; index += 1) {
        const batch = await session.batch(index);
        if (batch === null) continue;
        const { create, update } = inputOf([batch], this.fileName);
        await engine.run('stageImport', { create, update, first: index === 0 });
      }
      return engine.run('importProducts', { fileName: this.fileName, staged: true, create: [], update: [], ...hooks });
    });
  }

  /** Goes on with an import that was stopped here, by hand or by a crash. */
  async resume(): Promise<void> {
    const engine = this.engine.value;
    if (engine !== undefined) await this.writing(0, (hooks) => engine.run('resumeImport', hooks));
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
    if (step === 'file') this.plan = null;
    this.host.requestUpdate();
  }

  private async writing(
    total: number,
    run: (hooks: {
      onProgress: (done: number, total: number) => void;
      cancelled: () => boolean;
    }) => Promise<Result<ImportOutcome, ShownError>>,
  ): Promise<void> {
    const from = this.step === 'done' ? 'file' : this.step;
    this.step = 'import';
    this.stopped = false;
    this.error = null;
    this.progress = { done: 0, total };
    this.host.requestUpdate();
    const onProgress = (done: number, all: number): void => {
      this.progress = { done, total: all };
      this.host.requestUpdate();
    };
    const answer = await run({ onProgress, cancelled: () => this.stopped });
    if (answer.ok) {
      this.result = answer.value;
      this.step = 'done';
    } else {
      this.error = answer.error;
      this.step = from;
    }
    this.host.requestUpdate();
  }

  private useMapping(mapping: ColumnMapping): void {
    const session = this.member.value;
    const barred = NEEDS.filter(([, right]) => !may(session, right)).map(([field]) => field);
    this.forbidden = barred.filter((field) => mapping.includes(field));
    this.mapping = mapping.map((field) => (field !== null && barred.includes(field) ? null : field));
  }

  private putEdits(edits: readonly CellEdit[]): void {
    const replaced = new Set(edits.map(({ row, column }) => `${row} ${column}`));
    this.edits = [...this.edits.filter(({ row, column }) => !replaced.has(`${row} ${column}`)), ...edits];
  }

  private reset(file: File, overrides: ReadOverrides): void {
    this.file = file;
    this.fileName = file.name;
    this.overrides = overrides;
    this.unreadable = '';
    this.error = null;
    this.table = null;
    this.plan = null;
    this.edits = [];
    this.decisions = new Map();
    this.switched = new Map();
    this.result = null;
    this.session ??= startImport();
  }

  private async makePlan(session: ImportSession): Promise<void> {
    const { badBarcodes, edits, decisions, switched } = this;
    const warehouses = this.member.value?.warehouses.map(({ id, name }) => ({ id, names: [name] })) ?? [];
    this.plan = await session.plan(this.mapping, { badBarcodes, edits, decisions, switched, warehouses });
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

async function* goodsOf(engine: Engine): AsyncGenerator<ExistingProduct> {
  for (let from: number | null = 0; from !== null; ) {
    const page: { readonly products: readonly ExistingProduct[]; readonly next: number | null } = await engine.once(
      'existingProducts',
      { from, count: PAGE },
    );
    yield* page.products;
    from = page.next;
  }
}
