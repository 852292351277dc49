/**
 * One transfer as it stands: a pure function of the set of its request, events and moves (SPEC.md). Nothing is stored but
 * these; status, figures and tasks are derived, the same everywhere.
 */
import { compareRefs, type EntryRef } from '../fold/entry-ref.ts';
import type { Fact } from '../fold/fact-set.ts';
import { type Progress, type StatusEvent, type StatusOutcome, statusOf } from '../fold/status-fold.ts';
import { ORDER_TABLE, type OrderStatus } from '../fold/status-tables.ts';
import type { Transfer, TransferEnd, TransferEvent, TransferMove, TransferMoveType } from '../schema/transfer.ts';

export interface TransferLine {
  readonly line: number;
  readonly variant: string;
  /** Quantities in thousandths. What it asks for now, edits included; 0 = taken off. */
  readonly asked: number;
  readonly shipped: number;
  readonly received: number;
  readonly lost: number;
  readonly back: number;
  readonly corrected: number;
  /** Below zero when more came in than is known to have gone out. */
  readonly underWay: number;
  readonly reserved: number;
}

/** Where it stands in the work: who is next. */
export type TransferStage = 'asked' | 'rejected' | 'toShip' | 'underWay' | 'differs' | 'done' | 'closed' | 'void';

export type TransferTask =
  | { readonly kind: 'short'; readonly lines: readonly LineAmount[]; readonly ref: EntryRef }
  | { readonly kind: 'over'; readonly lines: readonly LineAmount[]; readonly receipts: readonly Fact<TransferMove>[] }
  | { readonly kind: 'overShipped'; readonly lines: readonly LineAmount[]; readonly ref: EntryRef }
  /** Closed, or decided on, by somebody who had not seen that goods were on their way. */
  | { readonly kind: 'voided' | 'lapsed' | 'noEffect'; readonly event: TransferEvent; readonly ref: EntryRef }
  | { readonly kind: 'editClash'; readonly line: number; readonly refs: readonly EntryRef[] }
  | { readonly kind: 'misplaced'; readonly what: TransferEvent | TransferMove; readonly ref: EntryRef }
  | { readonly kind: 'disputed'; readonly ref: EntryRef };

export interface LineAmount {
  readonly line: number;
  readonly variant: string;
  readonly quantity: number;
}

export interface TransferState {
  readonly request: Fact<Transfer>;
  readonly status: OrderStatus;
  readonly stage: TransferStage;
  /** For decisions to name. */
  readonly version: string;
  readonly lines: readonly TransferLine[];
  /** In order; those that count. */
  readonly events: readonly Fact<TransferEvent>[];
  readonly moves: readonly Fact<TransferMove>[];
  readonly tasks: readonly TransferTask[];
}

export interface TransferFacts {
  /** Distinct facts under the id, the first counts. */
  readonly requests: readonly Fact<Transfer>[];
  readonly events: readonly Fact<TransferEvent>[];
  readonly moves: readonly Fact<TransferMove>[];
}

/** `null` while the request itself is not here. */
export function transferState({ requests, events, moves }: TransferFacts): TransferState | null {
  const [request] = requests;
  if (request === undefined) return null;
  const transfer = request.value;
  const inOrder = [...events].sort((a, b) => compareRefs(a.ref, b.ref));
  const fitting = inOrder.filter(({ value }) => isEventInPlace(transfer, value));
  const movesInOrder = [...moves].sort((a, b) => compareRefs(a.ref, b.ref));
  const counted = movesInOrder.filter(({ value }) => isMoveInPlace(transfer, value));
  const edits = fitting.filter(({ value }) => value.event === 'edit');
  const asked = askedNow(transfer, edits);
  const restDropped = counted.some(({ value }) => value.type === 'ship' && value.complete === true);
  const sums = (type: TransferMoveType, line: number): number => sumOf(counted, type, line);
  const figures = transfer.lines.map(({ variant }, i) => {
    const line = i + 1;
    const [shipped, received] = [sums('ship', line), sums('receive', line)];
    const [lost, back, corrected] = [sums('lose', line), sums('back', line), sums('correct', line)];
    const underWay = shipped - received - lost - back + corrected;
    return { line, variant, asked: asked[i] ?? 0, shipped, received, lost, back, corrected, underWay };
  });
  const anyShipped = figures.some(({ shipped }) => shipped > 0);
  const allSent = restDropped || figures.every((line) => line.shipped >= line.asked);
  const settled = figures.every(({ underWay }) => underWay === 0);
  const moved = counted.length > 0 && (anyShipped || restDropped || figures.some(({ received }) => received > 0));
  const progress: Progress = !moved ? 'none' : allSent && settled ? 'done' : 'partial';
  const outcome = statusOf(ORDER_TABLE, statusEvents(request, fitting), progress);
  const isRunning = outcome.status === 'approved' || outcome.status === 'partial';
  const lines = figures.map((line) => ({
    ...line,
    reserved: isRunning && !restDropped ? Math.max(0, line.asked - line.shipped) : 0,
  }));
  const misplaced = [...inOrder, ...movesInOrder].filter(({ value }) =>
    value.kind === 'transferMove' ? !isMoveInPlace(transfer, value) : !isEventInPlace(transfer, value),
  );
  const tasks = [
    ...differences(lines, counted),
    ...decisionTasks(outcome, fitting, progress, settled),
    ...editClashes(edits),
    ...misplaced.map(({ value, ref }): TransferTask => ({ kind: 'misplaced', what: value, ref })),
    ...requests.slice(1).map(({ ref }): TransferTask => ({ kind: 'disputed', ref })),
  ];
  const stage = stageOf(outcome.status, lines, tasks);
  return {
    request,
    status: outcome.status,
    stage,
    version: outcome.version,
    lines,
    events: fitting,
    moves: counted,
    tasks,
  };
}

