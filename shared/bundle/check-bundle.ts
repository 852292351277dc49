/**
 * Checks a proof bundle, line by line, with nothing but what stands in it: numbers, chains, causes, part hashes, seals,
 * the shop's own policy and order (SPEC.md BUNDLE-10 on). It keeps no text; 200,000 commits cost about 100 MB.
 *
 * Where a place can be told, it is told: a commit is named by others (deps, listings) with 16 bytes of its hash, so an
 * altered header shows at the commit itself and not only at the feed's next seal.
 */
import { type ChainHash, chainStart, deviceIdOf, hash16Of, hashTextOf, type Sha256 } from '../commit/chain.ts';
import type { WireCommit } from '../commit/codec.ts';
import { type Header, readHeader } from '../commit/header.ts';
import { readPart } from '../commit/part.ts';
import { RestoredCommit } from '../commit/restored-commit.ts';
import { isSoundPublicKey, sealMessage } from '../commit/seal.ts';
import type { FeedId, HashText, ShopId } from '../foundation/ids.ts';
import { deviceOfFeed } from '../foundation/ids.ts';
import type { VerdictKind } from '../policy/history.ts';
import { readAction } from '../policy/read-action.ts';
import { type CommitName, readListing } from '../replica/listing-entries.ts';
import { redemptionProofs } from '../replica/redemption-proof.ts';
import type { ShopReplica } from '../replica/shop-replica.ts';
import { BundleLane, type LanePlace } from './bundle-lane.ts';
import {
  type BundleCommit,
  type BundleHead,
  type BundleManifest,
  bundleSealMessage,
  bundleStart,
  readBundleLine,
} from './bundle-lines.ts';
import type { BundleReport, Finding, VoidCommit } from './bundle-report.ts';

export interface BundleTools {
  readonly sha256: Sha256;
  readonly chainHash: ChainHash;
  readonly hashText: (text: string) => HashText;
  readonly verify: (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;
  /** An empty replica of the shop, with a judge of its own. */
  readonly replica: (shop: ShopId) => ShopReplica;
}

const MOST_FINDINGS = 200;
const MOST_VOID = 100;
const LATE = Number.MAX_SAFE_INTEGER / 2000;

export class BundleCheck {
  readonly #tools: BundleTools;
  readonly #lanes = new Map<FeedId, BundleLane>();
  readonly #keys = new Map<string, Uint8Array>();
  readonly #findings: Finding[] = [];
  readonly #withheld = new Map<string, number>();
  /** Commits whose predecessor has not come yet: it may stand further down, or nowhere. */
  readonly #aside: { readonly line: number; readonly told: BundleCommit }[] = [];
  readonly #named: { readonly line: number; readonly name: CommitName }[] = [];
  #head: BundleHead | null = null;
  #replica: ShopReplica | null = null;
  #manifest: BundleManifest | null = null;
  #seal: Uint8Array | null = null;
  #digest = bundleStart();
  #signed: Uint8Array | null = null;
  #lines = 0;
  #commits = 0;
  #expected = 1;
  #parts = 0;
  #malformed = 0;
  #seals = 0;
  #listed = 0;
  #from = Number.POSITIVE_INFINITY;
  #to = 0;
  #more = 0;

  constructor(tools: BundleTools) {
    this.#tools = tools;
  }

  /** A line without its line feed. */
  line(text: string): void {
    const line = ++this.#lines;
    const read = readBundleLine(text);
    if (read?.kind === 'seal') this.#signed ??= this.#digest;
    this.#digest = this.#tools.chainHash(this.#digest, `${text}\n`);
    const misplaced =
      read === null ||
      (read.kind === 'head') !== (line === 1) ||
      this.#seal !== null ||
      (this.#manifest !== null && read.kind !== 'seal');
    if (misplaced) this.#find({ code: 'line', line });
    else if (read.kind === 'head') this.#begin(read.head);
    else if (read.kind === 'key') this.#introduce(read.key);
    else if (read.kind === 'commit') this.#commit(line, read.line);
    else if (read.kind === 'manifest') this.#manifest = read.manifest;
    else this.#seal = read.seal;
  }

  finish(): BundleReport {
    this.#settleAside();
    this.#compareNames();
    this.#lookForGaps();
    this.#compareEnd();
    return this.#report();
  }

  #begin(head: BundleHead): void {
    this.#head = head;
    this.#replica = this.#tools.replica(head.shop);
    this.#introduce(head.publicKey);
  }

