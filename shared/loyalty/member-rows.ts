/**
 * Members of another system out of a table: name, phone, level, card, birthday, stored value and points, found by their
 * headings. A row that cannot be read whole is listed with what is wrong and left out; nothing is guessed, money least of
 * all. Doubles in the file (one phone, one card) are wrong from the second on.
 */
import { parseFen } from '../foundation/money.ts';
import { cellText, type Table } from '../import/table.ts';
import { cleanPhone } from './phone-tag.ts';

export interface MemberRow {
  /** Number of the row in the file. */
  readonly row: number;
  readonly name: string;
  /** Clean, or ''. */
  readonly phone: string;
  /** Name of a level, or ''. */
  readonly level: string;
  readonly card: string;
  readonly birthday: string;
  readonly principal: number;
  readonly bonus: number;
  readonly points: number;
}

export type MemberRowFault =
  | 'nobody'
  | 'phone'
  | 'level'
  | 'birthday'
  | 'stored-value'
  | 'bonus'
  | 'points'
  | 'phone-twice'
  | 'card-twice'
  | 'damaged';

export interface MemberRows {
  readonly rows: readonly MemberRow[];
  readonly faults: readonly { readonly row: number; readonly fault: MemberRowFault; readonly text: string }[];
  /** Headings that were understood, by what they are. */
  readonly columns: Readonly<Partial<Record<MemberColumn, string>>>;
}

export type MemberColumn = 'name' | 'phone' | 'level' | 'card' | 'birthday' | 'principal' | 'bonus' | 'points';

const HEADINGS: Readonly<Record<MemberColumn, RegExp>> = {
  name: /^(会员)?(姓名|名称|名字)$|^(member )?name$/i,
  phone: /^(会员)?(手机|手机号|手机号码|电话|联系电话)$|^(phone|mobile)( (number|no\.?))?$/i,
  level: /^(会员)?(等级|级别|类型)$|^(member )?level$/i,
  card: /^(会员)?(卡号|会员号|编号)$|^card( (number|no\.?))?$/i,
  birthday: /^(会员)?(生日|出生日期)$|^birthday$/i,
  principal: /^(储值|储值余额|余额|本金|储值本金|账户余额)$|^(stored value|balance|principal)$/i,
  bonus: /^(赠送|赠送余额|赠金|储值赠送)$|^bonus$/i,
  points: /^(当前|剩余|可用)?积分(余额)?$|^points$/i,
};

/** `levels`: names of the shop's levels; another name is a fault. */
export function memberRows(table: Table, levels: readonly string[]): MemberRows {
  const at = new Map<MemberColumn, number>();
  for (const [column, heading] of table.headers.entries()) {
    for (const name of Object.keys(HEADINGS) as MemberColumn[]) {
      if (!at.has(name) && HEADINGS[name].test(heading.trim())) at.set(name, column);
    }
  }
  const rows: MemberRow[] = [];
  const faults: { row: number; fault: MemberRowFault; text: string }[] = [];
  const seen = { phone: new Set<string>(), card: new Set<string>() };
  for (const { row, cells, damage } of table.rows) {
    const text = (column: MemberColumn): string => {
      const place = at.get(column);
      return place === undefined ? '' : cellText(cells[place]).trim();
    };
    const read = damage === undefined ? readRow(row, text, levels) : { fault: 'damaged' as const, text: '' };
    if ('fault' in read) {
      faults.push({ row, ...read });
      continue;
    }
    if (read.phone !== '' && seen.phone.has(read.phone)) faults.push({ row, fault: 'phone-twice', text: read.phone });
    else if (read.card !== '' && seen.card.has(read.card)) faults.push({ row, fault: 'card-twice', text: read.card });
    else rows.push(read);
    seen.phone.add(read.phone);
    seen.card.add(read.card);
  }
  const columns = Object.fromEntries([...at].map(([name, column]) => [name, table.headers[column] ?? '']));
  return { rows, faults, columns };
}

type Fault = { readonly fault: MemberRowFault; readonly text: string };

function readRow(row: number, text: (column: MemberColumn) => string, levels: readonly string[]): MemberRow | Fault {
  const typed = text('phone');
  const phone = typed === '' ? '' : cleanPhone(typed);
  if (phone === null) return { fault: 'phone', text: typed };
  const [name, card, level] = [text('name').slice(0, 100), text('card').slice(0, 40), text('level')];
  if (name === '' && phone === '') return { fault: 'nobody', text: '' };
  if (level !== '' && !levels.includes(level)) return { fault: 'level', text: level };
  const birthday = birthdayOf(text('birthday'));
  if (birthday === null) return { fault: 'birthday', text: text('birthday') };
  const [principal, bonus] = [fenOf(text('principal')), fenOf(text('bonus'))];
  if (principal === null) return { fault: 'stored-value', text: text('principal') };
  if (bonus === null) return { fault: 'bonus', text: text('bonus') };
  const points = text('points') === '' ? 0 : wholeOf(text('points'));
  if (points === null) return { fault: 'points', text: text('points') };
  // By a name alone nobody would be known again: taken in a second time, the balances would double.
  if (phone === '' && card === '') return { fault: 'nobody', text: name };
  return { row, name, phone, level, card, birthday, principal, bonus, points };
}

/** Never below nothing: what a member owes is no balance to bring along. */
function fenOf(text: string): number | null {
  if (text === '') return 0;
  const fen = parseFen(text.replace(/[¥￥,\s]/g, ''));
  return fen === null || fen < 0 || fen > 99_999_999_999 ? null : fen;
}

function wholeOf(text: string): number | null {
  const plain = text.replace(/[,\s]/g, '').replace(/\.0+$/, '');
  return /^-?\d{1,9}$/.test(plain) ? Number(plain) : null;
}

/** `1990-11-25`, `11/25`, `11月25日` → `11-25`; '' for none, null for what is no day. */
function birthdayOf(text: string): string | null {
  if (text === '') return '';
  const found = /^(?:\d{4}[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?(?:[ T].*)?$/.exec(text);
  const day = `${(found?.[1] ?? '').padStart(2, '0')}-${(found?.[2] ?? '').padStart(2, '0')}`;
  return found !== null && /^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(day) ? day : null;
}
