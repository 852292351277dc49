// The form of files and modules. Each rule first shows that it catches a culprit, then that the house has none.
import { describe, expect, it } from 'vitest';
import {
  namedForItsContent,
  neitherSleepsNorGambles,
  noBarrel,
  noHoleInTypes,
  opensWithComment,
  reasonForEverySkip,
  shortEnough,
} from './form-rules.ts';
import { filesIn, houseFiles, sourceFolders, textOf } from './house-files.ts';
import { houseModules } from './house-modules.ts';
import { type ParsedModule, parseModule } from './parsed-module.ts';

const everywhere = [...sourceFolders, 'test/'];
const lines = (count: number): string => 'x\n'.repeat(count);

describe('names', () => {
  it.each([
    'client/util/a.ts',
    'shared/helpers/a.ts',
    'relay/common/a.ts',
    'shared/stock/index.ts',
    'shared/types.ts',
    'client/MyPage.ts',
    'a_b.ts',
  ])('catches %s', (file) => {
    expect(namedForItsContent(file)).not.toEqual([]);
  });

  it.each([
    'shared/stock/stock-fold.ts',
    'test/unit/a-b.test.ts',
    'client/index.html',
    'README.md',
    'shared/schema/pos-sale.ts',
  ])('lets pass %s', (file) => {
    expect(namedForItsContent(file)).toEqual([]);
  });

  it('tell what to expect, in the whole house', () => {
    expect(houseFiles.flatMap(namedForItsContent)).toEqual([]);
  });
});

describe('length and opening', () => {
  it('catches 501 lines but not 500, and leaves what a tool wrote alone', () => {
    expect(shortEnough('a.ts', lines(501))).toEqual(['a.ts has 501 lines']);
    expect(shortEnough('a.ts', lines(500))).toEqual([]);
    expect(shortEnough('a.ts', `// Do not modify this file by hand!\n${lines(600)}`)).toEqual([]);
  });

  it('no file of the house is longer than 500 lines', () => {
    const files = filesIn(everywhere, '.ts', '.mjs', '.css', '.html');
    expect(files.flatMap((file) => shortEnough(file, textOf(file)))).toEqual([]);
  });

  it('catches a module that opens without a word about itself', () => {
    expect(opensWithComment('a.ts', "import 'b';\n// later")).not.toEqual([]);
    expect(opensWithComment('a.ts', '/** What it is. */\nimport "b";')).toEqual([]);
  });

  it('every module of the house opens with what it is; tests say it by their names', () => {
    const files = filesIn(everywhere, '.ts', '.mjs').filter((file) => !/\.(test|spec)\.ts$/.test(file));
    expect(files.flatMap((file) => opensWithComment(file, textOf(file)))).toEqual([]);
  });
});

const rules: readonly {
  name: string;
  rule: (module: ParsedModule) => string[];
  modules: readonly ParsedModule[];
  culprits: readonly string[];
  clean: readonly string[];
}[] = [
  {
    name: 'no barrels',
    rule: noBarrel,
    modules: houseModules,
    culprits: [
      "export * from './b.ts'; export const c = 1;",
      "export { b } from './b.ts';\nexport type { C } from './c.ts';",
    ],
    clean: [
      "import { b } from './b.ts';\nexport const c = b + 1;",
      "export { b } from './b.ts';\nexport function c() {}",
    ],
  },
  {
    name: 'no holes in the types',
    rule: noHoleInTypes,
    modules: houseModules,
    culprits: [
      'const a: any = 1;',
      'const a = b as any;',
      'let a: Map<string, any[]>;',
      '// @ts-ignore\na();',
      '/* @ts-expect-error */ a();',
    ],
    clean: ["const any = 'any'; const a: unknown = any;", '// any of these\nrun();'],
  },
  {
    name: 'no test is left out without a reason',
    rule: reasonForEverySkip,
    modules: houseModules.filter(({ file }) => file.startsWith('test/')),
    culprits: [
      "it.only('a', () => {});",
      "describe.only('a', () => {});",
      "it.skip('a', () => {});",
      "it.skipIf(missing)('a', () => {});",
      "test.describe.fixme('a', () => {});",
      "it.todo('a').skip('b', () => {});",
      'test.skip(true);',
    ],
    clean: [
      "it.skip('a', () => {}); // the camera cannot be had here",
      "it.skipIf(missing)('a', () => {}); // the shared folder is not beside the clone",
      "test.skip(browserName === 'firefox', 'no Ed25519 keys there');",
      "describe.skipIf(!there)('real lists (skipped: the shared data is not beside the repository)', () => {});",
      "ctx.skip('the shared folder is not beside the clone');",
      'list.skip(2); form.only = true;',
    ],
  },
  {
    name: 'no test sleeps or rolls dice',
    rule: neitherSleepsNorGambles,
    modules: houseModules.filter(({ file }) => file.startsWith('test/') && !file.startsWith('test/bench/')),
    culprits: [
      'setTimeout(done, 100);',
      'await page.waitForTimeout(100);',
      'globalThis.setTimeout(a, 1);',
      'const a = Math.random();',
    ],
    clean: ['await page.waitForSelector("x"); test.setTimeout2(1); const a = random();'],
  },
];

describe.each(rules)('$name', ({ rule, modules, culprits, clean }) => {
  it.each(culprits)('catches %s', (text) => {
    expect(rule(parseModule('test/a.ts', text))).not.toEqual([]);
  });

  it.each(clean)('lets pass %s', (text) => {
    expect(rule(parseModule('test/a.ts', text))).toEqual([]);
  });

  it('holds in the whole house', () => {
    expect(modules.flatMap(rule)).toEqual([]);
  });
});
