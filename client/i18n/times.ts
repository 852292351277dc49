/**
 * Times as people say them: 今天 14:22, 昨天, 11-25, with the year when it is not this one; local time of the reader.
 * Hybrid times carry wall microseconds, so dividing by 1000 gives milliseconds.
 */
import { msg, str } from '@lit/localize';

const two = (value: number): string => String(value).padStart(2, '0');

/** Hybrid microseconds → `14:22`. */
export function clockTime(time: number): string {
  const date = new Date(time / 1000);
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** `11-25`, or `2025-11-25` when the year is not that of `now`. */
export function dayText(time: number, now: number = Date.now()): string {
  const date = new Date(time / 1000);
  const day = `${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return date.getFullYear() === new Date(now).getFullYear() ? day : `${date.getFullYear()}-${day}`;
}

/** `2026-11-25`, for paper that outlives the year. */
export function fullDay(time: number): string {
  const date = new Date(time / 1000);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

export const isToday = (time: number, now: number = Date.now()): boolean => startOfDay(now) === startOfDay(time / 1000);

/** `14:22` today, `昨天 14:22`, else the date with the time. */
export function shortTime(time: number, now: number = Date.now()): string {
  const days = startOfDay(now) - startOfDay(time / 1000);
  if (days === 0) return clockTime(time);
  if (days > 0 && days <= 90_000_000) return msg(str`昨天 ${clockTime(time)}`);
  return `${dayText(time, now)} ${clockTime(time)}`;
}

/** How long ago: `刚刚`, `12 分钟前`, `3 小时前`, `2 天前`. */
export function agoText(time: number, now: number = Date.now()): string {
  const minutes = Math.max(0, Math.floor((now - time / 1000) / 60_000));
  if (minutes < 1) return msg('刚刚');
  if (minutes < 60) return msg(str`${minutes} 分钟前`);
  if (minutes < 1440) return msg(str`${Math.floor(minutes / 60)} 小时前`);
  return msg(str`${Math.floor(minutes / 1440)} 天前`);
}

function startOfDay(milliseconds: number): number {
  const date = new Date(milliseconds);
  date.setHours(0, 0, 0, 0);
  return date.getTime();
}
