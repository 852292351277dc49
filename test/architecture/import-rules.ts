// Who may import whom, and who may touch which power of the platform. Each rule is a function from a module to findings (`file:line what`),
// so that a test can show it a culprit as well as the house. Lists are allow-lists where that is possible: what is new is forbidden at first.
import { builtinModules } from 'node:module';
import { lineAt } from './house-files.ts';
import { isNode, nodesOf, type ParsedModule, packageOf, resolveWithin, type SyntaxNode } from './parsed-module.ts';

/** Packages that are pure: they neither touch a network, a disk or a page, nor need one. */
const pureForShared = new Set([
  'yjs',
  'lib0',
  'y-protocols',
  '@automerge/automerge',
  'valibot',
  'pinyin-pro',
  'hash-wasm',
]);

const finding = (module: ParsedModule, line: number, what: string): string => `${module.file}:${line} ${what}`;

const isBuiltin = (specifier: string): boolean => specifier.startsWith('node:') || builtinModules.includes(specifier);

/** shared/ stands on itself and on pure packages; client/ and relay/ stand on shared/ and never on each other. */
export function housePartImports(module: ParsedModule): string[] {
  const part = module.file.split('/')[0];
  return module.imports.flatMap(({ specifier, line }) => {
    const target = resolveWithin(module.file, specifier)?.split('/')[0];
    const own = target === undefined || target === part || target === 'shared';
    if (part === 'shared') {
      if (target !== undefined && target !== 'shared') return [finding(module, line, `shared imports ${specifier}`)];
      if (target === undefined && !pureForShared.has(packageOf(specifier)))
        return [finding(module, line, `shared imports ${specifier}, which is not known to be pure`)];
    }
    if (part === 'client' && (!own || isBuiltin(specifier)))
      return [finding(module, line, `client imports ${specifier}`)];
    if (part === 'relay' && !own) return [finding(module, line, `relay imports ${specifier}`)];
    return [];
  });
}

/** Packages that belong to one room of the client. */
const rooms: readonly { readonly packages: readonly string[]; readonly room: string }[] = [
  { packages: ['idb', 'idb-keyval'], room: 'client/replica/' },
  { packages: ['y-websocket', 'y-webrtc'], room: 'client/sync/' },
];

/** Globals that belong to one room of the client. */
const powers: readonly { readonly names: readonly string[]; readonly room: string }[] = [
  { names: ['indexedDB', 'IDBKeyRange'], room: 'client/replica/' },
  { names: ['WebSocket', 'RTCPeerConnection'], room: 'client/sync/' },
];

/** Storage lives in client/replica only, sockets in client/sync only. */
export function powersInTheirRooms(module: ParsedModule): string[] {
  if (!module.file.startsWith('client/')) return [];
  const findings: string[] = [];
  for (const { packages, room } of rooms) {
    if (module.file.startsWith(room)) continue;
    for (const { specifier, line } of module.imports) {
      if (packages.includes(packageOf(specifier))) findings.push(finding(module, line, `${specifier} outside ${room}`));
    }
  }
  for (const { names, room } of powers) {
    if (module.file.startsWith(room)) continue;
    for (const name of names) {
      for (const node of usesOf(module, name))
        findings.push(finding(module, lineAt(module.text, node.start), `${name} outside ${room}`));
    }
  }
  return findings;
}

/** Where a global is used as a value: by its bare name, or as a property of a global object. */
function* usesOf(module: ParsedModule, name: string): Generator<SyntaxNode> {
  for (const node of nodesOf(module.program)) {
    const callee = node.callee;
    if (isNode(callee) && callee.type === 'Identifier' && callee.name === name) yield callee;
    if (node.type !== 'MemberExpression') continue;
    const { object, property } = node;
    if (isNode(object) && object.type === 'Identifier' && object.name === name) yield object;
    const global = isNode(object) && /^(globalThis|window|self)$/.test(String(object.name));
    if (global && isNode(property) && property.name === name) yield property;
  }
}

/** What a page shows comes from queries and controllers: no Y.Doc, no socket, no store in sight, not even as a type. */
export function componentsSeeNoStore(module: ParsedModule): string[] {
  if (!/^client\/(components|pages)\//.test(module.file)) return [];
  return module.imports.flatMap(({ specifier, line }) => {
    const target = resolveWithin(module.file, specifier) ?? specifier;
    return /^(yjs$|client\/sync\/|client\/replica\/)/.test(target)
      ? [finding(module, line, `a component imports ${target}`)]
      : [];
  });
}

/** The environment is read by the composition root (and by launchers and the operator's commands), and handed on from there. */
export function environmentReadOnce(module: ParsedModule): string[] {
  if (module.file === 'relay/main.ts' || module.file.startsWith('relay/cli/')) return [];
  const findings: string[] = [];
  for (const node of nodesOf(module.program)) {
    const at = (): number => lineAt(module.text, node.start);
    if (node.type === 'MemberExpression' && isNamed(node.object, 'process') && isNamed(node.property, 'env')) {
      findings.push(finding(module, at(), 'reads process.env'));
    }
    if (node.type === 'VariableDeclarator' && isNamed(node.init, 'process'))
      findings.push(finding(module, at(), 'takes process apart'));
    if (
      node.type === 'ImportDeclaration' &&
      isNode(node.source) &&
      /^(node:)?process$/.test(String(node.source.value))
    ) {
      findings.push(finding(module, at(), 'imports process'));
    }
  }
  return findings;
}

const isNamed = (node: unknown, name: string): boolean =>
  isNode(node) && node.type === 'Identifier' && node.name === name;

/** Every import of our own names a file that is there, ending and all. */
export function importsNameFiles(module: ParsedModule, exists: (file: string) => boolean): string[] {
  return module.imports.flatMap(({ specifier, line }) => {
    const target = resolveWithin(module.file, specifier);
    return target === undefined || exists(target) ? [] : [finding(module, line, `${specifier} names no file`)];
  });
}
