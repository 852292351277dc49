import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSettings } from '../../../relay/settings/read-settings.ts';
import { RelayProcess } from '../../kit/relay-process.ts';

describe('settings', () => {
  it('an empty environment is a running relay', () => {
    const settings = readSettings({});
    expect(settings).toMatchObject({
      ok: true,
      value: { port: 8080, host: '0.0.0.0', dataFolder: 'data', tls: null, create: { kind: 'open' } },
    });
  });

  it('every bad value is named in a sentence', () => {
    const settings = readSettings({
      PORT: 'eighty',
      HECANG_TLS_CERT: '/x.pem',
      HECANG_CREATE: 'perhaps',
      HECANG_SHOP_MB: '-1',
    });
    expect(settings.ok).toBe(false);
    const text = settings.ok ? '' : settings.error.join(' ');
    for (const name of ['PORT', 'HECANG_TLS_KEY', 'HECANG_CREATE', 'HECANG_SHOP_MB']) expect(text).toContain(name);
  });

  it('a token that is too short does not open the relay', () => {
    expect(readSettings({ HECANG_CREATE: 'token', HECANG_CREATE_TOKEN: 'short' }).ok).toBe(false);
  });
});

describe('a relay over plain HTTP', () => {
  let relay: RelayProcess;
  beforeAll(async () => {
    relay = await RelayProcess.start();
  });
  afterAll(() => relay.dispose());
  const get = (path: string) => fetch(relay.origin + path);

  it('says that it is alive and ready, and how it is doing', async () => {
    expect(await (await get('/health')).json()).toEqual({ status: 'ok' });
    expect(await (await get('/ready')).json()).toEqual({ status: 'ready' });
    const metrics = await get('/metrics');
    expect(metrics.headers.get('content-type')).toContain('text/plain');
    expect(await metrics.text()).toContain('hecang_sessions 0');
  });

  it('says who it is, and what there is', async () => {
    const description = (await (await get('/api/relay')).json()) as { witness: string; witnessKey: string };
    expect(description.witness).toMatch(/^[\w-]{24}$/);
    expect(description.witnessKey).toMatch(/^[\w-]{43}$/);
    const openApi = (await (await get('/api/openapi.json')).json()) as { paths: object };
    expect(Object.keys(openApi.paths)).toContain('/sync/{shop}');
    expect((await get('/api/nothing')).status).toBe(404);
  });

  it('answers a plain GET on a WebSocket route with 426, not with HTML', async () => {
    for (const path of [`/sync/${'s'.repeat(43)}`, `/yjs/${'s'.repeat(43)}/view/stock`]) {
      const response = await get(path);
      expect(response.status).toBe(426);
      expect(response.headers.get('content-type')).toContain('json');
    }
  });

  it('never serves HTML for a missing asset, and lets no foreign script in', async () => {
    const missing = await get('/assets/nothing-1234.js');
    expect(missing.status).toBe(404);
    expect(missing.headers.get('content-security-policy')).toContain("script-src 'self' 'wasm-unsafe-eval'");
    expect(missing.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(missing.headers.get('strict-transport-security')).toBe(null);
  });

  it('RELAY-13: ends cleanly when asked to', async () => {
    const other = await RelayProcess.start();
    expect(await other.stop()).toBe(0);
    await other.dispose();
  });
});
