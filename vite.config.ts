// How the client is built and served while developing, and how vitest finds the tests.
// The client's root is client/, what is built lies in dist/, which the relay serves (relay/launcher/client-build.mjs decides when to build).
// While developing, Vite serves the pages and hands everything that is the relay's on to it.
import { fileURLToPath } from 'node:url';
import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';

const testing = process.env.VITEST !== undefined;
const relay = `http://localhost:${process.env.PORT ?? '8787'}`;
const here = (file) => fileURLToPath(new URL(file, import.meta.url));

// Installed, the app starts with the relay dead. A new version waits until the page asks for it (client/main.ts), so
// that no half-typed sale is lost; what belongs to the relay is never answered from the cache.
const pwa = VitePWA({
  registerType: 'prompt',
  injectRegister: false,
  includeAssets: ['icon.svg', 'icon-192.png', 'icon-512.png'],
  manifest: {
    name: '合仓',
    short_name: '合仓',
    description: '进货、卖货、库存，多台设备一起记，断网也能用',
    lang: 'zh-CN',
    id: '/',
    start_url: '/',
    display: 'standalone',
    theme_color: '#123431',
    background_color: '#f2f5f4',
    icons: [
      { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
      { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
      { src: '/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any maskable' },
    ],
  },
  workbox: {
    globPatterns: ['**/*.{js,css,html,svg,png,webmanifest}'],
    // Wasm (Automerge, 3.6 MB) is nothing that a till needs: it is cached when it was first fetched in a quiet moment,
    // so that installing stays small and it is there offline from then on. Its name changes with its content.
    runtimeCaching: [
      {
        urlPattern: /\/assets\/[^/]+\.wasm$/,
        handler: 'CacheFirst',
        options: {
          cacheName: 'wasm',
          expiration: { maxEntries: 2 },
          cacheableResponse: { statuses: [200] },
        },
      },
    ],
    maximumFileSizeToCacheInBytes: 8 * 1024 * 1024,
    navigateFallback: '/index.html',
    navigateFallbackDenylist: [/^\/(sync|yjs|api|blobs|health|ready|metrics|openapi|wall)(\/|$)/],
    cleanupOutdatedCaches: true,
    // The first visit too must survive a cut line: pages that were not opened yet come from the cache at once.
    clientsClaim: true,
  },
});

// What the first paint is made of is fetched beside the entry, not after it.
const firstPaint = /^assets\/(start-app|first|lit|hc-first-run|result|preload)-/;
const preloads = {
  name: 'hecang-preloads',
  transformIndexHtml: {
    order: 'post' as const,
    handler(html: string, { path, bundle }: { path: string; bundle?: Record<string, { type: string }> }) {
      if (path !== '/index.html' || bundle === undefined) return [];
      return Object.keys(bundle)
        .filter((name) => firstPaint.test(name) && name.endsWith('.js') && !html.includes(name))
        .map((name) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', crossorigin: true, href: `/${name}` },
          injectTo: 'head' as const,
        }));
    },
  },
};

export default defineConfig({
  root: testing ? '.' : 'client',
  base: '/',
  plugins: testing ? [] : [pwa, preloads],
  // Vaadin's development telemetry is replaced by nothing.
  resolve: {
    alias: [
      {
        find: /^@vaadin\/vaadin-usage-statistics(\/.*)?$/,
        replacement: here('./client/vaadin-usage-statistics.ts'),
      },
    ],
  },
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: 'esnext',
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        index: here('./client/index.html'),
        wall: here('./client/wall/wall.html'),
        display: here('./client/display/display.html'),
      },
      output: {
        // Lit is in every page; Vaadin's grid and fields come with the pages that show them. What the till's first
        // paint is made of is one file: each file more is a way through the service worker before anything shows.
        codeSplitting: {
          groups: [
            { name: 'lit', test: /node_modules\/(@lit|lit|lit-html|lit-element)\// },
            { name: 'preload', test: /vite\/preload-helper/ },
            {
              name: 'first',
              test: /client\/(contexts|styles)\/[\w-]+\.ts|client\/components\/(icons|hc-(element|note|keypad|scan|shell|places|tile|amount)|goods-colours)\.ts|client\/controllers\/(calculator|preferences|router|scan-timing|scanner-controller|sound|till-keys|watch-controller|basket|shell-items)[\w-]*\.ts|client\/i18n\/(figures|locale)\.ts/,
            },
            { name: 'grid', test: /node_modules\/@vaadin\/(grid|lit-renderer)\// },
            {
              name: 'fields',
              test: /node_modules\/@vaadin\/(text-field|text-area|checkbox|input-container|field-base)\//,
            },
          ],
        },
      },
    },
  },
  worker: { format: 'es' },
  server: {
    proxy: { '^/(sync|yjs|api|blobs|health|ready|metrics|openapi)(/|$|\\?)': { target: relay, ws: true } },
  },
  test: { include: ['test/{architecture,unit,contract,property,attack,fault,fuzz}/**/*.test.ts'], environment: 'node' },
});
