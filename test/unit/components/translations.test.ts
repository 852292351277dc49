/**
 * Every word that users read goes through msg(), and has an English one: missing, unused and untranslated texts fail
 * here, by file and line.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateMsgId } from '@lit/localize/internal/id-generation.js';
import { describe, expect, it } from 'vitest';
import { english } from '../../../client/i18n/english.ts';
import { splitTemplate, templatesOf } from '../../../client/i18n/message-templates.ts';
import { chineseOutsideMessages, messagesIn } from '../../kit/message-scan.ts';

const client = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../client');
const rooms = [
  'components',
  'pages',
  'controllers',
  'contexts',
  'i18n',
  'wall',
  'styles',
  'printing',
  'hardware',
  'display',
];
const sources = rooms.flatMap((room) =>
  readdirSync(path.join(client, room), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/english/.test(file))
    .map((file) => ({ file: `${room}/${file}`, text: readFileSync(path.join(client, room, file), 'utf8') })),
);
const used = new Map(
  sources.flatMap(({ file, text }) => messagesIn(text).map((one) => [one.text, `${file}:${one.line}`])),
);

/** The mark on the rail and the name of the language itself are the same in both languages; colour words are data. */
const sameEverywhere = new Set(['合', '中文']);
const dataFiles = new Set(['components/goods-colours.ts']);

describe('translations', () => {
  it('has an English text for each message', () => {
    const missing = [...used]
      .filter(([text]) => english[text] === undefined)
      .map(([text, where]) => `${where} ${text}`);
    expect(used.size).toBeGreaterThan(300);
    expect(missing).toEqual([]);
  });

  it('keeps no English text that nothing asks for', () => {
    expect(Object.keys(english).filter((text) => !used.has(text))).toEqual([]);
  });

  it('keeps every value of a message in its translation', () => {
    const lost = Object.entries(english).filter(
      ([source, target]) =>
        [...splitTemplate(source).values].sort().join() !== [...splitTemplate(target).values].sort().join(),
    );
    expect(lost).toEqual([]);
  });

  it('leaves no Chinese outside messages', () => {
    const stray = sources
      .filter(({ file }) => !dataFiles.has(file))
      .flatMap(({ file, text }) =>
        chineseOutsideMessages(text).map((one) => ({ where: `${file}:${one.line}`, ...one })),
      )
      .filter(({ text }) => !sameEverywhere.has(text));
    expect(stray).toEqual([]);
  });

  it('finds a translation under the id that the library computes, with values in their new places', () => {
    const templates = templatesOf({ 取消: 'Cancel', '{0} 中的 {1}': '{1} of {0}' });
    expect(templates[generateMsgId('取消', false)]).toBe('Cancel');
    expect(templates[generateMsgId(['', ' 中的 ', ''], false)]).toMatchObject({ strTag: true, values: [1, 0] });
  });
});
