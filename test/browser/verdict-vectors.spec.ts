// The handed verdict vectors judged by the engine inside the browser, forwards, backwards and shuffled: the same as under Node.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { build } from 'vite';

const file = path.resolve(import.meta.dirname, '../../../shared/vectors/verdict-handed.json');

test('every handed vector gets its verdict in the browser, in whatever order its commits come', async ({ page }) => {
  test.skip(!existsSync(file), `no vectors at ${file}`);
  const shuffles = process.env.FULL === '1' ? 30 : 3;
  const [built] = [
    await build({
      configFile: false,
      logLevel: 'error',
      build: {
        write: false,
        minify: false,
        target: 'esnext',
        lib: { entry: path.join(import.meta.dirname, 'kit/vector-harness.ts'), formats: ['iife'], name: 'harness' },
      },
    }),
  ].flat();
  const code = built !== undefined && 'output' in built ? built.output[0].code : '';
  await page.addScriptTag({ content: code });
  const answer = await page.evaluate(({ text, many }) => window.judgeVectors(text, many), {
    text: readFileSync(file, 'utf8'),
    many: shuffles,
  });
  expect(answer.vectors).toBe(JSON.parse(readFileSync(file, 'utf8')).vectors.length);
  expect(answer.orders).toBe(2 + shuffles);
  expect(answer.lines).toEqual([]);
});