const isAt = (end: TransferEnd, place: TransferEnd): boolean =>
  end.branch === place.branch && end.warehouse === place.warehouse;

/** TRANSFER-2. */
function isMoveInPlace({ from, to }: Transfer, move: TransferMove): boolean {
  if (move.type === 'ship' || move.type === 'back') return isAt(from, move);
  if (move.type === 'receive' || move.type === 'correct') return isAt(to, move);
  return isAt(from, move) || isAt(to, move);
}

function isEventInPlace(transfer: Transfer, event: TransferEvent): boolean {
  switch (event.event) {
    case 'approve':
    case 'reject':
    case 'unapprove':
      return isAt(transfer.from, event);
    case 'edit':
    case 'submit':
    case 'withdraw':
      return isAt(transfer[transfer.side], event);
    default:
      return isAt(transfer.from, event) || isAt(transfer.to, event);
  }
}

/** TRANSFER-11: line by line, the later wins. */
function askedNow(transfer: Transfer, edits: readonly Fact<TransferEvent>[]): readonly number[] {
  const asked = transfer.lines.map(({ quantity }) => quantity);
  for (const { value } of edits) {
    for (const { line, quantity } of value.lines ?? []) if (line <= asked.length) asked[line - 1] = quantity;
  }
  return asked;
}

function sumOf(moves: readonly Fact<TransferMove>[], type: TransferMoveType, line: number): number {
  let sum = 0;
  for (const { value } of moves) {
    if (value.type !== type) continue;
    for (const one of value.lines) if (one.line === line) sum += one.quantity;
  }
  return sum;
}

/**
 * The request is submitted, and approved when it waits for nobody (TRANSFER-10); so is each edit. A version names the
 * last edit and how many there are: somebody who has not seen one of them names another.
 */
function statusEvents(request: Fact<Transfer>, events: readonly Fact<TransferEvent>[]): StatusEvent[] {
  const own = (ref: EntryRef): readonly [string, number] => [ref.feed, ref.seq];
  const free = request.value.approval !== true;
  const asked: StatusEvent = { ref: request.ref, kind: 'submit', over: [], version: 'v0' };
  const all: StatusEvent[] = [asked];
  if (free) all.push({ ref: request.ref, kind: 'approve', over: [own(request.ref)], version: 'v0' });
  let edits = 0;
  for (const { ref, value } of events) {
    const over = [...value.over, own(ref)];
    if (value.event !== 'edit') {
      const { version } = value;
      all.push({ ref, kind: value.event, over, ...(version === undefined || !decides(value) ? {} : { version }) });
      if (free && value.event === 'submit') all.push({ ref, kind: 'approve', over });
      continue;
    }
    edits++;
    const version = `v${edits} ${value.id}`;
    all.push({ ref, kind: 'edit', over, version });
    if (free) all.push({ ref, kind: 'approve', over, version });
  }
  return all;
}

const decides = ({ event }: TransferEvent): boolean => event === 'approve' || event === 'reject';

