/** Which goods somebody wants labels of: asked for by the catalogue, answered by the labels page, kept over a reload. */
import { go } from '../controllers/router.ts';

const key = 'hecang.labels';
let wanted: readonly string[] | null = null;

/** Opens the labels page for these products. */
export function openLabels(products: readonly string[]): void {
  wanted = [...products];
  try {
    sessionStorage.setItem(key, JSON.stringify(wanted));
  } catch {
    // A browser that keeps nothing has them until the page is reloaded.
  }
  go('labels');
}

export function wantedLabels(): readonly string[] {
  if (wanted !== null) return wanted;
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? '[]');
    wanted = Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : [];
  } catch {
    wanted = [];
  }
  return wanted;
}
