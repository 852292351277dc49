/**
 * A paper as values: blocks from top to bottom. Columns (thermal printers), pages (browsers) and bytes are made from the
 * same blocks, so that what is previewed is what comes out.
 */
export type Align = 'left' | 'centre' | 'right';

export type PaperBlock =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly align: Align;
      /** 2 = twice as wide and high. */
      readonly size: 1 | 2;
      readonly bold: boolean;
    }
  | {
      readonly kind: 'pair';
      readonly left: string;
      readonly right: string;
      readonly size: 1 | 2;
      readonly bold: boolean;
    }
  | { readonly kind: 'rule' }
  | { readonly kind: 'qr'; readonly text: string }
  | { readonly kind: 'blank' };

export type Paper = readonly PaperBlock[];

export interface BlockForm {
  readonly align?: Align;
  readonly size?: 1 | 2;
  readonly bold?: boolean;
}

export function textBlock(text: string, { align = 'left', size = 1, bold = false }: BlockForm = {}): PaperBlock {
  return { kind: 'text', text, align, size, bold };
}

export function pairBlock(left: string, right: string, { size = 1, bold = false }: BlockForm = {}): PaperBlock {
  return { kind: 'pair', left, right, size, bold };
}

export const rule: PaperBlock = { kind: 'rule' };
export const blank: PaperBlock = { kind: 'blank' };
export const qrBlock = (text: string): PaperBlock => ({ kind: 'qr', text });

/** Width of paper in millimetres. */
export type PaperWidth = 58 | 80;

/** PRINT-1. */
export const COLUMNS: Readonly<Record<PaperWidth, number>> = { 58: 32, 80: 48 };
