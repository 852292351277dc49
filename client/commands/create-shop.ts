/**
 * A new shop on this device. The genesis names the owner, the recovery key and the witness: the relay that serves the app
 * if it answers, else this device, so that a shop can be founded without any network. Built-in roles follow as actions,
 * then the first branch, warehouse and register. The recovery key's private half is shown, never stored.
 */
import { chainStart, deviceIdOf, shopIdOf } from '../../shared/commit/chain.ts';
import { writePart } from '../../shared/commit/part.ts';
import { fromBase64url, toBase64url } from '../../shared/foundation/bytes.ts';
import { asMemberId, asPlaceId, feedIdOf, type MemberId, type PlaceId } from '../../shared/foundation/ids.ts';
import { ok, type Result } from '../../shared/foundation/result.ts';
import type { GenesisAction } from '../../shared/policy/actions.ts';
import { draftCommand } from '../../shared/schema/command-draft.ts';
import { type FirstPlaces, firstPlacesPart, personPart } from '../../shared/settings/settings-commands.ts';
import { newPortableKeys } from '../replica/device-keys.ts';
import type { OwnWriter } from '../replica/own-writer.ts';
import type { ShopRecord } from '../replica/shop-records.ts';
import type { Device } from '../worker/device.ts';
import type { Commands, ShownError } from '../worker/engine-protocol.ts';
import { actionPart, actionPlan, builtInRoleActions } from './policy-acts.ts';
import { recoveryCode, recoveryWords } from './recovery-words.ts';

export interface RelayFacts {
  readonly origin: string;
  readonly witness: string;
  readonly witnessKey: string;
}

export interface FoundedShop {
  readonly record: ShopRecord;
  readonly genesis: GenesisAction;
  readonly recovery: Commands['createShop']['output'];
}

const RELAY_ANSWER_MS = 4000;

/** What the relay says of itself; `null` when there is none in reach. */
export async function askRelay(origin: string): Promise<RelayFacts | null> {
  try {
    const answer = await fetch(`${origin}/api/relay`, {
      signal: AbortSignal.timeout(RELAY_ANSWER_MS),
      cache: 'no-store',
    });
    if (!answer.ok) return null;
    const facts: unknown = await answer.json();
    if (typeof facts !== 'object' || facts === null || !('witness' in facts) || !('witnessKey' in facts)) return null;
    const { witness, witnessKey } = facts;
    if (typeof witness !== 'string' || typeof witnessKey !== 'string') return null;
    return fromBase64url(witnessKey)?.length === 32 ? { origin, witness, witnessKey } : null;
  } catch {
    // No network, no relay, or a page that is no relay's.
    return null;
  }
}

/** The shop's name and first keys, with the own feed standing at its start on disk. `origin`: where the app came from. */
export async function foundShop(
  device: Device,
  input: Commands['createShop']['input'],
  relay: RelayFacts | null,
  origin: string,
): Promise<FoundedShop> {
  const { platform, keys } = device;
  const recovery = await newPortableKeys();
  const member = memberId(platform.randomText(16));
  const ownKey = toBase64url(keys.publicKey);
  const utcOffsetMinutes = -new Date(platform.wall.now()).getTimezoneOffset();
  const genesis: GenesisAction = {
    kind: 'genesis',
    owner: member,
    recovery: deviceIdOf(platform.sha256, recovery.publicKey),
    witness: relay?.witness ?? keys.device,
    publicKey: ownKey,
    recoveryKey: toBase64url(recovery.publicKey),
    witnessKey: relay?.witnessKey ?? ownKey,
    utcOffsetMinutes,
    currency: 'CNY',
    nonce: platform.randomText(24),
  };
  const text = writePart({ command: 'genesis', entries: actionPart(genesis).entries });
  const shop = shopIdOf(platform.sha256, text);
  const feed = feedIdOf(keys.device, platform.randomText(8));
  await device.database.clear();
  const head = chainStart(platform.sha256, shop, feed);
  await device.store.startFeed({ feed, seq: 0, head, time: 0, totals: { commits: 0, bytes: 0 }, deps: [] });
  const record: ShopRecord = {
    shop,
    member,
    utcOffsetMinutes,
    relay: relay?.origin ?? null,
    createToken: input.createToken ?? null,
    deviceName: input.deviceName,
    branch: null,
    warehouse: null,
    register: null,
    epochs: 1,
    complete: true,
  };
  const recoveryAddress = relay?.origin ?? origin;
  const paper = {
    recoveryWords: recoveryWords(recovery.secret),
    recoveryCode: recoveryCode(shop, recovery.secret, recoveryAddress),
    recoveryAddress,
  };
  return { record, genesis, recovery: paper };
}

/** Genesis, roles, places, the owner's name; in this order, each on disk before the next. */
export async function writeFounding(
  writer: OwnWriter,
  founded: FoundedShop,
  input: Commands['createShop']['input'],
  device: Device,
): Promise<Result<null, ShownError>> {
  for (const action of [founded.genesis, ...builtInRoleActions()]) {
    const written = await writer.write(async () => ok(actionPlan(action, input.shop)));
    if (!written.ok) return written;
  }
  const names = personPart(founded.record.member, input.member, [input.deviceName]);
  const draft = draftCommand('createShop', [firstPlacesPart(firstPlaces(input, device)), names]);
  const written = await writer.write(async () => ok({ ...draft, title: input.shop }));
  return written.ok ? ok(null) : written;
}

function firstPlaces(input: Commands['createShop']['input'], device: Device): FirstPlaces {
  const name = input.deviceName === '' ? '收银台 1' : input.deviceName;
  return {
    shop: input.shop,
    branch: { id: placeId(device), name: '总店', code: '01' },
    warehouse: { id: placeId(device), name: '总仓', code: '01' },
    register: { id: placeId(device), name, code: '01', device: device.keys.device },
  };
}

export function memberId(text: string): MemberId {
  const id = asMemberId(text);
  if (id === null) throw new Error('not a member id');
  return id;
}
function placeId(device: Device): PlaceId {
  const id = asPlaceId(device.platform.randomText(8));
  if (id === null) throw new Error('not a place id');
  return id;
}
