/** What is sought in the audit log: an empty search, the usual ones, and days as people choose them. */
import { msg } from '@lit/localize';
import type { AuditSearch } from '../../worker/audit-protocol.ts';

export const EVERYTHING: AuditSearch = {
  from: null,
  to: null,
  member: null,
  device: null,
  module: null,
  actions: [],
  branch: null,
  result: null,
  offline: false,
  night: false,
  record: null,
  field: null,
  amount: null,
  text: '',
};

export interface UsualSearch {
  readonly id: string;
  readonly label: () => string;
  readonly change: Partial<AuditSearch>;
}

/** The searches that owners make (collaboration.md §6). Fields not named stay as they are chosen. */
export const USUAL: readonly UsualSearch[] = [
  { id: 'price', label: () => msg('改价'), change: { actions: ['price', 'override'] } },
  { id: 'remove', label: () => msg('删除'), change: { actions: ['remove'] } },
  { id: 'discount', label: () => msg('折扣'), change: { actions: ['discount'] } },
  { id: 'big', label: () => msg('大额'), change: { amount: 100_000 } },
  { id: 'night', label: () => msg('夜间'), change: { night: true } },
  { id: 'export', label: () => msg('导出'), change: { actions: ['export'] } },
  { id: 'policy', label: () => msg('权限变更'), change: { actions: ['policy'] } },
  { id: 'void', label: () => msg('未生效'), change: { result: 'void' } },
  { id: 'offline', label: () => msg('离线补传'), change: { offline: true } },
];

export type DayChoice = 'all' | 'today' | 'week' | 'month' | 'since';
const DAY_MS = 86_400_000;

/** From when on, hybrid microseconds; `null` for everything. Weeks begin on Monday. */
export function fromOf(choice: DayChoice, now: number, seen: number | null): number | null {
  if (choice === 'all') return null;
  if (choice === 'since') return seen;
  const date = new Date(now);
  date.setHours(0, 0, 0, 0);
  if (choice === 'week') date.setTime(date.getTime() - ((date.getDay() + 6) % 7) * DAY_MS);
  if (choice === 'month') date.setDate(1);
  return date.getTime() * 1000;
}

/** How many conditions hold beside the text: what the phone's filter button counts. */
export function conditionsOf(search: AuditSearch): number {
  const { text: _text, ...rest } = search;
  return Object.values(rest).filter((value) =>
    Array.isArray(value) ? value.length > 0 : value !== null && value !== false,
  ).length;
}
