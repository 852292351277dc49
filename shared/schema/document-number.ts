/**
 * Numbers of papers (trade.md §8): prefix-branch-register-counter, `XSCK-A-03k7-000127`. The register's code carries two
 * characters of its device's first key, so tills that never met count apart; a new epoch adds a letter, so a till whose
 * store was lost never gives out a number again that it once printed.
 */
export const NUMBER_PREFIX = {
  purchaseRequest: 'QGD',
  purchaseOrder: 'CGDD',
  goodsReceipt: 'CGRK',
  purchaseReturn: 'CGTH',
  quote: 'BJD',
  salesOrder: 'XSDD',
  shipment: 'XSCK',
  salesReturn: 'XSTH',
  posSale: 'LSCK',
  posReturn: 'LSTH',
  topUp: 'CZ',
  storedPayOut: 'TCZ',
  transfer: 'DB',
  stocktake: 'PD',
  writeOff: 'BS',
  writeOn: 'BY',
  otherIn: 'QTRK',
  otherOut: 'QTCK',
  opening: 'QC',
} as const;
export type NumberedType = keyof typeof NUMBER_PREFIX;

export interface NumberStem {
  readonly type: NumberedType;
  /** Code of the branch, `A`. */
  readonly branch: string;
  /** Code of the register or device, `03`. */
  readonly register: string;
  readonly device: string;
  /** Epochs that the device has begun: 1 writes no letter. */
  readonly epoch: number;
}

/** Everything before the counter. Characters a number may not hold are left out of the codes. */
export function numberStem(stem: NumberStem): string {
  const key = clean(stem.device).slice(0, 2).padEnd(2, '0');
  const letter = stem.epoch <= 1 ? '' : letters(stem.epoch - 1);
  const branch = clean(stem.branch).slice(0, 8) || '0';
  return `${NUMBER_PREFIX[stem.type]}-${branch}-${clean(stem.register).slice(0, 8)}${key}${letter}-`;
}

export function documentNumber(stem: string, counter: number): string {
  return `${stem}${String(counter).padStart(6, '0')}`;
}

/** Counter of a number with this stem, or `null` for a number of somebody else's. */
export function counterOf(stem: string, number: string): number | null {
  const rest = number.startsWith(stem) ? number.slice(stem.length) : '';
  return /^[0-9]{6,12}$/.test(rest) ? Number(rest) : null;
}

const clean = (text: string): string => text.replace(/[^A-Za-z0-9]/g, '');

/** 1 → a … 26 → z, 27 → aa. */
function letters(n: number): string {
  let out = '';
  for (let rest = n; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    out = String.fromCharCode(97 + ((rest - 1) % 26)) + out;
  }
  return out;
}
