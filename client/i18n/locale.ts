/**
 * Two languages in one page: zh-CN is written in the source, English stands in dictionaries keyed by the Chinese text
 * (`{0}` marks where a value goes), so that a translator reads words and not hashes. The ids that @lit/localize looks
 * up are made here, once, when English is first chosen.
 */
import { configureLocalization } from '@lit/localize';
import { generateMsgId } from '@lit/localize/internal/id-generation.js';
import type { StrResult } from '@lit/localize/internal/str-tag.js';
import type { LocaleModule, TemplateMap } from '@lit/localize/internal/types.js';

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

/** Resolves when the words are there; `lang` follows, or Han glyphs turn Japanese. */
export async function chooseLocale(locale: LocaleName): Promise<void> {
  await setLocale(locale);
  document.documentElement.lang = locale;
}

/** `已存 {0} 处` → the strings and value indexes that a `str` template of that shape has. */
export function splitTemplate(text: string): { readonly strings: readonly string[]; readonly values: readonly number[] } {
  const pieces = text.split(/\{(\d+)\}/);
  return {
    strings: pieces.filter((_, index) => index % 2 === 0),
    values: pieces.filter((_, index) => index % 2 === 1).map(Number),
  };
}

/** Dictionary → the map that @lit/localize reads: message id → text, or template with value positions. */
export function templatesOf(dictionary: Readonly<Record<string, string>>): TemplateMap {
  const templates: TemplateMap = {};
  for (const [source, target] of Object.entries(dictionary)) {
    const from = splitTemplate(source);
    const to = splitTemplate(target);
    if (from.values.length === 0) {
      templates[generateMsgId(source, false)] = target;
      continue;
    }
    const template: StrResult = {
      strTag: true,
      strings: templateStrings(to.strings),
      values: [...to.values],
    };
    templates[generateMsgId([...from.strings], false)] = template;
  }
  return templates;
}

function templateStrings(strings: readonly string[]): TemplateStringsArray {
  return Object.assign([...strings], { raw: [...strings] });
}
