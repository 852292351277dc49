/**
 * POST /api/shops/<shop>/printers/<address>: sends the body as it is to a network printer (raw TCP, RELAY-20). For
 * enrolled members, signed by their device. A browser can open no such socket, the relay stands on the shop's network.
 *
 * So that nobody makes the relay speak to anything else: the address must stand in the shop's settings, which only those
 * with settings.edit change, and the operator's rule must allow it (HECANG_PRINT; nothing does, unless it is set or the
 * relay was started with `--lan`: where anybody may found a shop, anybody writes its settings). The printer's answer is
 * never given back.
 */
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { asShopId } from '../../shared/foundation/ids.ts';
import { type PrinterAddress, readPrinterAddress, showPrinterAddress } from '../../shared/printing/printer-address.ts';
import type { PrinterLine } from '../printing/printer-line.ts';
import type { ShopRegistry } from '../shops/shop-registry.ts';
import { PrinterBook } from '../views/printer-book.ts';
import { signerOfRequest } from './signed-request.ts';

const MOST_BODY = 512 * 1024;
/** A signed request is good for two minutes: for so long one that was used is remembered. */
const REMEMBER_MS = 250_000;

export type MayReach = (address: PrinterAddress) => boolean;

export function printRoute(registry: ShopRegistry, line: PrinterLine, mayReach: MayReach | null): Hono {
  const { store, clock } = registry.context;
  const book = new PrinterBook(registry);
  const used = new UsedRequests();
  const limit = bodyLimit({ maxSize: MOST_BODY, onError: (c) => c.json({ error: 'too-large' }, 413) });

  return new Hono().post('/:shop/printers/:address', limit, async (c) => {
    const shop = asShopId(c.req.param('shop'));
    const address = readPrinterAddress(c.req.param('address'));
    if (shop === null || address === null) return c.json({ error: 'malformed' }, 400);
    const body = new Uint8Array(await c.req.arrayBuffer());
    const request = { method: c.req.method, host: c.req.header('host') ?? '', path: c.req.path, body };
    const authorization = c.req.header('authorization');
    const device = signerOfRequest(authorization, request, clock.now());
    if (device === null || !(await store.shops()).includes(shop)) return c.json({ error: 'forbidden' }, 403);
    const hub = await registry.hub(shop);
    if (hub.state.policy.standing(device).kind !== 'member') return c.json({ error: 'forbidden' }, 403);
    if (mayReach === null) return c.json({ error: 'printing-off' }, 403);
    if (!(await book.of(shop)).includes(showPrinterAddress(address))) return c.json({ error: 'unknown-printer' }, 404);
    if (!mayReach(address)) return c.json({ error: 'address-not-allowed' }, 403);
    if (used.again(authorization ?? '', clock.now())) return c.json({ error: 'used' }, 409);
    const outcome = await line.send(address, body);
    return outcome === 'sent' ? c.body(null, 204) : c.json({ error: outcome }, outcome === 'busy' ? 429 : 504);
  });
}

/** Heads of requests that were carried out: one caught on the way prints and opens no drawer twice. */
class UsedRequests {
  readonly #seen = new Map<string, number>();

  again(authorization: string, nowMs: number): boolean {
    for (const [text, until] of this.#seen) {
      if (until > nowMs) break;
      this.#seen.delete(text);
    }
    if (this.#seen.has(authorization)) return true;
    this.#seen.set(authorization, nowMs + REMEMBER_MS);
    return false;
  }
}
