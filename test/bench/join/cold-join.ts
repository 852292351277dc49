/**
 * A device that has nothing joins a shop in Node: over the relay's socket, through the client's own receiver, into a
 * replica with every seal, hash and verdict checked. Ends when the relay has said that there is no more and all of it
 * has been taken.
 */
import { promisify } from 'node:util';
import { gunzip, zstdDecompress } from 'node:zlib';
import { receiveCommits } from '../../../client/sync/commit-receiver.ts';
import { chainHash, hashText, nodeText, quickHashes, sha256, verifySync } from '../../../relay/platform/node-crypto.ts';
import type { WireCommit } from '../../../shared/commit/codec.ts';
import type { ShopId } from '../../../shared/foundation/ids.ts';
import { readAction } from '../../../shared/policy/read-action.ts';
import { VerdictEngine } from '../../../shared/policy/verdict-engine.ts';
import type { HeadLookup } from '../../../shared/protocol/bulk-columns.ts';
import { BulkReader } from '../../../shared/protocol/bulk-reader.ts';
import type { Bulk } from '../../../shared/protocol/messages.ts';
import { ShopReplica } from '../../../shared/replica/shop-replica.ts';
import { checkPart } from '../../../shared/schema/check-part.ts';
import type { BenchDevice } from '../shop/bench-device.ts';
import { RelaySession } from '../shop/relay-session.ts';

const decompress = { gzip: promisify(gunzip), zstd: promisify(zstdDecompress) };

export interface JoinResult {
  /** From dialling to a verified shop. */
  readonly seconds: number;
  /** Until the last byte was here. */
  readonly transferSeconds: number;
  /** Own work: unpacking, verifying. */
  readonly ownSeconds: number;
  /** Of this process, all threads, from dialling to the end. */
  readonly cpuSeconds: number;
  readonly bytes: number;
  readonly commits: number;
  readonly effective: number;
}

export async function coldJoin(relay: URL, shop: ShopId, device: BenchDevice, readsZstd: boolean): Promise<JoinResult> {
  globalThis.gc?.();
  const replica = new ShopReplica({
    shop,
    sha256,
    hashText,
    chainHash,
    judge: new VerdictEngine(),
    level: 1,
    text: nodeText,
    readAction,
    checkPart: (document, part, uses, author) => checkPart(document, part, uses, author) === 'present',
  });
  const headAt: HeadLookup = (feed, seq) => {
    const index = replica.feed(feed)?.line[seq - 1];
    return index === undefined ? null : replica.headAt(index);
  };
  const bulks = new BulkReader(shop, sha256, nodeText, headAt, quickHashes);
  let carry: readonly WireCommit[] = [];
  let effective = 0;
  let own = 0;
  let taking: Promise<void> = Promise.resolve();
  const take = async (keys: readonly Uint8Array[], commits: readonly WireCommit[]) => {
    const begun = performance.now();
    const verify = async (key: Uint8Array, message: Uint8Array, seal: Uint8Array) => verifySync(key, message, seal);
    const received = await receiveCommits(replica, verify, keys, [...carry, ...commits], () => Date.now());
    if (received.trouble !== null) throw new Error(`the relay sent ${JSON.stringify(received.trouble)}`);
    carry = received.carry;
    for (const effect of replica.drain()) if (effect.verdict.verdict === 'effective') effective++;
    own += performance.now() - begun;
  };
  const unpack = async (bulk: Bulk) => {
    const begun = performance.now();
    const raw = bulk.compression === 'none' ? bulk.packed : await decompress[bulk.compression](bulk.packed);
    const commits = bulks.read(raw);
    if (commits === null) throw new Error('a malformed bulk');
    own += performance.now() - begun;
    await take(bulk.keys, commits);
  };

  const begun = performance.now();
  const cpu = process.cpuUsage();
  const session = await RelaySession.open({
    relay,
    shop,
    signer: device.signer,
    readsZstd,
    onBulk: (bulk) => {
      taking = taking.then(() => unpack(bulk));
    },
    onCommits: ({ keys, commits }) => {
      taking = taking.then(() =>
        take(
          keys,
          commits.map((one) => one.commit),
        ),
      );
    },
  });
  await Promise.race([
    session.whenLevel,
    session.whenClosed.then((reason) => {
      throw new Error(`the relay closed the session: ${reason}`);
    }),
  ]);
  const transferSeconds = (performance.now() - begun) / 1000;
  await taking;
  const seconds = (performance.now() - begun) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const cpuSeconds = (user + system) / 1e6;
  const bytes = session.received;
  session.close();
  return { seconds, transferSeconds, ownSeconds: own / 1000, cpuSeconds, bytes, commits: replica.size, effective };
}
