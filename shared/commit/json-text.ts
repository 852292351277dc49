/**
 * JSON from strangers. A text is measured and its nesting counted before `JSON.parse` sees it; afterwards every number
 * must be a safe integer, every string well-formed Unicode, and no key may be one that reaches a prototype.
 */
import { LIMITS } from './limits.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** The parsed value, or `null` for any text that breaks a rule (a text of `null` alone is refused too). */
export function parseJsonText(text: string, maxLength: number): Json | null {
  if (text.length > maxLength || nestingBeyond(text, LIMITS.jsonDepth)) return null;
  let value: Json;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  return isPlain(value) ? value : null;
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

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
