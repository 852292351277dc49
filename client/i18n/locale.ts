/**
 * Two languages in one page: zh-CN is written in the source, English is fetched when it is first chosen. Whoever shows a
 * message redraws when the language changes (HcElement).
 */
import { configureLocalization } from '@lit/localize';
import type { LocaleModule } from '@lit/localize/internal/types.js';
import { templatesOf } from './message-templates.ts';

export type LocaleName = 'zh-CN' | 'en';

const { getLocale, setLocale } = configureLocalization({
  sourceLocale: 'zh-CN',
  targetLocales: ['en'],
  loadLocale: async (): Promise<LocaleModule> => {
    const { english } = await import('./english.ts');
    return { templates: templatesOf(english) };
  },
});

export const currentLocale = (): LocaleName => (getLocale() === 'en' ? 'en' : 'zh-CN');

/** Things named one after another: `甲、乙`, `A, B`. */
export const inOneLine = (parts: readonly string[]): string => parts.join(currentLocale() === 'en' ? ', ' : '、');

/** Resolves when the words are there; `lang` follows, or Han glyphs turn Japanese. */
export async function chooseLocale(locale: LocaleName): Promise<void> {
  await setLocale(locale);
  document.documentElement.lang = locale;
}
