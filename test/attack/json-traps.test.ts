/**
 * Attacks with JSON. A header that breaks a rule is refused and ends its feed; a part that breaks one is absent for
 * everybody, whoever sealed it. What two readers might read differently is read one way here or not at all.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../relay/platform/node-crypto.ts';
import { hashOfText } from '../../shared/commit/chain.ts';
import { BRANCH, STOCK } from './cast.ts';
import { Field } from './field.ts';
import type { Pen } from './pen.ts';
import { partOf } from './pen.ts';

let field: Field;
beforeAll(async () => {
  field = await Field.open();
});
afterAll(() => field.close());

const MARK = 'FORGED-0001';
const movement = (pen: Pen, more: object = {}) => ({
  kind: 'movement',
  variant: field.shop.product,
  quantity: -1000,
  type: 'sale',
  document: `${pen.device}.${'f'.repeat(10)}`,
  line: 1,
  reason: MARK,
  ...more,
});
const write = (pen: Pen) => ({ uses: [`sales.add@${BRANCH}`], parts: [partOf(STOCK, [movement(pen)])] });
let epochs = 0;
const freshPen = (): Pen => field.shop.pen('seller', `json${String(++epochs).padStart(4, '0')}`);

const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const HEADERS: readonly { readonly name: string; readonly bend: (text: string) => string }[] = [
  { name: 'a key __proto__', bend: (text) => text.replace('{', '{"__proto__":{"u":["*@*"]},') },
  { name: 'a key constructor', bend: (text) => text.replace('{', '{"constructor":1,') },
  { name: 'a key prototype', bend: (text) => text.replace('{', '{"prototype":1,') },
  { name: 'a key __proto__ spelt with escapes', bend: (text) => text.replace('{', '{"__prot\\u006f__":1,') },
  { name: 'nothing at all', bend: () => '' },
  { name: 'null', bend: () => 'null' },
  { name: 'an array', bend: (text) => `[${text}]` },
  { name: 'a number', bend: () => '1' },
  { name: 'NaN for a time', bend: (text) => text.replace(/"t":\d+/, '"t":NaN') },
  { name: '1e400 for a time', bend: (text) => text.replace(/"t":\d+/, '"t":1e400') },
  { name: 'minus zero for bytes', bend: (text) => text.replace(/"n":\[(\d+),\d+\]/, '"n":[$1,-0]') },
  { name: 'a time beyond 2^53', bend: (text) => text.replace(/"t":\d+/, '"t":9007199254740993') },
  { name: 'a fraction for a time', bend: (text) => text.replace(/"t":\d+/, '"t":1.5') },
  { name: 'a negative time', bend: (text) => text.replace(/"t":\d+/, '"t":-5') },
  { name: 'a time in quotes', bend: (text) => text.replace(/"t":(\d+)/, '"t":"$1"') },
  { name: 'a lone surrogate by escape', bend: (text) => text.replace('"a":"attack"', '"a":"\\ud800"') },
  { name: 'a lone surrogate as a key', bend: (text) => text.replace('{', '{"\\udfff":1,') },
  { name: 'a byte order mark in front', bend: (text) => `\ufeff${text}` },
  { name: 'garbage behind', bend: (text) => `${text}x` },
  { name: 'a second object behind', bend: (text) => `${text}{}` },
  { name: 'a comment', bend: (text) => text.replace('{', '{/* */') },
  { name: 'a comma too many', bend: (text) => text.replace(/}$/, ',}') },
  { name: 'single quotes', bend: (text) => text.replaceAll('"', "'") },
  { name: 'a control character in a text', bend: (text) => text.replace('"a":"attack"', '"a":"at\ntack"') },
  { name: 'seventeen levels of nesting', bend: (text) => text.replace('{', `{"x":${nested(17)},`) },
  { name: 'a hundred thousand levels of nesting', bend: (text) => text.replace('{', `{"x":${nested(80_000)},`) },
  {
    name: 'nesting hidden behind a quote',
    bend: (text) => text.replace('{', `{"x\\"":"\\\\",${`"y":${nested(40)}`},`),
  },
  { name: 'version 2', bend: (text) => text.replace('"v":1', '"v":2') },
  { name: 'no version', bend: (text) => text.replace('"v":1,', '') },
  { name: 'level 0', bend: (text) => text.replace('"l":1', '"l":0') },
  { name: 'an app name of 41 characters', bend: (text) => text.replace('"a":"attack"', `"a":"${'a'.repeat(41)}"`) },
  {
    name: 'sixty-five uses',
    bend: (text) => text.replace(/"u":\[[^\]]*\]/, `"u":[${Array(65).fill('"sales.add@branch01"').join()}]`),
  },
  {
    name: 'a use of 161 characters',
    bend: (text) => text.replace(/"u":\[[^\]]*\]/, `"u":["sales.add@${'b'.repeat(151)}"]`),
  },
  { name: 'a use that is a list', bend: (text) => text.replace(/"u":\[[^\]]*\]/, '"u":[["sales.add@branch01"]]') },
  { name: 'a use that is empty', bend: (text) => text.replace(/"u":\[[^\]]*\]/, '"u":[""]') },
  {
    name: '1,025 causes',
    bend: (text) =>
      text.replace(
        /"d":\[.*?\],"n"/,
        `"d":[${Array(1025)
          .fill(`["${'A'.repeat(24)}.${'B'.repeat(8)}",1,"${'C'.repeat(22)}"]`)
          .join()}],"n"`,
      ),
  },
  {
    name: 'a cause with seq 0',
    bend: (text) =>
      text.replace(/"d":\[.*?\],"n"/, `"d":[["${'A'.repeat(24)}.${'B'.repeat(8)}",0,"${'C'.repeat(22)}"]],"n"`),
  },
  {
    name: 'a cause with a hash of 21 characters',
    bend: (text) =>
      text.replace(/"d":\[.*?\],"n"/, `"d":[["${'A'.repeat(24)}.${'B'.repeat(8)}",1,"${'C'.repeat(21)}"]],"n"`),
  },
  { name: 'the same document twice', bend: (text) => text.replace(/"p":\[(\[.*?\])\]/, '"p":[$1,$1]') },
  { name: 'a document with a path upwards', bend: (text) => text.replace(`"${STOCK}"`, '"../../etc/passwd x"') },
  { name: 'a document with a line break', bend: (text) => text.replace(`"${STOCK}"`, '"stock\\nx"') },
  { name: 'a document of 201 characters', bend: (text) => text.replace(`"${STOCK}"`, `"${'a'.repeat(201)}"`) },
  { name: '1,001 entries', bend: (text) => text.replace(/",1,"/g, '",1001,"') },
  { name: 'no entries', bend: (text) => text.replace(/",1,"([A-Za-z0-9_-]{43})"/, '",0,"$1"') },
  {
    name: 'a hash in hexadecimal',
    bend: (text) => text.replace(/,"([A-Za-z0-9_-]{43})"\]\]/, `,"${'ab'.repeat(32)}"]]`),
  },
  { name: 'totals that go backwards', bend: (text) => text.replace(/"n":\[\d+,/, '"n":[0,') },
  { name: 'three totals', bend: (text) => text.replace(/"n":\[(\d+),(\d+)\]/, '"n":[$1,$2,1]') },
  { name: 'a batch of 65 characters', bend: (text) => text.replace(/}$/, `,"b":"${'b'.repeat(65)}"}`) },
];

