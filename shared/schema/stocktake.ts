/**
 * A stocktake (盘点) and what happens to it, in the stock document of its warehouse: `stocktake` opens it with its scope,
 * `tally` adds to what one person counted, `tallyChoice` says how two people's tallies of one thing go together,
 * `stocktakeStep` hands it in, takes it back, sends it back or drops it, `stocktakePost` approves it and stands in one
 * commit with the `count` entries that make it act. Until then nothing of it moves a balance.
 *
 * A tally is a difference, never a total: scans of any devices in any order add up, and what was scanned too often is
 * taken back by a negative one. `at` is the time of the last scan it holds. `round` 2 and above is a recount (复盘).
 * Nobody tallies in another's name; who approves needs `stocktake.approve`.
 */
import * as v from 'valibot';
import { compileShape } from './compile-shape.ts';
import { type EntryKind, need } from './entry-kind.ts';
import * as shape from './field-shapes.ts';

const binName = shape.filledText(20);

const stocktakeSchema = v.object({
  kind: v.literal('stocktake'),
  id: shape.recordId,
  number: shape.documentNumber,
  /** Of a full one what nobody counted may be written down as none. */
  mode: v.picklist(['full', 'cycle']),
  /** Whoever counts doesn't see what the book says. */
  blind: shape.flag,
  /** Categories by path, bins by name; empty: the whole warehouse. */
  categories: v.pipe(v.array(shape.filledText(120)), v.maxLength(50)),
  bins: v.pipe(v.array(binName), v.maxLength(50)),
  /** Fen at retail beyond which a difference is counted again by somebody else; 0: any, absent: never. */
  recountOver: v.exactOptional(shape.positiveFen),
  remark: shape.text(200),
});
export type Stocktake = v.InferOutput<typeof stocktakeSchema>;
export const isStocktake = compileShape(stocktakeSchema);

const tallySchema = v.object({
  kind: v.literal('tally'),
  /** Of the batch it was sent with; with `line` the key: sent twice it counts once. */
  id: shape.basketId,
  line: shape.lineNumber,
  stocktake: shape.recordId,
  variant: shape.recordId,
  quantity: shape.quantity,
  at: shape.time,
  counter: shape.memberId,
  bin: v.exactOptional(binName),
  batch: v.exactOptional(shape.filledText(40)),
  round: v.exactOptional(shape.wholeNumber(2, 9)),
  /** Looked for, and there is none: without it a sum of nothing is nothing counted. */
  none: v.exactOptional(v.literal(true)),
});
export type Tally = v.InferOutput<typeof tallySchema>;
export const isTally = compileShape(tallySchema);

const choiceSchema = v.object({
  kind: v.literal('tallyChoice'),
  id: shape.recordId,
  stocktake: shape.recordId,
  variant: shape.recordId,
  bin: v.exactOptional(binName),
  /** `add`: all count (相加). `drop`: what `counter` tallied until `at` does not (取后者). */
  choice: v.picklist(['add', 'drop']),
  counter: shape.memberId,
  at: shape.time,
});
export type TallyChoice = v.InferOutput<typeof choiceSchema>;
export const isTallyChoice = compileShape(choiceSchema);

export const STOCKTAKE_STEPS = ['submit', 'withdraw', 'reject', 'void'] as const;
export type StocktakeStepName = (typeof STOCKTAKE_STEPS)[number];

const stepSchema = v.object({
  kind: v.literal('stocktakeStep'),
  id: shape.recordId,
  stocktake: shape.recordId,
  step: v.picklist(STOCKTAKE_STEPS),
  reason: shape.text(200),
  /** Steps that its author had seen. */
  over: shape.over,
});
export type StocktakeStep = v.InferOutput<typeof stepSchema>;
export const isStocktakeStep = compileShape(stepSchema);

const postSchema = v.object({
  kind: v.literal('stocktakePost'),
  id: shape.recordId,
  stocktake: shape.recordId,
  /** A long one is posted in several commits: this is number `part` of `parts`. */
  part: shape.wholeNumber(1, 1000),
  parts: shape.wholeNumber(1, 1000),
  lines: shape.wholeNumber(0, 1000),
  /** What nobody counted was confirmed to be none. */
  uncountedZero: shape.flag,
});
export type StocktakePost = v.InferOutput<typeof postSchema>;
export const isStocktakePost = compileShape(postSchema);

const ADD = need('stocktake.add');
const APPROVE = need('stocktake.approve');

export const stocktake: EntryKind = {
  name: 'stocktake',
  documents: ['stock'],
  check: isStocktake,
  needs: () => ADD,
  sentence: () => ({ zh: '开始盘点 {number}', en: 'started stocktake {number}' }),
};
export const tally: EntryKind = {
  name: 'tally',
  documents: ['stock'],
  check: isTally,
  needs: (entry) => [{ use: 'stocktake.add' }, { use: 'stocktake.handler', unless: String(entry.counter) }],
  sentence: () => ({ zh: '点数 {variant} {quantity}', en: 'tallied {variant}: {quantity}' }),
};
export const tallyChoice: EntryKind = {
  name: 'tallyChoice',
  documents: ['stock'],
  check: isTallyChoice,
  // One's own tally anybody takes back; whose tally counts is said by whoever may edit a stocktake.
  needs: (entry) => [
    { use: 'stocktake.add' },
    ...(entry.choice === 'drop' ? [{ use: 'stocktake.edit', unless: String(entry.counter) }] : []),
  ],
  sentence: () => ({ zh: '两人同点 {variant}：{choice}', en: 'counted twice, {variant}: {choice}' }),
};
export const stocktakeStep: EntryKind = {
  name: 'stocktakeStep',
  documents: ['stock'],
  check: isStocktakeStep,
  needs: (entry) => (entry.step === 'reject' ? APPROVE : entry.step === 'void' ? need('stocktake.edit') : ADD),
  sentence: () => ({ zh: '盘点 {step} {reason}', en: 'stocktake {step} {reason}' }),
};
export const stocktakePost: EntryKind = {
  name: 'stocktakePost',
  documents: ['stock'],
  check: isStocktakePost,
  needs: () => APPROVE,
  sentence: () => ({ zh: '盘点过账 {lines} 行', en: 'posted a stocktake of {lines} lines' }),
};
