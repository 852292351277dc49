/**
 * From a dictionary that people can read (Chinese text → English, `{0}` where a value goes) to the map of message ids that
 * @lit/localize looks up.
 */
import { generateMsgId } from '@lit/localize/internal/id-generation.js';
import type { StrResult } from '@lit/localize/internal/str-tag.js';
import type { TemplateMap } from '@lit/localize/internal/types.js';

/** `已存 {0} 处` → the strings and value indexes that a `str` template of that shape has. */
export function splitTemplate(text: string): {
  readonly strings: readonly string[];
  readonly values: readonly number[];
} {
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
