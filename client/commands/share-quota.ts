/**
 * Quota of strict products (shared/stock/SPEC.md): hand out from the pool, take back, pass on from this till, ask and
 * answer. What a command is checked against is read anew when the plan is, so two tabs never give the same unit twice.
 */
import type { Entry } from '../../shared/commit/part.ts';
import { documentName } from '../../shared/document/document-kinds.ts';
import { MAX_QUANTITY } from '../../shared/foundation/quantity.ts';
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import { draftCommand } from '../../shared/schema/command-draft.ts';
import type { OpenAsk } from '../../shared/stock/quota-fold.ts';
import type { ShownError } from '../worker/engine-protocol.ts';
import type { QuotaCommands } from '../worker/quota-views.ts';
import { type CommandShop, permitted } from './command-shop.ts';

export interface QuotaShop extends CommandShop {
  readonly quota: {
    /** Thousandths, at the warehouse worked in. */
    holding(variant: string, register: string): number;
    pool(variant: string): number;
    /** Variants of which a till holds more than nothing. */
    heldBy(register: string): readonly { readonly variant: string; readonly quantity: number }[];
    openAsk(id: string): OpenAsk | null;
    /** QUOTA-3: others' acts are known here: a relay is in reach, or there is nobody else. */
    knowsOthers(): boolean;
    ready(): Promise<void>;
  };
}

type Answer<Name extends keyof QuotaCommands> = Promise<Result<QuotaCommands[Name]['output'], ShownError>>;

export async function grantEscrow(
  shop: QuotaShop,
  { variant, register, quantity }: QuotaCommands['grantEscrow']['input'],
): Answer<'grantEscrow'> {
  if (!isQuantity(Math.abs(quantity))) return err({ code: 'bad-quantity' });
  await shop.quota.ready();
  return write(shop, 'grantEscrow', variant, (id) => {
    if (!shop.quota.knowsOthers()) return err({ code: 'offline-needed' });
    const pool = shop.quota.pool(variant);
    const held = shop.quota.holding(variant, register);
    if (quantity > pool) return err({ code: 'quota-pool', values: { left: Math.max(0, pool) } });
    if (-quantity > Math.max(0, held)) return err({ code: 'quota-held', values: { left: Math.max(0, held) } });
    return ok([{ kind: 'escrow', id: id(), variant, register, quantity, from: 'pool' }]);
  });
}

export async function passQuota(
  shop: QuotaShop,
  { variant, to, quantity }: QuotaCommands['passQuota']['input'],
): Answer<'passQuota'> {
  if (!isQuantity(quantity) || to === shop.post.register) return err({ code: 'bad-quantity' });
  return write(shop, 'passQuota', variant, (id) => {
    const held = shop.quota.holding(variant, shop.post.register);
    if (quantity > held) return err({ code: 'quota-held', values: { left: Math.max(0, held) } });
    return ok([{ kind: 'escrow', id: id(), variant, register: to, quantity, from: shop.post.register }]);
  });
}

export async function reclaimTill(
  shop: QuotaShop,
  { register }: QuotaCommands['reclaimTill']['input'],
): Answer<'reclaimTill'> {
  await shop.quota.ready();
  let kinds = 0;
  const written = await write(shop, 'reclaimTill', '', (id) => {
    if (!shop.quota.knowsOthers()) return err({ code: 'offline-needed' });
    const held = shop.quota.heldBy(register).slice(0, 900);
    kinds = held.length;
    if (kinds === 0) return err({ code: 'quota-held', values: { left: 0 } });
    return ok(
      held.map(({ variant, quantity }) => ({
        kind: 'escrow',
        id: id(),
        variant,
        register,
        quantity: -quantity,
        from: 'pool',
      })),
    );
  });
  return written.ok ? ok({ kinds }) : written;
}

/** Errors: `bad-quantity`, `not-allowed` and the writer's. */
export async function askQuota(
  shop: QuotaShop,
  { variant, from, quantity }: QuotaCommands['askQuota']['input'],
): Answer<'askQuota'> {
  const { register } = shop.post;
  if (!isQuantity(quantity) || from === register) return err({ code: 'bad-quantity' });
  return write(shop, 'askQuota', variant, (id) =>
    ok([{ kind: 'quotaAsk', id: id(), variant, register, from, quantity }]),
  );
}

export async function answerQuota(
  shop: QuotaShop,
  { ask, quantity }: QuotaCommands['answerQuota']['input'],
): Answer<'answerQuota'> {
  const asked = shop.quota.openAsk(ask);
  if (asked === null || asked.from !== shop.post.register) return err({ code: 'quota-ask-gone' });
  const { variant, register } = asked;
  return write(shop, quantity > 0 ? 'passQuota' : 'declineQuota', variant, (id) => {
    if (shop.quota.openAsk(ask) === null) return err({ code: 'quota-ask-gone' });
    if (quantity <= 0) return ok([{ kind: 'quotaRefusal', id: id(), ask }]);
    const held = shop.quota.holding(variant, shop.post.register);
    if (!isQuantity(quantity) || quantity > held)
      return err({ code: 'quota-held', values: { left: Math.max(0, held) } });
    return ok([{ kind: 'escrow', id: id(), variant, register, quantity, from: shop.post.register, ask }]);
  });
}

async function write(
  shop: QuotaShop,
  command: string,
  variant: string,
  entriesOf: (id: () => string) => Result<readonly Entry[], ShownError>,
): Promise<Result<null, ShownError>> {
  const { branch, warehouse } = shop.post;
  const title = shop.goods.good(variant)?.name ?? '';
  const written = await shop.write(async ({ month }) => {
    const entries = entriesOf(() => shop.recordId());
    if (!entries.ok) return entries;
    const document = documentName({ kind: 'stock', branch, warehouse, month });
    return permitted(shop, { ...draftCommand(command, [{ document, entries: entries.value }]), title });
  });
  return written.ok ? ok(null) : written;
}

function isQuantity(quantity: number): boolean {
  return Number.isSafeInteger(quantity) && quantity >= 1 && quantity <= MAX_QUANTITY;
}
