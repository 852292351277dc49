/**
 * One case of the whole-system fuzz: a handful of devices and a relay live through a seeded history of sales, policy,
 * partitions, crashes and lies; then everybody meets everybody. What must hold at the end is in `judgeCase`.
 */
import type { Entry } from '../../shared/commit/part.ts';
import { toBase64url } from '../../shared/foundation/bytes.ts';
import type { DocumentName } from '../../shared/foundation/ids.ts';
import type { DraftPart } from '../../shared/replica/commit-builder.ts';
import type { FuzzDevice } from './fuzz-device.ts';
import { BRANCH, documentName, type FuzzShop, OTHER_STOCK, policyPart, STAFF, STOCK } from './fuzz-shop.ts';
import type { SeededRandom } from './seeded-random.ts';
import { type StoredCommit, sealedRuns } from './stored-commit.ts';

/** What a hostile or forbidden act may never have: an effect on a fold. Its movements carry this variant. */
export const FORBIDDEN_VARIANT = 'forbiddenforbiddenforbid.variant000';
export const VARIANTS = ['aaaaaaaaaaaaaaaaaaaaaaaa.variant001', 'aaaaaaaaaaaaaaaaaaaaaaaa.variant002'];

export interface CaseRecord {
  /** `feed seq hash16` of every commit that a relay answered as listed, with the verdict it gave then. */
  readonly listed: Map<string, string>;
  /** Acts that may change a listed verdict: retract, reinstate, ratify. */
  mayRevise: boolean;
  readonly steps: string[];
  /** Own commits that their author was told are safe (written to its own disk). */
  readonly written: Set<string>;
}

export class FuzzCase {
  readonly #random: SeededRandom;
  readonly #devices: readonly FuzzDevice[];
  readonly #people: readonly FuzzDevice[];
  readonly #relay: FuzzDevice;
  readonly #byName: ReadonlyMap<string, FuzzDevice>;
  readonly record: CaseRecord = { listed: new Map(), mayRevise: false, steps: [], written: new Set() };
  #serial = 0;

  constructor(random: SeededRandom, shop: FuzzShop) {
    this.#random = random;
    this.#byName = shop.devices;
    this.#devices = [...shop.devices.values()];
    const relay = shop.devices.get('relay');
    if (relay === undefined) throw new Error('no relay');
    this.#relay = relay;
    this.#people = this.#devices.filter((device) => device !== relay);
  }

  get devices(): readonly FuzzDevice[] {
    return this.#devices;
  }

  async run(steps: number): Promise<void> {
    for (let i = 0; i < steps; i++) await this.#step();
    await this.meet();
  }

  /** Everybody meets everybody through the relay until nothing moves any more. */
  async meet(): Promise<void> {
    for (let round = 0, moved = 1; moved > 0; round++) {
      if (round > 60) throw new Error('devices never came level');
      moved = 0;
      for (const device of this.#people) {
        moved += await this.#carry(device, this.#relay, 'whole');
        moved += await this.#carry(this.#relay, device, 'whole');
      }
      if (this.#list()) moved++;
    }
  }

  #say(text: string): void {
    this.record.steps.push(text);
  }

  async #step(): Promise<void> {
    const random = this.#random;
    const who = random.pick(this.#people);
    const roll = random.next();
    if (roll < 0.34) this.#movement(who);
    else if (roll < 0.62) await this.#contact();
    else if (roll < 0.7) this.#list();
    else if (roll < 0.8) this.#policy(who);
    else if (roll < 0.9) await this.#lie(who);
    else if (roll < 0.95) {
      this.#say(`${who.name} crashes`);
      await who.restart();
    } else if (roll < 0.97 && who.seq > 1) {
      const keep = random.below(who.seq);
      this.#say(`${who.name} is restored to seq ${keep}`);
      await who.restoreBackup(keep);
    } else {
      this.#say('relay crashes');
      await this.#relay.restart();
    }
    if (who.behindItself) {
      this.#say(`${who.name} opens an epoch`);
      who.newEpoch();
    }
  }

