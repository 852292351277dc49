/**
 * Checks the whole log on this device as a stranger would: a replica that has seen nothing takes every commit by its
 * seals, and must come to the verdicts that this one shows. In slices, so that the till goes on selling meanwhile.
 */
import type { WireCommit } from '../../shared/commit/codec.ts';
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import { readAction } from '../../shared/policy/read-action.ts';
import { VerdictEngine } from '../../shared/policy/verdict-engine.ts';
import { ShopReplica } from '../../shared/replica/shop-replica.ts';
import { checkPart } from '../../shared/schema/check-part.ts';
import { receiveCommits } from '../sync/commit-receiver.ts';
import type { AuditProof } from '../worker/audit-protocol.ts';
import { RULES_LEVEL } from '../worker/device.ts';
import type { CommandContext } from '../worker/engine-host.ts';
import type { ShownError } from '../worker/engine-protocol.ts';
import type { ShopDesk } from '../worker/shop-desk.ts';
import { slices } from '../worker/slices.ts';

const AT_ONCE = 500;

/** Errors: `cancelled`. */
export async function checkAudit(desk: ShopDesk, context: CommandContext): Promise<Result<AuditProof, ShownError>> {
  const { open } = desk;
  await open.load();
  const { core, device, record } = open;
  if (core === null) return ok({ commits: 0, devices: 0, trouble: null });
  const { platform } = device;
  const replica = new ShopReplica({
    shop: record.shop,
    sha256: platform.sha256,
    judge: new VerdictEngine(),
    level: RULES_LEVEL,
    text: platform.text,
    readAction,
    checkPart: (document, part, uses, author) => checkPart(document, part, uses, author) === 'present',
  });
  const writers = new Set(core.replica.feeds().map((chain) => chain.device));
  const keys = [...writers].flatMap((one) => core.replica.publicKeyOf(one) ?? []);
  const pause = slices();
  let carry: readonly WireCommit[] = [];
  const { size } = core;
  for (let from = 0; from < size; from += AT_ONCE) {
    const some = indices(from, Math.min(size, from + AT_ONCE)).flatMap((index) => core.sealedCommit(index) ?? []);
    const received = await receiveCommits(replica, device.verify, keys, [...carry, ...some], () => 8e12);
    if (received.trouble !== null) return ok({ commits: from, devices: writers.size, trouble: received.trouble });
    carry = received.carry;
    context.progress(Math.min(size, from + AT_ONCE), size);
    if (context.cancelled()) return err({ code: 'cancelled' });
    await pause();
  }
  const [left] = carry;
  if (left !== undefined) {
    return ok({ commits: size, devices: writers.size, trouble: { feed: left.feed, seq: left.seq, code: 'seal' } });
  }
  for (const index of indices(0, size)) {
    const [feed, seq] = [core.replica.feedAt(index), core.replica.seqAt(index)];
    const again = replica.find(feed, seq, core.replica.hash16(index));
    const shown = core.replica.verdict(index).verdict;
    if (again === null || replica.verdict(again).verdict !== shown) {
      return ok({ commits: size, devices: writers.size, trouble: { feed, seq, code: 'verdict' } });
    }
  }
  return ok({ commits: size, devices: writers.size, trouble: null });
}

function indices(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}
