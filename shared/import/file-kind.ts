/**
 * What a file is, by its content: names lie (`.xls` that are web pages, `.csv` that are workbooks).
 * A ZIP is looked into before anybody unpacks it, so that a small file cannot unfold into gigabytes.
 */
import { err, ok } from '../foundation/result.ts';
import { MAX_FILE_BYTES, type TableResult, tableError } from './table.ts';
import { readZipDirectory } from './zip-directory.ts';

export type FileKind = 'csv' | 'xlsx' | 'xls';

/** What a workbook may unfold to, as its directory declares it. */
export const MAX_UNPACKED_BYTES = 512 * 1024 * 1024;
export const MAX_ZIP_ENTRIES = 4_096;
/** XML packs well, yet a real sheet stays below this; a bomb is near the 1032 : 1 of deflate. */
const MAX_RATIO = 250;
const RATIO_MATTERS_ABOVE = 16 * 1024 * 1024;

/** Decides csv, xlsx or xls from the first bytes; errors: empty, too large, web page, unknown, a ZIP that expands. */
export function detectFileKind(bytes: Uint8Array): TableResult<FileKind> {
  if (bytes.length === 0) return err(tableError('empty-file'));
  if (bytes.length > MAX_FILE_BYTES) return err(tableError('file-too-large', { limit: MAX_FILE_BYTES / 1024 / 1024 }));
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return checkZip(bytes);
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])) return ok('xls');
  if (OTHER_FORMATS.some((magic) => startsWith(bytes, magic))) return err(tableError('unknown-format'));
  if (isWebPage(bytes)) return err(tableError('web-page'));
  return ok('csv');
}

/** PDF, PNG, JPEG, GIF, gzip, RAR, 7z, SQLite and the start of a ZIP without entries. */
const OTHER_FORMATS: readonly (readonly number[])[] = [
  [0x25, 0x50, 0x44, 0x46, 0x2d],
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
  [0x47, 0x49, 0x46, 0x38],
  [0x1f, 0x8b, 0x08],
  [0x52, 0x61, 0x72, 0x21],
  [0x37, 0x7a, 0xbc, 0xaf],
  [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65],
  [0x50, 0x4b, 0x05, 0x06],
];

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((value, index) => bytes[index] === value);
}

/** Many programs save an HTML table under the name `.xls`; reading it as text would yield tags as goods. */
function isWebPage(bytes: Uint8Array): boolean {
  let head = '';
  for (let i = 0; i < Math.min(bytes.length, 1_024); i++) {
    const byte = bytes[i] ?? 0;
    if (byte > 0x20 && byte < 0x7f) head += String.fromCharCode(byte).toLowerCase();
  }
  return /^(<!doctype|<html|<table|<meta|<\?xml|<head)/.test(head);
}

/** What the directory claims must be believable; whether it is true is found out while unpacking. */
function checkZip(bytes: Uint8Array): TableResult<FileKind> {
  const entries = readZipDirectory(bytes, MAX_ZIP_ENTRIES);
  if (entries === null) return err(tableError('workbook-unreadable'));
  let unpacked = 0;
  for (const { packed, size, encrypted } of entries) {
    if (encrypted) return err(tableError('workbook-locked'));
    unpacked += size;
    if (size > RATIO_MATTERS_ABOVE && size > packed * MAX_RATIO) return err(tableError('workbook-expands'));
  }
  if (unpacked > MAX_UNPACKED_BYTES) return err(tableError('workbook-expands'));
  const isWorkbook = entries.some(({ name }) => name.startsWith('xl/') || name === 'content.xml');
  return isWorkbook ? ok('xlsx') : err(tableError('unknown-format'));
}