  #list(): boolean {
    const due = this.#random.chance(0.5) ? this.#lenient.splice(0) : [];
    const known = due.filter((name) => this.#relay.replica.find(name.feed, name.seq, name.hash16) !== null);
    const stored = this.#relay.listNew(known);
    if (stored === null) return false;
    this.#say('relay lists');
    for (const [name, verdict] of this.#relay.verdicts()) {
      const index = this.#indexOf(this.#relay, name);
      if (
        index !== null &&
        this.#relay.replica.position(index) !== Number.POSITIVE_INFINITY &&
        !this.record.listed.has(name)
      ) {
        this.record.listed.set(name, verdict.verdict);
      }
    }
    return true;
  }
  readonly #lenient: { feed: StoredCommit['commit']['feed']; seq: number; hash16: string }[] = [];

  #indexOf(device: FuzzDevice, name: string): number | null {
    const [feed = '', seq = '', hash16 = ''] = name.split(' ');
    return device.replica.find(feed as StoredCommit['commit']['feed'], Number(seq), hash16);
  }

  #salt(): Uint8Array {
    return this.#random.bytes(16);
  }

  #entry(variant: string, type: 'sale' | 'otherIn' | 'receipt', quantity: number): Entry {
    this.#serial++;
    return {
      kind: 'movement',
      variant,
      quantity,
      type,
      document: `bbbbbbbbbbbbbbbbbbbbbbbb.doc${String(this.#serial).padStart(7, '0')}`,
      line: 1,
    };
  }

  #stockPart(document: DocumentName, entries: readonly Entry[]): DraftPart {
    return { document, entries, salt: this.#salt() };
  }

  #movement(who: FuzzDevice): void {
    const sale = who.name === 'anna' || who.name === 'bo' || this.#random.chance(0.5);
    const type = sale ? 'sale' : 'otherIn';
    const size = 1000 * (1 + this.#random.below(9));
    const use = sale ? `sales.add@${BRANCH}` : `stockAdjustment.add@${BRANCH}`;
    const entry = this.#entry(this.#random.pick(VARIANTS), type, sale ? -size : size);
    this.#say(`${who.name} ${type}`);
    this.#note(who, who.write({ command: type, uses: [use], parts: [this.#stockPart(STOCK, [entry])] }));
  }

  #note(who: FuzzDevice, stored: StoredCommit | null): void {
    if (stored === null) return;
    const { feed, seq } = stored.commit;
    const index = who.replica.feed(feed)?.line[seq - 1];
    if (index !== undefined) this.record.written.add(`${feed} ${seq} ${who.replica.hash16(index)}`);
  }

  /** Any member may try any action; whether it counts is for the verdict, and equal everywhere. */
  #policy(who: FuzzDevice): void {
    const random = this.#random;
    const target = random.pick(STAFF);
    const device = this.#byName.get(target.device);
    const actions: Entry[] = [
      { kind: 'narrow', member: target.member },
      { kind: 'narrow', member: target.member, role: target.role },
      { kind: 'narrow', member: target.member, take: ['sales.add'] },
      { kind: 'grant', member: target.member, role: 'keeper', scope: BRANCH },
      { kind: 'grant', member: target.member, role: target.role, scope: BRANCH },
      { kind: 'narrow', member: target.member, take: ['sales.add'], until: who.state.time + 50 },
      { kind: 'role', role: 'seller', rank: 'staff', add: ['sales.add'], take: ['sales.discount'] },
    ];
    if (device !== undefined) {
      actions.push({ kind: 'narrow', device: device.id });
      const tip = device.seq === 0 ? null : toBase64url(device.replica.headOf(device.feed).head);
      actions.push({ kind: 'retract', device: device.id, last: tip });
    }
    const range = this.#ratifiable(who);
    if (range !== null) actions.push(range);
    const action = random.pick(actions);
    this.#say(`${who.name} ${JSON.stringify(action)}`);
    if (action.kind === 'retract' || action.kind === 'reinstate' || action.kind === 'ratify')
      this.record.mayRevise = true;
    const stored = who.write({ command: 'policy', uses: [], parts: [policyPart(action)] });
    this.#note(who, stored);
    if (stored !== null && 'until' in action) {
      const index = who.replica.feed(stored.commit.feed)?.line[stored.commit.seq - 1] ?? -1;
      this.#lenient.push({ feed: stored.commit.feed, seq: stored.commit.seq, hash16: who.replica.hash16(index) });
    }
  }

  #ratifiable(who: FuzzDevice): Entry | null {
    for (let i = 0; i < who.replica.size; i++) {
      if (who.replica.verdict(i).verdict !== 'void') continue;
      const head = toBase64url(who.replica.headAt(i));
      return { kind: 'ratify', feed: who.replica.feedAt(i), from: who.replica.seqAt(i), head };
    }
    return null;
  }

  /** A member tries what is forbidden. None of it may move the forbidden variant. */
  async #lie(who: FuzzDevice): Promise<void> {
    const random = this.#random;
    const evil = (type: 'sale' | 'otherIn' | 'receipt', quantity: number) =>
      this.#entry(FORBIDDEN_VARIANT, type, quantity);
    const kind = random.below(6);
    this.#say(`${who.name} lies ${kind}`);
    if (kind === 0) {
      // Claims less than it does: the part is malformed for everyone who sees it.
      const parts = [this.#stockPart(STOCK, [evil('receipt', 1000)])];
      this.#note(who, who.write({ command: 'lie', uses: [`sales.add@${BRANCH}`], parts }));
    } else if (kind === 1 && who.name !== 'owner') {
      // Claims what nobody granted.
      const parts = [this.#stockPart(OTHER_STOCK, [evil('sale', -1000)])];
      this.#note(who, who.write({ command: 'lie', uses: ['sales.add@branch02'], parts }));
    } else if (kind === 2) {
      // Backdates before what it has seen: a malformed header.
      const before = who.state.time - 1;
      if (before > 0 && who.name !== 'owner') {
        const forged = who.forge(
          {
            command: 'lie',
            uses: [`sales.add@${BRANCH}`],
            parts: [this.#stockPart(STOCK, [evil('sale', -1000)])],
            time: before,
          },
          who.state,
        );
        if (forged !== null) await random.pick(this.#devices).receive([forged]);
      }
    } else if (kind === 3 && who.seq > 0 && who.name !== 'owner') {
      // Writes a second commit beside the last one and tells only somebody.
      const prev = this.#stateBeforeTip(who);
      if (prev !== null) {
        const entry = this.#entry(random.pick(VARIANTS), 'sale', -1000);
        const forged = who.forge(
          { command: 'fork', uses: [`sales.add@${BRANCH}`], parts: [this.#stockPart(STOCK, [entry])] },
          prev,
        );
        if (forged !== null) await random.pick(this.#devices).receive([forged]);
      }
    } else if (kind === 4) {
      // Signs somebody else's feed with its own key: authentic nowhere.
      const other = random.pick(this.#people);
      if (other !== who) {
        const forged = who.forge(
          { command: 'lie', uses: [`sales.add@${BRANCH}`], parts: [this.#stockPart(STOCK, [evil('sale', -1000)])] },
          other.state,
        );
        if (forged !== null) await random.pick(this.#devices).receive([forged]);
      }
    } else if (kind === 5) {
      // A movement of the wrong sign, and a document that is no document of movements.
      const parts = [this.#stockPart(STOCK, [evil('sale', 1000)])];
      this.#note(who, who.write({ command: 'lie', uses: [`sales.add@${BRANCH}`], parts }));
      const misplaced = { document: documentName('catalogue'), entries: [evil('sale', -1000)], salt: null };
      this.#note(who, who.write({ command: 'lie', uses: [`sales.add@${BRANCH}`], parts: [misplaced] }));
    }
  }

  #stateBeforeTip(who: FuzzDevice) {
    const own = who.state;
    if (own.seq < 2) return null;
    const tip = who.replica.feed(own.feed)?.line[own.seq - 2];
    if (tip === undefined) return null;
    return {
      feed: own.feed,
      seq: own.seq - 1,
      head: who.replica.headAt(tip),
      time: who.replica.timeAt(tip),
      totals: who.replica.totalsAt(tip),
    };
  }

  /** Two devices meet; the line may be cut, doubled, out of order, and payloads may be missing. */
  async #contact(): Promise<void> {
    const from = this.#random.pick(this.#devices);
    const to = this.#random.pick(this.#devices);
    if (from === to) return;
    this.#say(`${from.name} → ${to.name}`);
    await this.#carry(from, to, 'faulty');
    if (this.#random.chance(0.2)) await this.#carry(from, to, 'faulty');
  }

  async #carry(from: FuzzDevice, to: FuzzDevice, line: 'whole' | 'faulty'): Promise<number> {
    const random = this.#random;
    const faulty = line === 'faulty';
    let moved = 0;
    const runs: StoredCommit[][] = [];
    for (const { publicKey } of from.replica.frontier()) if (publicKey !== null) to.replica.introduce(publicKey);
    for (const [feed, list] of from.disk) {
      const have = to.replica.feed(feed)?.seq ?? 0;
      const forked = from.replica.feed(feed)?.forked === true || diverged(from, to, feed);
      // Whole deliveries (bulk) carry the last seal of a line only; what may be cut on the way carries every seal, since
      // a prefix that no seal covers could be given on to nobody.
      if (forked) runs.push(...sealedRuns(list));
      else if (list.length > have && faulty) runs.push(...sealedRuns(list.slice(have)));
      else if (list.length > have)
        runs.push(list.slice(have).map((stored, i, all) => bare(stored, i === all.length - 1)));
      if (!faulty) {
        const missing = (to.disk.get(feed) ?? []).filter((stored) => stored.parts.includes(null));
        for (const lacking of missing) {
          const full = list.find(
            ({ commit }) => commit.seq === lacking.commit.seq && commit.header === lacking.commit.header,
          );
          if (full !== undefined) runs.push([full]);
        }
      }
    }
    let left = faulty ? random.shuffled(runs) : runs;
    if (faulty && random.chance(0.3)) left = left.slice(0, random.below(left.length + 1));
    for (let again = true; again && left.length > 0; ) {
      again = false;
      const next: StoredCommit[][] = [];
      for (const run of left) {
        const sent = faulty ? run.map((stored) => this.#maim(stored)) : run;
        const cut = faulty && random.chance(0.15) ? sent.slice(0, random.below(sent.length + 1)) : sent;
        const taken = await to.receive(cut);
        if (taken > 0) {
          moved += taken;
          again = true;
        } else next.push(run);
      }
      left = next;
    }
    return moved;
  }

  /** Loses payloads of documents that may come late; policy and listing texts always travel. */
  #maim(stored: StoredCommit): StoredCommit {
    if (!this.#random.chance(0.15)) return stored;
    const special = /"(policy|listing\/)/.test(stored.commit.header);
    return special ? stored : { ...stored, parts: stored.parts.map(() => null) };
  }
}

/** A run keeps only its last seal. */
function bare(stored: StoredCommit, last: boolean): StoredCommit {
  return last ? stored : { ...stored, commit: { ...stored.commit, seal: null } };
}

/** Do the two know different commits at the highest seq that both have? (Frontiers name hashes, so peers see it.) */
function diverged(a: FuzzDevice, b: FuzzDevice, feed: StoredCommit['commit']['feed']): boolean {
  const seq = Math.min(a.replica.feed(feed)?.seq ?? 0, b.replica.feed(feed)?.seq ?? 0);
  const index = a.replica.feed(feed)?.line[seq - 1];
  return index !== undefined && b.replica.find(feed, seq, a.replica.hash16(index)) === null;
}
