// How the client is built and served while developing, and how vitest finds the tests.
// The client's root is client/, what is built lies in dist/, which the relay serves (relay/launcher/client-build.mjs decides when to build).
// While developing, Vite serves the pages and hands everything that is the relay's on to it.
import { defineConfig } from 'vitest/config';

const testing = process.env.VITEST !== undefined;
const relay = `http://localhost:${process.env.PORT ?? '8787'}`;

export default defineConfig({
  root: testing ? '.' : 'client',
  build: { outDir: '../dist', emptyOutDir: true, target: 'es2022' },
  server: {
    proxy: { '^/(sync|y|api|blobs|health|ready|metrics|openapi)(/|$|\\?)': { target: relay, ws: true } },
  },
  test: { include: ['test/{architecture,unit,contract,property,attack,fault,fuzz}/**/*.test.ts'], environment: 'node' },
});
