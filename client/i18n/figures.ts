/** Money, prices and quantities as screens show them; the integers inside never turn into floats. */
import { showFen, showPrice } from '../../shared/foundation/money.ts';
import { showQuantity } from '../../shared/foundation/quantity.ts';

export const fen = (amount: number): string => showFen(amount);
export const yuan = (amount: number): string => {
  const text = showFen(amount);
  return text.startsWith('\u2212') ? `\u2212¥${text.slice(1)}` : `¥${text}`;
};
export const price = (value: number | null): string => (value === null ? '–' : showPrice(value));
export const quantity = (value: number | null): string => (value === null ? '–' : showQuantity(value));
/** `1,204` for plain counts. */
export const count = (value: number): string => String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
/** Bytes as `12 KB` or `3.4 MB`. */
export function bytes(value: number): string {
  if (value < 1024) return `${value} B`;
  if (value < 1024 * 1024) return `${Math.round(value / 1024)} KB`;
  return `${(value / 1024 / 1024).toFixed(1)} MB`;
}
