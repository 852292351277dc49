/**
 * What this device, not the shop, has chosen: language, light or dark, density. Kept in localStorage (it must be there
 * before the engine is) and written to <html>, where tokens and Vaadin read it. A browser that refuses storage keeps
 * the choice for this visit.
 */
import { chooseLocale, type LocaleName } from '../i18n/locale.ts';

export type Theme = 'system' | 'light' | 'dark';
export type Density = 'normal' | 'dense';
export interface Preferences {
  readonly locale: LocaleName;
  readonly theme: Theme;
  readonly density: Density;
  /** Which hand works the till: the cart stands on its side. */
  readonly hand: 'right' | 'left';
  /** Tones for what was scanned. */
  readonly sound: boolean;
}

const key = 'hecang.preferences';
let current: Preferences = read();

export const preferences = (): Preferences => current;

export function changePreferences(change: Partial<Preferences>): void {
  current = { ...current, ...change };
  try {
    localStorage.setItem(key, JSON.stringify(current));
  } catch {
    // A browser that keeps nothing still shows the choice until it closes.
  }
  void applyPreferences();
}

/** Resolves when the chosen language's words are there. */
export function applyPreferences(): Promise<void> {
  const root = document.documentElement;
  if (current.theme === 'system') delete root.dataset.theme;
  else root.dataset.theme = current.theme;
  root.dataset.density = current.density;
  root.dataset.hand = current.hand;
  return chooseLocale(current.locale);
}

/** Reads what was kept; anything unreadable counts as not chosen. */
export function readPreferences(text: string | null, languages: readonly string[]): Preferences {
  const kept = parsed(text);
  const first = languages[0] ?? 'zh-CN';
  return {
    locale: kept.locale === 'en' || (kept.locale === undefined && first.startsWith('en')) ? 'en' : 'zh-CN',
    theme: kept.theme === 'light' || kept.theme === 'dark' ? kept.theme : 'system',
    density: kept.density === 'dense' ? 'dense' : 'normal',
    hand: kept.hand === 'left' ? 'left' : 'right',
    sound: kept.sound !== false,
  };
}

function parsed(text: string | null): Readonly<Record<string, unknown>> {
  if (text === null) return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function read(): Preferences {
  try {
    return readPreferences(localStorage.getItem(key), navigator.languages);
  } catch {
    return readPreferences(null, []);
  }
}
