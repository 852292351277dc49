/**
 * How a Chinese name is read, for search. pinyin-pro is 138 KB and comes only when names must be read anew: a snapshot of
 * the catalogue brings its search lines along. Until it is here names are found by themselves.
 */
import type { ReadName } from '../../shared/catalogue/catalogue-fold.ts';

type Pinyin = typeof import('pinyin-pro').pinyin;

let pinyin: Pinyin | null = null;

/** Loads the reader. Without it (never cached, and no network) search goes by names and codes alone. */
export async function loadPinyin(): Promise<void> {
  try {
    pinyin ??= (await import('pinyin-pro')).pinyin;
  } catch {
    // Tried again at the next start.
  }
}

export const readName: ReadName = (name) => {
  if (pinyin === null || !/\p{Script=Han}/u.test(name)) return { full: '', initials: '' };
  const syllables = pinyin(name, { toneType: 'none', type: 'array', nonZh: 'removed' });
  return { full: syllables.join(''), initials: syllables.map((syllable) => syllable.charAt(0)).join('') };
};
