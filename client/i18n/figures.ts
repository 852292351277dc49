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
/** Bytes as `12 KB`, `3.4 MB` or `10 GB`. */
export function bytes(value: number): string {
  if (value < 1024) return `${value} B`;
  if (value < 1024 * 1024) return `${Math.round(value / 1024)} KB`;
  if (value < 1024 ** 3) return `${short(value / 1024 ** 2)} MB`;
  return `${short(value / 1024 ** 3)} GB`;
}

const short = (value: number): string =>
  value < 100 ? value.toFixed(1).replace(/\.0$/, '') : count(Math.round(value));
