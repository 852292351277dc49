/**
 * Somebody sat down at a shared terminal (collaboration.md §6), and how often a PIN was wrong there since the last who
 * did: failed PINs nobody has signed wait on the terminal for the next who unlocks. It stands in that member's trail.
 */
import * as v from 'valibot';
import { compileShape } from './compile-shape.ts';
import type { EntryKind } from './entry-kind.ts';
import * as shape from './field-shapes.ts';

const schema = v.object({
  kind: v.literal('unlockNote'),
  /** The terminal's first key. */
  terminal: shape.textLike(/^[A-Za-z0-9_-]{24}$/),
  failed: shape.wholeNumber(0, 10_000),
});
export type UnlockNote = v.InferOutput<typeof schema>;
export const isUnlockNote = compileShape(schema);

export const unlockNote: EntryKind = {
  name: 'unlockNote',
  documents: ['trail'],
  check: isUnlockNote,
  needs: (_entry, document) => (document.member === undefined ? [] : [{ use: 'audit.add', unless: document.member }]),
  sentence: () => ({
    zh: '解锁本机，此前输错 PIN {failed} 次',
    en: 'unlocked the terminal; {failed} wrong PINs before',
  }),
};
