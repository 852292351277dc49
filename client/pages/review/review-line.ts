/**
 * One line of what a commit says, in the words of the trade. The engine lists it plainly (`retailPrice → 1990000`, `衬衫 -1`),
 * since it knows no language; here the field gets its name, the value its figures, the minus its own sign.
 */
import { fieldText } from '../../controllers/product-fields.ts';
import { fieldName } from '../../i18n/trade-words.ts';
import type { FieldContent } from '../../worker/engine-protocol.ts';

export function reviewLine(line: string): string {
  const set = /^(\w+) → (.*)$/s.exec(line);
  const [, field, json] = set ?? [];
  if (field !== undefined && json !== undefined) {
    const value = contentOf(json);
    return value === undefined ? line : `${fieldName(field)} → ${fieldText(field, value)}`;
  }
  return line.replace(/ -(\d[\d.]*)$/, ' \u2212$1');
}

/** Undefined for what no field holds. */
function contentOf(json: string): FieldContent | undefined {
  try {
    const value: unknown = JSON.parse(json);
    if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return value as FieldContent;
    return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : undefined;
  } catch {
    return undefined;
  }
}