/** TRANSFER-23 to 25. */
function differences(lines: readonly TransferLine[], moves: readonly Fact<TransferMove>[]): TransferTask[] {
  const amounts = (of: (line: TransferLine) => number): LineAmount[] =>
    lines.flatMap((line) => {
      const quantity = of(line);
      return quantity > 0 ? [{ line: line.line, variant: line.variant, quantity }] : [];
    });
  const tasks: TransferTask[] = [];
  const said = moves.findLast(({ value }) => value.type === 'receive' && value.complete === true);
  const short = amounts((line) => line.underWay);
  if (said !== undefined && short.length > 0) tasks.push({ kind: 'short', lines: short, ref: said.ref });
  const over = amounts((line) => -line.underWay);
  if (over.length > 0) {
    const named = new Set(over.map(({ line }) => line));
    const receipts = moves.filter(
      ({ value }) => value.type === 'receive' && value.lines.some(({ line }) => named.has(line)),
    );
    tasks.push({ kind: 'over', lines: over, receipts });
  }
  const tooMuch = amounts((line) =>
    line.underWay > 0 ? Math.min(line.underWay, line.shipped - line.back - line.asked) : 0,
  );
  const shipment = moves.findLast(({ value }) => value.type === 'ship');
  if (shipment !== undefined && tooMuch.length > 0)
    tasks.push({ kind: 'overShipped', lines: tooMuch, ref: shipment.ref });
  return tasks;
}

/** TRANSFER-10 and 12: decisions that came to nothing because something else had happened. */
function decisionTasks(
  outcome: StatusOutcome<OrderStatus>,
  events: readonly Fact<TransferEvent>[],
  progress: Progress,
  settled: boolean,
): TransferTask[] {
  const tasks: TransferTask[] = [];
  for (const { event, reason } of outcome.idle) {
    const fact = events.find(({ ref }) => ref === event.ref);
    if (fact === undefined || fact.value.event !== event.kind) continue;
    if (reason === 'old-version' && outcome.status === 'submitted')
      tasks.push({ kind: 'lapsed', event: fact.value, ref: fact.ref });
    if (reason === 'executed' && !settled) tasks.push({ kind: 'noEffect', event: fact.value, ref: fact.ref });
  }
  const last = events.findLast(({ value }) => value.event === 'void');
  if (last !== undefined && progress !== 'none' && !settled && outcome.status === 'closed')
    tasks.push({ kind: 'voided', event: last.value, ref: last.ref });
  return tasks;
}

/** TRANSFER-11: two edits of one line by people who did not see each other, until somebody who saw both edits it again. */
function editClashes(edits: readonly Fact<TransferEvent>[]): TransferTask[] {
  const ofLine = new Map<number, Fact<TransferEvent>[]>();
  for (const edit of edits) {
    for (const { line } of edit.value.lines ?? []) ofLine.set(line, [...(ofLine.get(line) ?? []), edit]);
  }
  const tasks: TransferTask[] = [];
  for (const [line, all] of ofLine) {
    const last = all.at(-1);
    if (last === undefined) continue;
    const unseen = all.filter((one) => !all.some((by) => hasSeen(by, one)) && one !== last);
    const differ = unseen.filter((one) => quantityOf(one, line) !== quantityOf(last, line));
    if (differ.length > 0) tasks.push({ kind: 'editClash', line, refs: [...differ, last].map(({ ref }) => ref) });
  }
  return tasks;
}

const hasSeen = (later: Fact<TransferEvent>, earlier: Fact<TransferEvent>): boolean =>
  (later.ref.feed === earlier.ref.feed && later.ref.seq > earlier.ref.seq) ||
  later.value.over.some(([feed, seq]) => feed === earlier.ref.feed && seq >= earlier.ref.seq);

const quantityOf = (edit: Fact<TransferEvent>, line: number): number | undefined =>
  edit.value.lines?.find((one) => one.line === line)?.quantity;

function stageOf(status: OrderStatus, lines: readonly TransferLine[], tasks: readonly TransferTask[]): TransferStage {
  if (tasks.some(({ kind }) => kind === 'short' || kind === 'over' || kind === 'overShipped')) return 'differs';
  if (lines.some(({ underWay }) => underWay > 0)) return 'underWay';
  switch (status) {
    case 'approved':
    case 'partial':
      return 'toShip';
    case 'done':
    case 'closed':
    case 'void':
    case 'rejected':
      return status;
    case 'draft':
      return 'rejected';
    default:
      return 'asked';
  }
}

/** Nothing is left to do: neither to decide, to ship, to receive nor to settle. */
export function isThrough({ stage }: TransferState): boolean {
  return stage === 'done' || stage === 'closed' || stage === 'void' || stage === 'rejected';
}
