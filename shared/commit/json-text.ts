/**
 * JSON from strangers. A text is measured and its nesting counted before `JSON.parse` sees it; afterwards every number
 * must be a safe integer, every string well-formed Unicode, and no key may be one that reaches a prototype.
 */
import { utf8Length } from '../foundation/bytes.ts';
import { LIMITS } from './limits.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * The parsed value, or `null` for any text that breaks a rule (a text of `null` alone is refused too). `maxBytes` counts
 * UTF-8, like every limit: counted in UTF-16, a Chinese text three times too long would pass here and fail on the wire.
 */
export function parseJsonText(text: string, maxBytes: number): Json | null {
  if (isLongerThan(text, maxBytes)) return null;
  // Nearly every text is plain and proved so by one look at it; only the others pay for the walk through their value.
  const look = text.includes('\\') ? 'unsure' : lookOver(text);
  if (look === 'deep' || (look === 'unsure' && nestingBeyond(text, LIMITS.jsonDepth))) return null;
  let value: Json;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  return look === 'plain' || isPlain(value) ? value : null;
}

function isLongerThan(text: string, maxBytes: number): boolean {
  if (text.length * 3 <= maxBytes) return false;
  return text.length > maxBytes || utf8Length(text) > maxBytes;
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * One pass over a text without escapes, strings skipped. `plain`: if it parses at all, nothing in it can break a rule:
 * its characters are its strings', no forbidden key can be spelled, every number is a whole one of at most 15 digits or
 * of 16 beginning below 9 (so within 2^53), and it is not too deep. `unsure` leaves the question to the value.
 */
function lookOver(text: string): 'plain' | 'deep' | 'unsure' {
  let sure = text.isWellFormed() && !text.includes('proto') && !text.includes('constructor');
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x22) {
      i = text.indexOf('"', i + 1);
      if (i < 0) return 'unsure';
    } else if (code === 0x5b || code === 0x7b) {
      if (++depth > LIMITS.jsonDepth) return 'deep';
    } else if (code === 0x5d || code === 0x7d) depth--;
    else if (code === 0x2d) {
      if (text.charCodeAt(i + 1) === 0x30) sure = false;
    } else if (code >= 0x30 && code <= 0x39) {
      const start = i;
      while (isDigit(text.charCodeAt(i + 1))) i++;
      const length = i + 1 - start;
      if (length > 16 || (length === 16 && code === 0x39)) sure = false;
      const next = text.charCodeAt(i + 1) | 0x20;
      if (next === 0x2e || next === 0x65) sure = false;
    }
  }
  return sure ? 'plain' : 'unsure';
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

/** Brackets are counted outside strings only, in one pass, so a hostile text costs no more than its length. */
function nestingBeyond(text: string, limit: number): boolean {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x22) {
      for (i++; i < text.length && text.charCodeAt(i) !== 0x22; i++) if (text.charCodeAt(i) === 0x5c) i++;
    } else if (code === 0x5b || code === 0x7b) {
      if (++depth > limit) return true;
    } else if (code === 0x5d || code === 0x7d) depth--;
  }
  return false;
}

function isPlain(value: Json): boolean {
  switch (typeof value) {
    case 'string':
      return value.isWellFormed();
    case 'number':
      return Number.isSafeInteger(value) && !Object.is(value, -0);
    case 'boolean':
      return true;
    default:
      if (value === null) return true;
      if (Array.isArray(value)) {
        for (const item of value) if (!isPlain(item)) return false;
        return true;
      }
      for (const [key, item] of Object.entries(value)) {
        if (FORBIDDEN_KEYS.has(key) || !key.isWellFormed() || !isPlain(item)) return false;
      }
      return true;
  }
}
