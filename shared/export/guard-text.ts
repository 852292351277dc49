/**
 * Text that a spreadsheet would run as a formula gets an apostrophe in front, and loses it again on the way back. The two
 * are exact opposites: text that already looks guarded gets one more, so nothing changes by going out and in.
 */

const RISKY = /^'*[=+\-@\t\r]/;
/** Workbook cells are typed as text and never run; only what looks guarded must be kept apart. */
const GUARDED = /^'+[=+\-@\t\r]/;

/** For CSV, where a cell beginning with = + - @ tab or CR is a formula to many programs. */
export const guardText = (text: string): string => (RISKY.test(text) ? `'${text}` : text);

/** For workbooks. */
export const guardTypedText = (text: string): string => (GUARDED.test(text) ? `'${text}` : text);

/** Takes one guard off. */
export const unguardText = (text: string): string => (GUARDED.test(text) ? text.slice(1) : text);
