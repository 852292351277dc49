// Colours are tokens: client/styles/tokens.css is the only file that knows one.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the samples are source text, holes included
import { describe, expect, it } from 'vitest';
import { filesIn, textOf } from './house-files.ts';
import { houseModules } from './house-modules.ts';
import { coloursInModule, coloursInSheet } from './literal-colours.ts';
import { parseModule } from './parsed-module.ts';

describe('colours in style sheets', () => {
  it.each([
    'a { color: #fff }',
    'a{background:rgb(1 2 3)}',
    'a { border: 1px solid red; }',
    'a { --x: #123456; }',
    'a { box-shadow: 0 0 1px black }',
  ])('catches %s', (css) => {
    expect(coloursInSheet('a.css', css)).toHaveLength(1);
  });

  it.each([
    '#add:hover { color: var(--ink) }',
    'a:hover #fade { margin: 0 }',
    'a { color: currentColor; background: transparent }',
    'a { white-space: nowrap; transition: color 1s }',
    'a { color: var(--red) } /* color: #fff */',
    'a { background: url("#abc") }',
    'a { background: color-mix(in oklab, var(--a), var(--b)) }',
  ])('lets pass %s', (css) => {
    expect(coloursInSheet('a.css', css)).toEqual([]);
  });

  it('only the token sheet knows colours', () => {
    const sheets = filesIn(['client/'], '.css', '.html').filter(
      (file) => file !== 'client/styles/tokens.css' && file.endsWith('.css'),
    );
    expect(sheets.flatMap((file) => coloursInSheet(file, textOf(file)))).toEqual([]);
  });
});

describe('colours in modules', () => {
  it.each([
    'const s = css`a { color: #fff; }`;',
    'const s = css`:host { ${x} } b { fill: red; }`;',
    'const s = html`<p style="color: #abc">${x}</p>`;',
    'const s = svg`<path fill="#aabbcc" d=${d}></path>`;',
    "context.fillStyle = '#000';",
    "const c = 'rgba(0, 0, 0, 0.5)';",
  ])('catches %s', (text) => {
    expect(coloursInModule(parseModule('client/a.ts', text))).toHaveLength(1);
  });

  it.each([
    'const s = css`a { color: var(--ink); margin: ${x}px; }`;',
    'class A { #fade = 1; run() { return this.#fade; } }',
    'const s = html`<a href="#add">${x}</a>`;',
    "const order = 'order #1234';",
  ])('lets pass %s', (text) => {
    expect(coloursInModule(parseModule('client/a.ts', text))).toEqual([]);
  });

  it('no module of the client knows a colour', () => {
    expect(houseModules.filter(({ file }) => file.startsWith('client/')).flatMap(coloursInModule)).toEqual([]);
  });
});
