// A TypeScript module as its syntax tree: what it imports (types included), and every node in it. The parser is the one the app is built with,
// so no second opinion about syntax enters the house. A module that does not parse fails here, with its name.
import path from 'node:path';
import { parseSync } from 'vite';
import { lineAt } from './house-files.ts';

/** A node of the ESTree form, with TypeScript's own kinds; fields are looked at by name. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

export interface ModuleImport {
  readonly specifier: string;
  readonly line: number;
}

export interface ParsedModule {
  readonly file: string;
  readonly text: string;
  readonly imports: readonly ModuleImport[];
  readonly program: SyntaxNode;
  /** Comments with their place; `value` is without the marks. */
  readonly comments: readonly { readonly value: string; readonly start: number; readonly end: number }[];
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/**
 * @param file name of the module, relative to the root; its ending chooses the language
 * @param text its source
 * @throws when the source is not valid TypeScript
 */
export function parseModule(file: string, text: string): ParsedModule {
  const parsed = parseSync(file, text);
  const [error] = parsed.errors;
  if (error !== undefined) throw new Error(`${file}: ${error.message}`);
  const program: unknown = parsed.program;
  if (!isNode(program)) throw new Error(`${file}: the parser gave no tree`);
  const imports: ModuleImport[] = [];
  for (const node of nodesOf(program)) {
    const specifier = specifierOf(node);
    if (specifier !== undefined) imports.push({ specifier, line: lineAt(text, node.start) });
  }
  return { file, text, imports, program, comments: parsed.comments };
}

/** The module a node loads: import, re-export, `import()` and `import('…').Type` alike. */
function specifierOf(node: SyntaxNode): string | undefined {
  if (
    !/^(ImportDeclaration|ExportNamedDeclaration|ExportAllDeclaration|ImportExpression|TSImportType)$/.test(node.type)
  )
    return undefined;
  const source = isNode(node.source) ? node.source : node.argument;
  if (!isNode(source)) return undefined;
  const literal = isNode(source.literal) ? source.literal : source;
  return typeof literal.value === 'string' ? literal.value : undefined;
}

/** Every node below and including one, parents first. */
export function* nodesOf(node: SyntaxNode): Generator<SyntaxNode> {
  yield node;
  for (const field of Object.values(node)) {
    for (const child of Array.isArray(field) ? field : [field]) if (isNode(child)) yield* nodesOf(child);
  }
}

/**
 * The file an import of the house's own names, relative to the root; undefined for packages and Node's modules.
 * Vite's query endings (`?url`, `?worker`) are not part of the name.
 */
export function resolveWithin(importer: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.') && !specifier.startsWith('/')) return undefined;
  const bare = specifier.replace(/\?.*$/, '');
  return bare.startsWith('/') ? bare.slice(1) : path.posix.join(path.posix.dirname(importer), bare);
}

/** Name of the package a specifier belongs to: `lib0/encoding` is lib0, `@vaadin/grid/x.js` is @vaadin/grid. */
export function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
