/**
 * What a phone sees first: over plain http, since it does not trust the shop's certificate yet. Hands out the authority's
 * certificate with the steps for this kind of device, and goes on to the app by itself as soon as https is trusted. A
 * messenger's own browser keeps no keys and can't install anything: there the page says to open it in a real one.
 */
import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { html, raw } from 'hono/html';
import { inMessenger } from '../../shared/foundation/messenger-browser.ts';
import { installWords, type Language, type Platform } from './install-words.ts';
import { mobileConfig } from './mobile-config.ts';

export interface InstallPageOptions {
  /** DER. */
  readonly authority: Uint8Array;
  readonly fingerprint: string;
  /** The app's port; its host is the one by which this page was reached. */
  readonly port: number;
}

export function installPage({ authority, fingerprint, port }: InstallPageOptions): Hono {
  const app = new Hono();
  app.use('*', async (c, next) => {
    await next();
    c.header('Cache-Control', 'no-store');
    c.header('X-Content-Type-Options', 'nosniff');
    c.header('Referrer-Policy', 'no-referrer');
  });
  app.get('/authority.crt', (c) =>
    c.body(new Uint8Array(authority), 200, {
      'Content-Type': 'application/x-x509-ca-cert',
      'Content-Disposition': 'attachment; filename="hecang-lan.crt"',
    }),
  );
  app.get('/authority.mobileconfig', (c) =>
    c.body(mobileConfig(authority, fingerprint), 200, { 'Content-Type': 'application/x-apple-aspen-config' }),
  );
  app.get('/', (c) => {
    const agent = c.req.header('user-agent') ?? '';
    const language: Language = /^zh|,\s*zh/i.test(c.req.header('accept-language') ?? 'zh') ? 'zh' : 'en';
    const address = appAddress(c.req.header('host') ?? '', port);
    if (address === null) return c.text('Bad host', 400);
    const nonce = randomBytes(16).toString('base64');
    c.header(
      'Content-Security-Policy',
      `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; connect-src ${address}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    return c.html(page({ agent, language, address, fingerprint, nonce }));
  });
  app.get('*', (c) => c.redirect('/'));
  return app;
}

/** `https://<host>:<port>`; null when the Host header is none. */
function appAddress(host: string, port: number): string | null {
  try {
    const { hostname } = new URL(`http://${host}`);
    return hostname === '' ? null : `https://${hostname}:${port}`;
  } catch {
    return null;
  }
}

function platformOf(agent: string): Platform {
  if (/iPhone|iPad|iPod/.test(agent)) return 'ios';
  if (/Android|HarmonyOS/.test(agent)) return 'android';
  return /Macintosh/.test(agent) ? 'mac' : 'pc';
}

interface PageOptions {
  readonly agent: string;
  readonly language: Language;
  readonly address: string;
  readonly fingerprint: string;
  readonly nonce: string;
}

function page({ agent, language, address, fingerprint, nonce }: PageOptions) {
  const platform = platformOf(agent);
  const words = installWords(language);
  const file = platform === 'ios' ? '/authority.mobileconfig' : '/authority.crt';
  const messenger = inMessenger(agent);
  return html`<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${words.title}</title>
<style nonce="${nonce}">${raw(STYLE)}</style>
</head>
<body><main>
<h1>${words.title}</h1>
${
  messenger
    ? html`<p class="note">${words.messenger}</p>`
    : html`<p>${words.why}</p>
<a class="primary" href="${file}">${words.download}</a>
<ol>${words.steps[platform].map((step) => html`<li>${step}</li>`)}</ol>
<a class="open" id="open" href="${address}/">${words.open}</a>
<p class="small">${words.compare} <code>${fingerprint}</code></p>
<p class="small">${words.limits}</p>
<script nonce="${nonce}">${raw(script(address))}</script>`
}
</main></body></html>`;
}

/** Looks whether https is trusted now: when the page opens and whenever it is looked at again. */
function script(address: string): string {
  return `const look = () => fetch(${JSON.stringify(`${address}/health`)}, { mode: 'no-cors', cache: 'no-store' })
  .then(() => location.replace(${JSON.stringify(`${address}/`)}), () => undefined);
look();
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && look());`;
}

const STYLE = `
:root { color-scheme: light dark; font: 16px/24px system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "HarmonyOS Sans SC", MiSans, "Microsoft YaHei UI", "Noto Sans CJK SC", sans-serif; }
body { margin: 0; background: light-dark(#F2F5F4, #0D1312); color: light-dark(#14201D, #E7EDEB); }
main { max-width: 480px; margin: 0 auto; padding: 24px 16px 32px; }
h1 { font-size: 20px; line-height: 28px; margin: 0 0 12px; }
p { margin: 0 0 16px; }
ol { margin: 24px 0; padding-left: 24px; }
li { margin: 0 0 12px; }
.note { background: light-dark(#FCF0D8, #33280F); color: light-dark(#855000, #EDBC5B); padding: 16px; border-radius: 6px; }
.primary, .open { display: block; text-align: center; padding: 14px; border-radius: 6px; font-weight: 600; text-decoration: none; }
.primary { background: light-dark(#0B6B64, #43B7A8); color: light-dark(#FFFFFF, #03201C); }
.open { border: 1px solid light-dark(#7C8A85, #71817B); color: light-dark(#0A635C, #72D0C3); }
.small { margin: 16px 0 0; font-size: 13px; line-height: 20px; color: light-dark(#475651, #AAB8B3); }
:focus-visible { outline: 2px solid light-dark(#0B6B64, #43B7A8); outline-offset: 2px; }
`;
