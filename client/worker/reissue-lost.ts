/**
 * Own work on a branch that lost (a copied profile, a restored backup; design.md §2, §5): the branch stays for review, and
 * what this device wrote on it is written again in the present epoch, with the same entries in the same documents. Nothing
 * doubles: record ids and the keys of facts stay, so that even a losing commit that is let stand later says the same
 * thing twice, which is a no-op.
 *
 * Only data, only what this disk wrote itself (its line; the other branch is the other author's to repeat), only where
 * every part is held and the rights still cover it. The header's batch id names what is repeated, so another tab, or this
 * device after its data was lost, doesn't repeat it once more.
 */
import type { JsonObject } from '../../shared/commit/json-text.ts';
import type { Entry } from '../../shared/commit/part.ts';
import { deviceOfFeed, type FeedId } from '../../shared/foundation/ids.ts';
import { err, ok } from '../../shared/foundation/result.ts';
import type { ShopCore } from './shop-core.ts';
import type { ShopDesk } from './shop-desk.ts';

type Place = readonly [FeedId, number];

const LOST: readonly string[] = ['fork', 'closed'];
const batchOf = (hash16: string): string => `again ${hash16}`;

/** Answers how many commits were written again. Only in the tab that leads, with the history in memory. */
export async function reissueLost(desk: ShopDesk): Promise<number> {
  const { core, device } = desk.open;
  const own = await device.store.own();
  if (core === null || own === null) return 0;
  const mine = core.replica.feedsOf(device.keys.device);
  if (!mine.some((chain) => chain.forked)) return 0;
  const lost = core.notEffective().filter((index) => isLost(core, index, device.keys.device));
  if (lost.length === 0) return 0;
  const again = writtenAgain(core, device.keys.device);
  let count = 0;
  for (const index of lost) {
    const hash16 = core.replica.hash16(index);
    const header = core.at(index)?.header;
    const parts = core.partsOf(index);
    if (again.has(hash16) || header === undefined || parts.length < header.parts.length) continue;
    if (core.replica.feedAt(index) === own.feed || !header.uses.every((use) => desk.may(use))) continue;
    const guard = batchOf(hash16);
    const written = await desk.write(async () => {
      if ((await desk.counter(guard)) !== undefined) return err({ code: 'written-again' });
      return ok({
        command: parts[0]?.part.command ?? '',
        parts: parts.map(({ document, part }) => ({
          document,
          entries: part.entries.map((entry) => moved(entry, core, again, device.keys.device)),
        })),
        uses: header.uses,
        title: titleOf(parts.flatMap(({ part }) => part.entries)),
        counters: { [guard]: true },
        batch: guard,
      });
    });
    if (!written.ok) continue;
    again.set(hash16, [written.value.commit.feed, written.value.commit.seq]);
    count++;
  }
  return count;
}

function isLost(core: ShopCore, index: number, device: string): boolean {
  const { replica } = core;
  if (deviceOfFeed(replica.feedAt(index)) !== device || core.isBranch(index)) return false;
  const { verdict, reason } = replica.verdict(index);
  if (verdict !== 'void' || !LOST.includes(reason)) return false;
  const documents = core.at(index)?.header.parts.map((ref) => ref.document as string) ?? [];
  return documents.length > 0 && !documents.some((name) => name === 'policy' || name.startsWith('listing/'));
}

/** Hash of the lost commit → where it was written again. */
function writtenAgain(core: ShopCore, device: string): Map<string, Place> {
  const again = new Map<string, Place>();
  for (let index = 0; index < core.size; index++) {
    const known = core.at(index);
    const batch = known?.header.batch;
    if (known === null || batch === undefined || deviceOfFeed(known.commit.feed) !== device) continue;
    const hash16 = batch.startsWith(batchOf('')) ? batch.slice(batchOf('').length) : '';
    if (hash16 !== '') again.set(hash16, [known.commit.feed, known.commit.seq]);
  }
  return again;
}

/** The entry; values that it replaces are named where they stand now, those that went with the branch not at all. */
function moved(entry: Entry, core: ShopCore, again: ReadonlyMap<string, Place>, device: string): Entry {
  const { over } = entry as JsonObject;
  if (!Array.isArray(over)) return entry;
  const places = over.flatMap((pair) => {
    const [feed, seq] = Array.isArray(pair) ? pair : [];
    if (typeof feed !== 'string' || typeof seq !== 'number') return [pair];
    const index = core.replica
      .feed(feed as FeedId)
      ?.at(seq)
      .find((one) => !core.isBranch(one));
    if (index === undefined || !isLost(core, index, device)) return [pair];
    const place = again.get(core.replica.hash16(index));
    return place === undefined ? [] : [[...place]];
  });
  return { ...entry, over: places };
}

/** What a person recognises it by while it is only here. */
function titleOf(entries: readonly Entry[]): string {
  for (const entry of entries) {
    if (typeof entry.number === 'string') return entry.number;
    const { fields } = entry;
    if (typeof fields === 'object' && fields !== null && 'name' in fields) return String(fields.name);
  }
  return '';
}
