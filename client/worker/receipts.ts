/**
 * Receipts: what a relay's answers say of own commits. A commit counts as held there only when the answer names every
 * part; then it is no longer only here. What is not taken comes again by itself.
 */
import { deviceOfFeed, type FeedId } from '../../shared/foundation/ids.ts';
import type { Answer } from '../../shared/protocol/messages.ts';
import type { Device } from './device.ts';
import type { OpenShop } from './open-shop.ts';

export interface TakenReceipts {
  readonly refused: string | null;
  readonly full: boolean;
  /** When to offer again what was not taken; null: nothing to offer. */
  readonly retryMs: number | null;
  /** Number of the newest own ticket among what is now held. */
  readonly lastTicket: string | null;
}

export async function takeReceipts(
  device: Device,
  open: OpenShop,
  placeName: string,
  answers: readonly Answer[],
): Promise<TakenReceipts> {
  const held: { readonly feed: FeedId; readonly seq: number }[] = [];
  let refused: string | null = null;
  let full = false;
  let retryMs: number | null = null;
  let lastTicket: string | null = null;
  for (const { feed, seq, outcome } of answers) {
    if (outcome.kind === 'refused') refused = outcome.code;
    else if (outcome.kind === 'not-taken') {
      full ||= outcome.code === 'full';
      retryMs = Math.min(retryMs ?? Number.POSITIVE_INFINITY, Math.max(outcome.retryMs, 200));
    } else if (device.seat.isOurs(deviceOfFeed(feed)) && namesAllParts(open, feed, seq, outcome.parts)) {
      held.push({ feed, seq });
      const record = open.unanswered.get(`${feed}/${seq}`);
      if (record?.command === 'sell') lastTicket = record.title;
    }
  }
  await notePlace(device, open, placeName, held);
  if (held.length > 0) await open.answered(held);
  return { refused, full, retryMs, lastTicket };
}

function namesAllParts(open: OpenShop, feed: FeedId, seq: number, mask: number): boolean {
  const { core } = open;
  const index = core?.replica.feed(feed)?.at(seq)[0];
  const count = index === undefined ? undefined : core?.at(index)?.header.parts.length;
  return count !== undefined && mask === 2 ** count - 1;
}

async function notePlace(
  device: Device,
  open: OpenShop,
  name: string,
  held: readonly { readonly feed: FeedId; readonly seq: number }[],
): Promise<void> {
  const known = (await open.device.records.places()).find((place) => place.kind === 'relay' && place.name === name);
  const holds: Record<string, number> = { ...known?.holds };
  for (const { feed, seq } of held) holds[feed] = Math.max(holds[feed] ?? 0, seq);
  await device.records.keepPlace({ kind: 'relay', name, lastMet: device.platform.wall.now(), holds });
}
