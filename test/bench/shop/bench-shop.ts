/**
 * A shop for measurements: founded by an owner, with a branch, a warehouse and registers, and as many members with a
 * device each as are asked for. The same seed, witness and start give the same bytes.
 */

import { sha256, signerOf } from '../../../relay/platform/node-crypto.ts';
import { deviceIdOf, shopIdOf } from '../../../shared/commit/chain.ts';
import type { WireCommit } from '../../../shared/commit/codec.ts';
import type { Dep } from '../../../shared/commit/header.ts';
import { type Entry, writePart } from '../../../shared/commit/part.ts';
import { toBase64url } from '../../../shared/foundation/bytes.ts';
import { monthOf } from '../../../shared/foundation/clock.ts';
import type { ShopId } from '../../../shared/foundation/ids.ts';
import { BUILT_IN_RANKS, type BuiltInRole, builtInGrants } from '../../../shared/policy/built-in-roles.ts';
import { BenchDevice, memberId } from './bench-device.ts';
import { SeededRandom } from './seeded-random.ts';

export interface BenchShopOptions {
  readonly seed: number;
  /** The relay's key, which is to be the witness. */
  readonly witnessKey: Uint8Array;
  /** Milliseconds since 1970 of the genesis. */
  readonly startMs: number;
  readonly role: BuiltInRole;
  readonly devices: number;
}

export const UTC_OFFSET_MINUTES = 480;

export class BenchShop {
  readonly id: ShopId;
  readonly owner: BenchDevice;
  readonly devices: readonly BenchDevice[];
  readonly random: SeededRandom;
  readonly branch: string;
  readonly warehouse: string;
  readonly registers: readonly string[];
  /** Names of all commits that its devices have made, in the order in which they were made. */
  readonly order: Dep[] = [];
  /** Genesis, roles, enrolments, places: in causal order, all by the owner. */
  readonly founding: readonly WireCommit[];

  constructor(options: BenchShopOptions) {
    const random = new SeededRandom(options.seed);
    this.random = random;
    const recovery = signerOf(random.bytes(32));
    this.owner = new BenchDevice(random);
    const genesis: Entry = {
      kind: 'genesis',
      owner: this.owner.member,
      recovery: deviceIdOf(sha256, recovery.publicKey),
      witness: deviceIdOf(sha256, options.witnessKey),
      publicKey: toBase64url(this.owner.signer.publicKey),
      recoveryKey: toBase64url(recovery.publicKey),
      witnessKey: toBase64url(options.witnessKey),
      utcOffsetMinutes: UTC_OFFSET_MINUTES,
      currency: 'CNY',
      nonce: toBase64url(random.bytes(16)),
    };
    this.id = shopIdOf(sha256, writePart({ command: 'createShop', entries: [genesis] }));
    this.owner.enter(this.id, options.startMs * 1000, this.order);
    this.branch = place(random);
    this.warehouse = place(random);
    this.registers = Array.from({ length: options.devices }, () => place(random));
    this.devices = Array.from({ length: options.devices }, () => new BenchDevice(random, memberId(random)));
    this.founding = [...this.#found(genesis, options.role)];
    for (const device of this.devices) {
      device.enter(this.id, this.owner.time, this.order);
      device.sees(this.owner.head);
    }
  }

  *#found(genesis: Entry, role: BuiltInRole): Generator<WireCommit> {
    yield this.#act('createShop', genesis);
    yield this.#act('defineRole', { kind: 'role', role, rank: BUILT_IN_RANKS[role], add: builtInGrants(role) });
    for (const device of this.devices) {
      const publicKey = toBase64url(device.signer.publicKey);
      yield this.#act('enrol', { kind: 'enrol', device: device.id, member: device.member, publicKey });
      yield this.#act('grant', { kind: 'grant', member: device.member, role, scope: '*' });
    }
    yield this.owner.commit({
      command: 'createShop',
      uses: ['settings.add@*'],
      parts: [['settings', this.#places()]],
    });
  }

  #act(command: string, action: Entry): WireCommit {
    return this.owner.commit({ command, uses: [], parts: [['policy', [action]]] });
  }

  #places(): Entry[] {
    const record = (type: string, id: string, fields: Record<string, string>): Entry => ({
      kind: 'new',
      type,
      id,
      fields,
    });
    return [
      record('shop', 'shop', { name: '测量用店' }),
      record('branch', this.branch, { name: '总店', code: 'A' }),
      record('warehouse', this.warehouse, { name: '主仓', code: 'A1', branch: this.branch }),
      ...this.registers.map((id, at) =>
        record('register', id, {
          name: `${at + 1} 号机`,
          code: String(at + 1).padStart(2, '0'),
          branch: this.branch,
          warehouse: this.warehouse,
          device: this.devices[at]?.id ?? '',
        }),
      ),
    ];
  }
}

export function monthAt(time: number): string {
  return monthOf(time, UTC_OFFSET_MINUTES);
}

function place(random: SeededRandom): string {
  return toBase64url(random.bytes(6));
}
