/** Size class of the window (screens.md §3); panes inside use container queries instead. */
import { createContext } from '@lit/context';

export type WidthClass = 'compact' | 'medium' | 'expanded';
export const widthContext = createContext<WidthClass>(Symbol('width'));

export const widthClassOf = (pixels: number): WidthClass =>
  pixels < 600 ? 'compact' : pixels < 1200 ? 'medium' : 'expanded';
