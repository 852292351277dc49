// What the house consists of: every file that is committed or about to be, as git sees it, read once. Ignored folders are not the house.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');

/** Paths relative to the root, with forward slashes, sorted; files deleted but still tracked are left out. */
export const houseFiles: readonly string[] = [
  ...new Set(
    execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: root,
      encoding: 'utf8',
    }).split('\0'),
  ),
]
  .filter((file) => file !== '' && existsSync(path.join(root, file)))
  .sort();

const texts = new Map<string, string>();

/** @param file relative to the root */
export function textOf(file: string): string {
  const known = texts.get(file);
  if (known !== undefined) return known;
  const text = readFileSync(path.join(root, file), 'utf8');
  texts.set(file, text);
  return text;
}

/** Files below one of the folders (each ending in a slash) with one of the endings. */
export function filesIn(folders: readonly string[], ...endings: readonly string[]): string[] {
  return houseFiles.filter(
    (file) => folders.some((folder) => file.startsWith(folder)) && endings.some((ending) => file.endsWith(ending)),
  );
}

export const sourceFolders = ['shared/', 'client/', 'relay/'];

/** One-based line of an offset. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
