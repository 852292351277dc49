/**
 * The relay's settings from the environment, read once by main.ts. Every bad value is named in a plain sentence; nothing
 * is guessed.
 */
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import {
  isLanPrinter,
  type PrinterAddress,
  readPrinterAddress,
  showPrinterAddress,
} from '../../shared/printing/printer-address.ts';
import { DEFAULT_QUOTAS, type Quotas } from '../shops/shop-limits.ts';

export type CreatePermission =
  | { readonly kind: 'open' }
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'closed' };

export interface Settings {
  readonly port: number;
  readonly host: string;
  readonly dataFolder: string;
  readonly tls: { readonly certFile: string; readonly keyFile: string } | null;
  /** `--lan`: https by a certificate of the shop's own; the port of the page that phones begin at. */
  readonly lan: { readonly installPort: number } | null;
  readonly create: CreatePermission;
  readonly quotas: Quotas;
  /** Bytes of blobs (pictures, attachments) a shop may keep here. */
  readonly blobBytes: number;
  /** Printers that shops may reach through this relay (PRINT-16); `null`: none at all. */
  readonly mayPrint: ((address: PrinterAddress) => boolean) | null;
  /** Host names under which devices reach this relay; empty: whatever the Host header says. */
  readonly publicHosts: readonly string[];
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * PORT (8080) · HOST (0.0.0.0) · HECANG_DATA (data) · HECANG_TLS_CERT and HECANG_TLS_KEY · HECANG_CREATE
 * (open|token|closed) and HECANG_CREATE_TOKEN · HECANG_SHOP_MB, HECANG_DEVICE_MB, HECANG_SESSIONS, HECANG_SHOP_SESSIONS ·
 * HECANG_BLOB_MB · HECANG_PUBLIC_HOST (comma separated) · HECANG_LAN_PORT (PORT + 1), with `--lan` as the one argument ·
 * HECANG_PRINT (off, lan, or addresses, comma separated; `lan` with `--lan`, else `off`).
 * `Err`: one sentence per bad value.
 */
export function readSettings(env: Environment, args: readonly string[] = []): Result<Settings, readonly string[]> {
  const problems: string[] = [];
  for (const arg of args) {
    if (arg !== '--lan') problems.push(`There is no option ${arg}. There is: --lan (https on the shop's own network).`);
  }
  const read = (name: string): string | undefined => {
    const value = env[name]?.trim();
    return value === '' ? undefined : value;
  };
  const number = (name: string, usual: number, most: number): number => {
    const text = read(name);
    if (text === undefined) return usual;
    const value = Number(text);
    if (/^\d+$/.test(text) && value <= most) return value;
    problems.push(`${name} must be a whole number from 0 to ${most}, not "${text}".`);
    return usual;
  };
  const certFile = read('HECANG_TLS_CERT');
  const keyFile = read('HECANG_TLS_KEY');
  if ((certFile === undefined) !== (keyFile === undefined)) {
    problems.push('HECANG_TLS_CERT and HECANG_TLS_KEY go together: set both (paths of PEM files) or neither.');
  }
  const lan = args.includes('--lan');
  if (lan && (certFile !== undefined || keyFile !== undefined)) {
    problems.push(
      '--lan makes a certificate of its own: leave out HECANG_TLS_CERT and HECANG_TLS_KEY, or leave out --lan.',
    );
  }
  const mb = 1024 * 1024;
  const port = number('PORT', 8080, 65_535);
  const settings: Settings = {
    port,
    host: read('HOST') ?? '0.0.0.0',
    dataFolder: read('HECANG_DATA') ?? 'data',
    tls: certFile === undefined || keyFile === undefined ? null : { certFile, keyFile },
    lan: lan ? { installPort: number('HECANG_LAN_PORT', port + 1, 65_535) } : null,
    create: createPermission(read('HECANG_CREATE') ?? 'open', read('HECANG_CREATE_TOKEN'), problems),
    quotas: {
      shopBytes: number('HECANG_SHOP_MB', DEFAULT_QUOTAS.shopBytes / mb, 1_000_000_000) * mb,
      deviceBytes: number('HECANG_DEVICE_MB', DEFAULT_QUOTAS.deviceBytes / mb, 1_000_000_000) * mb,
      sessions: number('HECANG_SESSIONS', DEFAULT_QUOTAS.sessions, 1_000_000),
      shopSessions: number('HECANG_SHOP_SESSIONS', DEFAULT_QUOTAS.shopSessions, 1_000_000),
    },
    blobBytes: number('HECANG_BLOB_MB', 4096, 1_000_000_000) * mb,
    mayPrint: printPermission(read('HECANG_PRINT') ?? (lan ? 'lan' : 'off'), problems),
    publicHosts: (read('HECANG_PUBLIC_HOST') ?? '')
      .split(',')
      .map((host) => host.trim().toLowerCase())
      .filter((host) => host !== ''),
  };
  return problems.length === 0 ? ok(settings) : err(problems);
}

function createPermission(kind: string, token: string | undefined, problems: string[]): CreatePermission {
  if (kind === 'open' || kind === 'closed') return { kind };
  if (kind === 'token') {
    if (token !== undefined && token.length >= 8) return { kind, token };
    problems.push('HECANG_CREATE=token needs HECANG_CREATE_TOKEN with at least 8 characters.');
  } else problems.push(`HECANG_CREATE must be open, token or closed, not "${kind}".`);
  return { kind: 'closed' };
}

/**
 * A list names all that may be reached, wherever it stands: the operator knows those machines. Nothing is reached unasked,
 * from the loopback address neither: whoever founds a shop names its printers, and behind a proxy that may be anybody.
 */
function printPermission(text: string, problems: string[]): Settings['mayPrint'] {
  if (text === 'lan') return isLanPrinter;
  if (text === 'off') return null;
  const allowed = new Set<string>();
  for (const one of text.split(',')) {
    const address = readPrinterAddress(one);
    if (address === null) problems.push(`HECANG_PRINT must be lan, off or addresses like 10.0.0.5:9100, not "${one}".`);
    else allowed.add(showPrinterAddress(address));
  }
  return (address) => allowed.has(showPrinterAddress(address));
}
