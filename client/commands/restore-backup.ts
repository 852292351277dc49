/**
 * A shop from its backup file and its paper, with nobody else in reach. The file is taken as a peer's would be: every
 * commit by its seal, in causal order, judged by the shop's own policy; then the paper's key makes this device an
 * owner's (POLICY-27). What is broken is not taken, and then nothing stays behind.
 */
import type { BundleLine } from '../../shared/bundle/bundle-lines.ts';
import { deviceIdOf } from '../../shared/commit/chain.ts';
import type { WireCommit } from '../../shared/commit/codec.ts';
import { readPart } from '../../shared/commit/part.ts';
import type { ShopId } from '../../shared/foundation/ids.ts';
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import type { PortableKeyPair } from '../replica/device-keys.ts';
import { bundleLines } from '../replica/read-bundle.ts';
import type { ShopRecord } from '../replica/shop-records.ts';
import type { Device } from '../worker/device.ts';
import type { ShownError } from '../worker/engine-protocol.ts';
import { LinkedShopSide } from '../worker/linked-shop.ts';
import { OpenShop } from '../worker/open-shop.ts';
import { ShopDesk } from '../worker/shop-desk.ts';
import { memberId } from './create-shop.ts';
import { readPaper } from './find-recovery.ts';
import { type Joining, startMembership } from './join-shop.ts';
import { recoverOwner } from './recover-shop.ts';

export interface RestoreInput {
  readonly paper: string;
  readonly file: Blob;
  readonly deviceName: string;
  readonly dismissOld: boolean;
  /** Where the app came from: the relay to go on with. */
  readonly origin: string;
}

interface ReadBackup {
  readonly shop: ShopId;
  readonly keys: readonly Uint8Array[];
  readonly commits: readonly WireCommit[];
}

const AT_ONCE = 500;

/**
 * The shop is whole on the disk then, and can be worked in. A relay that has it as well must hear from the paper first,
 * or it would not know this device: hence a way in, which a relay that has never heard of the shop needs not.
 */
export async function restoreBackup(device: Device, input: RestoreInput): Promise<Result<Joining, ShownError>> {
  const paper = await readPaper(input.paper);
  if (!paper.ok) return paper;
  const read = await readBackup(input.file);
  if (!read.ok) return read;
  const backup = read.value;
  const { keys } = paper.value;
  if (recoveryOf(backup.commits) !== deviceIdOf(device.platform.sha256, keys.publicKey)) {
    return err({ code: 'backup-other-paper' });
  }
  const { deviceName, dismissOld, origin } = input;
  const unknown = memberId(device.platform.randomText(16));
  const record = await startMembership(device, { shop: backup.shop, member: unknown, origin, deviceName });
  const said: WireCommit[] = [];
  const restored = await fill(device, record, backup, (desk, hand) =>
    recoverOwner(desk, keys, dismissOld, {
      keepRecord: async (next) => {
        await device.records.keepShop(next);
        desk.open.record = next;
      },
      handOver: async (writers, commits) => {
        said.push(...commits);
        await hand(writers, commits);
      },
    }),
  );
  if (restored.ok) return ok(wayIn(restored.value, keys, said));
  await device.database.clear();
  await device.cupboard.remember(null);
  return restored;
}

function wayIn(record: ShopRecord, paper: PortableKeyPair, said: readonly WireCommit[]): Joining {
  return {
    record,
    invitation: paper,
    purpose: 'recover',
    enter: async (_desk, ways) => {
      await ways.handOver([paper.publicKey], said);
      return ok(null);
    },
  };
}

async function fill(
  device: Device,
  record: ShopRecord,
  { keys, commits }: ReadBackup,
  enter: (
    desk: ShopDesk,
    hand: (keys: readonly Uint8Array[], commits: readonly WireCommit[]) => Promise<void>,
  ) => Promise<Result<null, ShownError>>,
): Promise<Result<ShopRecord, ShownError>> {
  const open = new OpenShop(device, record, { changed: () => undefined, fresh: () => undefined });
  const desk = new ShopDesk(open, async () => undefined);
  await open.quickStart();
  await open.load();
  const { core } = open;
  if (core === null) return err({ code: 'engine' });
  let trouble: string | null = null;
  const side = new LinkedShopSide(
    open,
    core,
    {
      stored: () => undefined,
      answered: () => undefined,
      presence: () => undefined,
      ownFeedDiffers: () => undefined,
      epochBegun: () => undefined,
      trouble: (code) => {
        trouble ??= code;
      },
    },
    null,
  );
  for (let from = 0; from < commits.length && trouble === null; from += AT_ONCE) {
    await side.take(keys, commits.slice(from, from + AT_ONCE));
  }
  if (trouble !== null || core.size !== commits.length) {
    const place = commits[core.size];
    const where = place === undefined ? '' : `${place.feed} ${place.seq}`;
    return err({ code: 'backup-broken', values: { place: core.size + 1 }, detail: `${trouble ?? 'seal'} ${where}` });
  }
  desk.forget();
  const genesis = open.actions()[0]?.action;
  const entered = await enter(desk, (handed, more) => side.take(handed, more));
  if (!entered.ok) return entered;
  const utcOffsetMinutes = genesis?.kind === 'genesis' ? (genesis.utcOffsetMinutes ?? 0) : record.utcOffsetMinutes;
  // A key that has written in this shop before goes on in a further epoch, or its papers' numbers would come twice.
  const epochs = 1 + core.replica.feedsOf(device.keys.device).length;
  const complete = { ...open.record, utcOffsetMinutes, epochs, complete: true };
  await device.records.keepShop(complete);
  const belonging = await device.cupboard.belonging();
  if (belonging !== null) await device.cupboard.remember({ ...belonging, utcOffsetMinutes, epochs });
  return ok(complete);
}

async function readBackup(file: Blob): Promise<Result<ReadBackup, ShownError>> {
  let shop: ShopId | null = null;
  const keys: Uint8Array[] = [];
  const commits: WireCommit[] = [];
  let isWhole = false;
  try {
    for await (const line of bundleLines(file)) {
      if (line.kind === 'head') {
        shop = line.head.shop;
        keys.push(line.head.publicKey);
      } else if (line.kind === 'key') keys.push(line.key);
      else if (line.kind === 'commit') commits.push(line.line.commit);
      else isWhole = isEnd(line, commits.length, isWhole);
    }
  } catch (error) {
    return err({ code: 'backup-unreadable', detail: error instanceof Error ? error.message : String(error) });
  }
  if (shop === null || !isWhole) return err({ code: 'backup-unreadable', detail: `${commits.length}` });
  return ok({ shop, keys, commits });
}

/** A file that breaks off is no backup: better to look for a whole one than to find out later what is missing. */
function isEnd(line: BundleLine, commits: number, before: boolean): boolean {
  if (line.kind === 'manifest') return line.manifest.commits === commits;
  return line.kind === 'seal' && before;
}

/** Device id of the paper key that the shop's first commit names; `null` when there is none. */
function recoveryOf(commits: readonly WireCommit[]): string | null {
  const text = commits[0]?.parts[0] ?? null;
  const entry = text === null ? undefined : readPart(text)?.entries[0];
  return entry?.kind === 'genesis' && typeof entry.recovery === 'string' ? entry.recovery : null;
}
