/**
 * What was scanned on this device and is not in a commit yet: plain values and pure changes, kept as text with each scan,
 * so that a reload loses nothing. Scans wait in `open`; a batch that is on its way is `sealed` under an id and never
 * changes: sent again after a reload it counts once. Everything is a difference: taking back is one, too.
 */
import * as v from 'valibot';
import type { ScanInput } from '../worker/stocktake-protocol.ts';

/** A scan that can be undone or set to another quantity. */
export interface LastScan {
  readonly variant: string;
  readonly name: string;
  readonly spec: string;
  readonly itemNo: string;
  readonly unit: string;
  readonly bin: string;
  readonly round: number;
  /** Of this scan alone, thousandths of the base unit. */
  readonly quantity: number;
}

export interface CountDraft {
  readonly open: readonly (ScanInput & { readonly round: number })[];
  readonly sealed: { readonly batch: string; readonly round: number; readonly lines: readonly ScanInput[] } | null;
  /** The latest last. */
  readonly history: readonly LastScan[];
}
export const emptyCount: CountDraft = { open: [], sealed: null, history: [] };

const MOST_UNDONE = 100;
const MOST_LINES = 400;

export function addScan(draft: CountDraft, scan: LastScan, at: number): CountDraft {
  return {
    ...draft,
    open: merged(draft.open, scan, scan.quantity, at, false),
    history: [...draft.history, scan].slice(-MOST_UNDONE),
  };
}

/** The last scan never was. */
export function undoScan(draft: CountDraft, at: number): CountDraft {
  const last = draft.history.at(-1);
  if (last === undefined) return draft;
  const isLast = (one: CountDraft['open'][number]): boolean =>
    one.variant === last.variant && (one.bin ?? '') === last.bin && one.round === last.round;
  const open = draft.open.map(({ none, ...one }) =>
    none === undefined || (last.quantity === 0 && isLast(one)) ? one : { ...one, none },
  );
  return {
    ...draft,
    open: last.quantity === 0 ? open : merged(open, last, -last.quantity, at, false),
    history: draft.history.slice(0, -1),
  };
}

/** The last scan was of so many; of none: looked for, and there is none. */
export function setLast(draft: CountDraft, quantity: number, at: number): CountDraft {
  const last = draft.history.at(-1);
  if (last === undefined || quantity < 0) return draft;
  return {
    ...draft,
    open: merged(draft.open, last, quantity - last.quantity, at, quantity === 0),
    history: [...draft.history.slice(0, -1), { ...last, quantity }],
  };
}

function merged(
  open: CountDraft['open'],
  { variant, bin, round }: LastScan,
  quantity: number,
  at: number,
  none: boolean,
): CountDraft['open'] {
  const index = open.findIndex(
    (one) => one.variant === variant && (one.bin ?? '') === bin && one.round === round && !none,
  );
  const same = open[index];
  const fresh = {
    variant,
    quantity: (same?.quantity ?? 0) + quantity,
    at: Math.max(same?.at ?? 0, at),
    round,
    ...(bin === '' ? {} : { bin }),
    ...(none || same?.none === true ? { none: true as const } : {}),
  };
  return index < 0 ? [...open, fresh] : open.map((one, i) => (i === index ? fresh : one));
}

/** Nothing to send: as it was. Lines of one round go together; what cancelled itself out is left behind. */
export function sealBatch(draft: CountDraft, batch: string): CountDraft {
  const [first] = draft.open;
  if (draft.sealed !== null || first === undefined) return draft;
  const going = draft.open.filter(({ round }) => round === first.round).slice(0, MOST_LINES);
  const open = draft.open.filter((line) => !going.includes(line));
  const lines = going
    .filter(({ quantity, none }) => quantity !== 0 || none === true)
    .map(({ round: _, ...line }): ScanInput => line);
  if (lines.length === 0) return { ...draft, open };
  return { ...draft, open, sealed: { batch, round: first.round, lines } };
}

export function batchSent(draft: CountDraft, batch: string): CountDraft {
  return draft.sealed?.batch === batch ? { ...draft, sealed: null } : draft;
}

/** Of a thing in a bin, scanned here and not known to the engine yet. */
export function pendingOf(draft: CountDraft, variant: string): number {
  const lines = [...draft.open, ...(draft.sealed?.lines ?? [])];
  return lines.reduce((sum, line) => sum + (line.variant === variant ? line.quantity : 0), 0);
}

const whole = v.pipe(v.number(), v.safeInteger());
const scan = {
  variant: v.string(),
  quantity: whole,
  at: whole,
  bin: v.exactOptional(v.string()),
  none: v.exactOptional(v.literal(true)),
};
const shape = v.object({
  open: v.array(v.object({ ...scan, round: whole })),
  sealed: v.nullable(v.object({ batch: v.string(), round: whole, lines: v.array(v.object(scan)) })),
  history: v.array(
    v.object({
      variant: v.string(),
      name: v.string(),
      spec: v.string(),
      itemNo: v.string(),
      unit: v.string(),
      bin: v.string(),
      round: whole,
      quantity: whole,
    }),
  ),
});

/** Null when nothing waits and nothing can be undone. */
export function writeCount(draft: CountDraft): string | null {
  return draft.open.length === 0 && draft.sealed === null && draft.history.length === 0 ? null : JSON.stringify(draft);
}

export function readCount(text: string | null): CountDraft | null {
  if (text === null) return null;
  try {
    const read = v.safeParse(shape, JSON.parse(text));
    return read.success ? read.output : null;
  } catch {
    return null;
  }
}