  #introduce(key: Uint8Array): void {
    if (!isSoundPublicKey(key)) return;
    this.#keys.set(deviceIdOf(this.#tools.sha256, key), key);
    this.#replica?.introduce(key);
  }

  #commit(line: number, told: BundleCommit): void {
    if (this.#head === null) return;
    this.#commits++;
    if (told.number !== this.#expected) {
      this.#find({ code: 'number', line, expected: this.#expected, found: told.number });
    }
    this.#expected = told.number + 1;
    const place = this.#place(told);
    if (place === null) this.#aside.push({ line, told });
    else this.#take(line, told, place);
  }

  #place({ commit, after }: BundleCommit): LanePlace | null {
    return this.#lane(commit.feed).before(commit.seq, after, hash16Of);
  }

  #lane(feed: FeedId): BundleLane {
    let lane = this.#lanes.get(feed);
    if (lane === undefined) {
      const shop = this.#head?.shop;
      if (shop === undefined) throw new Error('a commit before the head');
      lane = new BundleLane(feed, chainStart(this.#tools.sha256, shop, feed));
      this.#lanes.set(feed, lane);
    }
    return lane;
  }

  #take(line: number, { commit }: BundleCommit, before: LanePlace): void {
    const { feed, seq } = commit;
    const lane = this.#lane(feed);
    const head = this.#tools.chainHash(before.head, commit.header);
    const place = lane.add(head, before, line);
    if (place === null) {
      this.#find({ code: 'line', line });
      return;
    }
    const header = readHeader(commit.header);
    if (header === null || header.parts.length !== commit.parts.length) {
      this.#find({ code: 'header', line, feed, seq });
      return;
    }
    this.#from = Math.min(this.#from, header.time);
    this.#to = Math.max(this.#to, header.time);
    this.#hashParts(line, commit, header);
    const names = listedBy(header, commit.parts);
    this.#listed += names.length;
    for (const name of header.deps) this.#compareName(line, name);
    for (const name of names) this.#compareName(line, name);
    if (commit.seal !== null) this.#verify(line, lane, place, commit.seal);
    this.#judge(line, commit, place);
  }

  /** Compares each text with the hash in the header. */
  #hashParts(line: number, commit: WireCommit, header: Header): void {
    for (const [at, { document, hash }] of header.parts.entries()) {
      const text = commit.parts[at] ?? null;
      this.#parts++;
      if (text === null) {
        const kind = document.split('/', 1)[0] ?? document;
        this.#withheld.set(kind, (this.#withheld.get(kind) ?? 0) + 1);
      } else if (this.#tools.hashText(text) !== hash) {
        this.#find({ code: 'part', line, feed: commit.feed, seq: commit.seq, document });
      }
    }
  }

  /** Does the commit that is named have the hash by which it is named? What has not come yet is looked at in the end. */
  #compareName(line: number, name: CommitName): void {
    const there = this.#lanes.get(name.feed)?.at(name.seq) ?? [];
    if (there.length === 0) this.#named.push({ line, name });
    else if (!there.some((place) => hash16Of(place.head) === name.hash16)) this.#alter(name);
  }

  #alter({ feed, seq }: CommitName): void {
    const lane = this.#lane(feed);
    lane.alteredFrom = Math.min(lane.alteredFrom, seq);
  }

  #verify(line: number, lane: BundleLane, place: LanePlace, seal: Uint8Array): void {
    const { feed } = lane;
    const { head, seq } = place;
    const shop = this.#head?.shop;
    const key = this.#keys.get(deviceOfFeed(feed));
    if (key === undefined) {
      this.#find({ code: 'key', line, feed });
      return;
    }
    if (shop === undefined) return;
    this.#seals++;
    const message = sealMessage(shop, feed, seq, head);
    if (this.#tools.verify(key, message, seal)) {
      for (let one: LanePlace | null = place; one !== null && !one.sealed; one = one.before) one.sealed = true;
      return;
    }
    // A hostile file must not buy many verifications with each bad seal.
    const other =
      this.#findings.length < MOST_FINDINGS
        ? [...this.#keys].find(([, one]) => this.#tools.verify(one, message, seal))
        : undefined;
    this.#find({ code: 'signature', line, feed, seq, by: other?.[0] ?? null });
  }

  #judge(line: number, commit: WireCommit, place: LanePlace): void {
    const replica = this.#replica;
    const before = place.before;
    if (replica === null || before === null || this.#findings.length > 0) return;
    const { feed, seq } = commit;
    // Its texts have been hashed: one with another hash would be a finding, and nothing be judged any more.
    const known = new RestoredCommit(commit, { before: before.head, head: place.head });
    for (const proof of redemptionProofs(replica.shop, [commit], readAction)) {
      const isGood =
        isSoundPublicKey(proof.publicKey) && this.#tools.verify(proof.publicKey, proof.message, proof.signature);
      if (!isGood) {
        this.#find({ code: 'redemption', line, feed, seq });
        return;
      }
    }
    const answer = replica.acceptStored(known, before.index, null, LATE);
    if (answer?.kind === 'taken') {
      place.index = answer.index;
      for (const part of answer.parts) if (part.state === 'malformed') this.#malformed++;
      return;
    }
    if (this.#commits === 1) {
      this.#find({ code: 'genesis' });
      return;
    }
    const why = answer !== null && 'code' in answer ? answer.code : 'known';
    this.#find({ code: 'refused', line, feed, seq, why });
  }

  /** What waited for its predecessor: it stands further down (order), or it is not in the file (gap). */
  #settleAside(): void {
    for (let left = this.#aside.length; left > 0; ) {
      const waiting = this.#aside.splice(0);
      for (const one of waiting) {
        const place = this.#place(one.told);
        if (place === null) {
          this.#aside.push(one);
          continue;
        }
        this.#find({ code: 'order', line: one.line, feed: one.told.commit.feed, seq: one.told.commit.seq });
        this.#take(one.line, one.told, place);
      }
      if (this.#aside.length === left) break;
      left = this.#aside.length;
    }
  }

  #lookForGaps(): void {
    const waiting = new Map<FeedId, number>();
    for (const { told } of this.#aside) {
      const { feed, seq } = told.commit;
      waiting.set(feed, Math.min(waiting.get(feed) ?? Number.POSITIVE_INFINITY, seq));
    }
    for (const [feed, seq] of waiting) {
      this.#find({ code: 'gap', feed, from: (this.#lanes.get(feed)?.seq ?? 0) + 1, to: seq - 1 });
    }
    for (const lane of this.#lanes.values()) {
      const seq = lane.alteredFrom;
      if (seq !== Number.POSITIVE_INFINITY) {
        this.#find({ code: 'altered', feed: lane.feed, seq, line: lane.at(seq)[0]?.line ?? 0 });
      }
      for (const end of lane.ends()) {
        if (end.sealed) continue;
        let first = end;
        while (first.before !== null && !first.before.sealed) first = first.before;
        this.#find({ code: 'unsealed', feed: lane.feed, from: first.seq, to: end.seq });
      }
    }
  }

  /** Names of commits that had not come when they were named. */
  #compareNames(): void {
    const missing = new Set<string>();
    for (const { line, name } of this.#named.splice(0)) {
      const { feed, seq } = name;
      const there = this.#lanes.get(feed)?.at(seq) ?? [];
      if (there.some((place) => hash16Of(place.head) === name.hash16)) this.#find({ code: 'order', line, feed, seq });
      else if (there.length > 0) this.#alter(name);
      else if (!missing.has(`${feed} ${seq}`)) this.#find({ code: 'cause', line, feed, seq });
      missing.add(`${feed} ${seq}`);
    }
  }

  #compareEnd(): void {
    const head = this.#head;
    if (head === null) return;
    // Without a commit nothing says whose shop it is: a stranger could have made the file.
    if (this.#commits === 0) this.#find({ code: 'genesis' });
    if (this.#manifest === null || this.#seal === null) {
      this.#find({ code: 'truncated', line: this.#lines });
      return;
    }
    const { commits, ends } = this.#manifest;
    if (commits !== this.#commits) this.#find({ code: 'manifest', feed: null });
    const told = new Set(ends.map(({ feed, seq, head: end }) => `${feed} ${seq} ${end}`));
    for (const lane of this.#lanes.values()) {
      const here = lane.ends().map((end) => `${lane.feed} ${end.seq} ${hashTextOf(end.head)}`);
      if (here.some((one) => !told.delete(one))) this.#find({ code: 'manifest', feed: lane.feed });
    }
    if (told.size > 0) this.#find({ code: 'manifest', feed: null });
    const message = bundleSealMessage(head.shop, this.#signed ?? this.#digest);
    if (!isSoundPublicKey(head.publicKey) || !this.#tools.verify(head.publicKey, message, this.#seal)) {
      this.#find({ code: 'bundle-seal' });
      return;
    }
    // Whoever has a copy could cut it and sign it anew: only a device of the shop may vouch that it is all it holds.
    const device = deviceIdOf(this.#tools.sha256, head.publicKey);
    if (this.#findings.length === 0 && this.#replica?.firstOwner(device) == null) this.#find({ code: 'exporter' });
  }

  #report(): BundleReport {
    const head = this.#head;
    const replica = this.#findings.length === 0 ? this.#replica : null;
    const exporter = head === null ? null : deviceIdOf(this.#tools.sha256, head.publicKey);
    const verdicts = replica === null ? null : new Map<VerdictKind, number>();
    const without: VoidCommit[] = [];
    for (let index = 0; replica !== null && index < replica.size; index++) {
      const { verdict, reason } = replica.verdict(index);
      verdicts?.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
      if (verdict === 'effective' || without.length === MOST_VOID) continue;
      const [feed, seq, time] = [replica.feedAt(index), replica.seqAt(index), replica.timeAt(index)];
      without.push({ feed, seq, time, reason });
    }
    return {
      shop: head?.shop ?? null,
      exporter,
      exportedAt: head?.time ?? 0,
      lines: this.#lines,
      commits: this.#commits,
      parts: this.#parts,
      withheld: this.#withheld,
      malformed: this.#malformed,
      devices: new Set([...this.#lanes.keys()].map(deviceOfFeed)).size,
      seals: this.#seals,
      from: this.#commits === 0 ? 0 : this.#from,
      to: this.#to,
      forks: [...this.#lanes.values()].flatMap((lane) => lane.forks().map((seq) => ({ feed: lane.feed, seq }))),
      verdicts,
      without,
      listed: this.#listed,
      findings: this.#findings,
      more: this.#more,
    };
  }

  #find(finding: Finding): void {
    if (this.#findings.length < MOST_FINDINGS) this.#findings.push(finding);
    else this.#more++;
  }
}

/** What a witness's commit lists; nothing for every other commit. */
function listedBy(header: Header, parts: readonly (string | null)[]): readonly CommitName[] {
  const text = parts[header.parts.findIndex((part) => part.document.startsWith('listing/'))];
  const part = text == null ? null : readPart(text);
  return part === null ? [] : (readListing(part.entries) ?? []);
}
