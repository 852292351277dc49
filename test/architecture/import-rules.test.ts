// The rooms of the house and the doors between them. Each rule first shows that it catches a culprit, then that the house has none.
import { describe, expect, it } from 'vitest';
import { houseFiles } from './house-files.ts';
import { houseModules, sourceModules } from './house-modules.ts';
import {
  componentsSeeNoStore,
  environmentReadOnce,
  housePartImports,
  importsNameFiles,
  powersInTheirRooms,
} from './import-rules.ts';
import { type ParsedModule, parseModule } from './parsed-module.ts';

type Rule = (module: ParsedModule) => string[];
const exists = (file: string): boolean => houseFiles.includes(file);

const rules: readonly {
  name: string;
  rule: Rule;
  modules: readonly ParsedModule[];
  culprits: readonly [string, string][];
  clean: readonly [string, string][];
}[] = [
  {
    name: 'shared is pure, client and relay never meet',
    rule: housePartImports,
    modules: sourceModules,
    culprits: [
      ['shared/a.ts', "import { b } from '../client/b.ts';"],
      ['shared/a.ts', "import type { B } from '../relay/b.ts';"],
      ['shared/a.ts', "import fs from 'node:fs';"],
      ['shared/a.ts', "import { html } from 'lit';"],
      ['shared/a.ts', "type B = import('../relay/b.ts').B;"],
      ['client/a.ts', "export { b } from '../relay/b.ts';"],
      ['client/a.ts', "const b = await import('../relay/b.ts');"],
      ['client/a.ts', "import fs from 'fs';"],
      ['relay/a.ts', "import type { B } from '../client/b.ts';"],
      ['relay/a.ts', "import { b } from '../test/kit/b.ts';"],
    ],
    clean: [
      [
        'shared/a/b.ts',
        "import * as Y from 'yjs'; import { varint } from 'lib0/encoding'; import { c } from '../c/d.ts';",
      ],
      ['relay/a.ts', "import { c } from '../shared/c.ts'; import fs from 'node:fs'; import { Hono } from 'hono';"],
      [
        'client/a.ts',
        "import { c } from '../shared/c.ts'; import './b.css'; import url from '@automerge/automerge/automerge.wasm?url';",
      ],
    ],
  },
  {
    name: 'storage lives in client/replica, sockets in client/sync',
    rule: powersInTheirRooms,
    modules: sourceModules,
    culprits: [
      ['client/sync/a.ts', "import { openDB } from 'idb';"],
      ['client/pages/a.ts', "import { get } from 'idb-keyval';"],
      ['client/pages/a.ts', "indexedDB.open('x');"],
      ['client/pages/a.ts', "globalThis.indexedDB.open('x');"],
      ['client/replica/a.ts', "new WebSocket('x');"],
      ['client/worker/a.ts', 'const p = new RTCPeerConnection();'],
      ['client/worker/a.ts', "import { WebsocketProvider } from 'y-websocket';"],
    ],
    clean: [
      ['client/replica/a.ts', "import { openDB } from 'idb'; indexedDB.open('x');"],
      ['client/sync/a.ts', "new WebSocket('x'); const open = WebSocket.OPEN;"],
      ['client/pages/a.ts', 'const state = { indexedDB: true };'],
    ],
  },
  {
    name: 'a component never sees a Y.Doc, a socket or a store',
    rule: componentsSeeNoStore,
    modules: sourceModules,
    culprits: [
      ['client/components/a.ts', "import type * as Y from 'yjs';"],
      ['client/pages/till/a.ts', "import { b } from '../../replica/b.ts';"],
      ['client/components/a.ts', "import type { B } from '../sync/b.ts';"],
    ],
    clean: [['client/components/a.ts', "import { b } from '../queries/b.ts'; import { html } from 'lit';"]],
  },
  {
    name: 'only the composition root reads the environment',
    rule: environmentReadOnce,
    modules: sourceModules,
    culprits: [
      ['relay/a.ts', "const port = process.env['PORT'];"],
      ['relay/a.ts', 'const { env } = process;'],
      ['relay/a.ts', "import { env } from 'node:process';"],
      ['client/a.ts', 'if (process.env.X) run();'],
    ],
    clean: [
      ['relay/main.ts', 'const port = process.env.PORT;'],
      ['relay/a.ts', 'process.on("SIGTERM", close); const env = config.env;'],
      ['client/a.ts', 'const dev = import.meta.env.DEV;'],
    ],
  },
  {
    name: 'imports name files that are there, with their ending',
    rule: (module) => importsNameFiles(module, exists),
    modules: houseModules,
    culprits: [['test/architecture/a.ts', "import { root } from './house-files';"]],
    clean: [['test/architecture/a.ts', "import { root } from './house-files.ts';"]],
  },
];

describe.each(rules)('$name', ({ rule, modules, culprits, clean }) => {
  it.each(culprits)('catches %s: %s', (file, text) => {
    expect(rule(parseModule(file, text))).not.toEqual([]);
  });

  it.each(clean)('lets pass %s: %s', (file, text) => {
    expect(rule(parseModule(file, text))).toEqual([]);
  });

  it('holds in the whole house', () => {
    expect(modules.flatMap(rule)).toEqual([]);
  });
});