describe('a header that breaks a rule is refused', () => {
  it.each(HEADERS)('$name', async ({ bend }) => {
    const told = await field.nothingChanged(async () => {
      const pen = freshPen();
      const client = await field.enter('seller');
      const forged = pen.forge(write(pen), { headerText: bend });
      expect(forged.header).not.toBe(pen.forge(write(pen), {}).header);
      const outcome = await client.offerAndHear(forged);
      client.leave();
      return outcome;
    });
    expect(told).toBe('refused malformed');
  });
});

const PARTS: readonly { readonly name: string; readonly bend: (text: string) => string }[] = [
  { name: 'a key __proto__', bend: (text) => text.replace('{"kind"', '{"__proto__":{"polluted":true},"kind"') },
  { name: 'a key constructor', bend: (text) => text.replace('{"kind"', '{"constructor":{"name":"x"},"kind"') },
  { name: 'an infinite quantity', bend: (text) => text.replace('"quantity":-1000', '"quantity":-1e400') },
  { name: 'a quantity that is not a number', bend: (text) => text.replace('"quantity":-1000', '"quantity":NaN') },
  { name: 'minus zero', bend: (text) => text.replace('"quantity":-1000', '"quantity":-0') },
  { name: 'a fraction of a thousandth', bend: (text) => text.replace('"quantity":-1000', '"quantity":-0.5') },
  {
    name: 'a quantity beyond its limit',
    bend: (text) => text.replace('"quantity":-1000', '"quantity":-9007199254740991'),
  },
  { name: 'a quantity in quotes', bend: (text) => text.replace('"quantity":-1000', '"quantity":"-1000"') },
  { name: 'a sale that brings goods in', bend: (text) => text.replace('"quantity":-1000', '"quantity":1000') },
  { name: 'a lone surrogate by escape', bend: (text) => text.replace(MARK, `${MARK}\\ud83d`) },
  { name: 'nesting beyond the limit', bend: (text) => text.replace('{"kind"', `{"x":${nested(17)},"kind"`) },
  {
    name: 'nesting that would fell a reader',
    bend: (text) => text.replace('{"kind"', `{"x":${nested(100_000)},"kind"`),
  },
  { name: 'a byte order mark in front', bend: (text) => `\ufeff${text}` },
  { name: 'garbage behind', bend: (text) => `${text} x` },
  { name: 'no entries', bend: (text) => text.replace(/"e":\[.*\]/, '"e":[]') },
  { name: 'more entries than the header says', bend: (text) => text.replace(/"e":\[(.*)\]/, '"e":[$1,$1]') },
  { name: 'an entry that is no object', bend: (text) => text.replace(/"e":\[.*\]/, '"e":[1]') },
  { name: 'an entry without a kind', bend: (text) => text.replace('"kind":"movement",', '') },
  { name: 'a kind of 65 characters', bend: (text) => text.replace('"kind":"movement"', `"kind":"${'k'.repeat(65)}"`) },
  { name: 'no salt where one is due', bend: (text) => text.replace(/"s":"[^"]*",/, '') },
  { name: 'a salt of 15 bytes', bend: (text) => text.replace(/"s":"[^"]*"/, `"s":"${'A'.repeat(20)}"`) },
  { name: 'a type of movement that does not exist', bend: (text) => text.replace('"type":"sale"', '"type":"gift"') },
  { name: 'a type that is __proto__', bend: (text) => text.replace('"type":"sale"', '"type":"__proto__"') },
  {
    name: 'an entry kind of another document',
    bend: (text) =>
      text.replace(
        /"e":\[.*\]/,
        `"e":[{"kind":"new","type":"product","id":"${'A'.repeat(24)}.${'b'.repeat(10)}","fields":{"name":"${MARK}"}}]`,
      ),
  },
  { name: 'a movement that its uses do not cover', bend: (text) => text.replace('"type":"sale"', '"type":"writeOff"') },
];

describe('a part that breaks a rule is absent for everybody, whoever sealed it', () => {
  it.each(PARTS)('$name', async ({ bend }) => {
    const told = await field.nothingChangedForPeople(async () => {
      const pen = freshPen();
      const client = await field.enter('seller');
      const honest = pen.build(write(pen)).commit.parts[0] ?? '';
      const text = bend(honest);
      expect(text).not.toBe(honest);
      const forged = pen.forge(write(pen), {
        header: (header) => ({
          ...header,
          parts: header.parts.map((ref) => ({ ...ref, hash: hashOfText(sha256, text) })),
        }),
        parts: () => [text],
      });
      const outcome = await client.offerAndHear(forged);
      client.leave();
      return outcome;
    });
    expect(told).toMatch(/^listed/);
    expect(field.watcher.entries.has(MARK)).toBe(false);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('of two keys that are the same the last is read, by everybody, and it is the one that is judged', async () => {
    const told = await field.nothingTakesEffect(async () => {
      const pen = freshPen();
      const client = await field.enter('seller');
      const forged = pen.forge(write(pen), {
        headerText: (text) => text.replace(/}$/, `,"u":["stockAdjustment.add@*"]}`),
      });
      const outcome = await client.offerAndHear(forged);
      client.leave();
      await field.quiet();
      expect(`listed ${field.watcher.verdictOf(forged)}`).toBe(outcome);
      return outcome;
    });
    expect(told).toBe('listed void not-granted');
  });
});

describe('after all of this', () => {
  it('the seller still sells, and what is listed has one order', async () => {
    const pen = freshPen();
    await field.stillTrades(pen.write(write(pen)), 'seller');
    expect(field.watcher.entries.has(MARK)).toBe(true);
  });
});
