/**
 * A history of the verdict vectors as really signed commits: a key for every device and invitation, chains, seals, texts;
 * names and hashes in actions as they come out. A witness of the vectors is a key of ours too, so that its entries can
 * say what the vector's say: in that order, at those times, and nothing else.
 *
 * Times are stretched, because a listing must be later than all that it lists, whereas in a vector both may be at 7:
 * commit t is at 1000 t, entry t between that and 1000 (t + 1), an expiry at the end of its t.
 */
import { type SyncSigner, sha256 } from '../../relay/platform/node-crypto.ts';
import { chainStart, deviceIdOf, shopIdOf } from '../../shared/commit/chain.ts';
import type { WireCommit } from '../../shared/commit/codec.ts';
import { type Entry, writePart } from '../../shared/commit/part.ts';
import { toBase64url } from '../../shared/foundation/bytes.ts';
import { asFeedId, type FeedId, feedIdOf, type ShopId } from '../../shared/foundation/ids.ts';
import type { PolicyAction } from '../../shared/policy/actions.ts';
import type { Vector, VectorCommit, VectorEntry } from '../../shared/policy/vector-file.ts';
import { buildCommit, type DraftPart, redemptionMessage, sealed } from '../../shared/replica/commit-builder.ts';
import { deadlineEntry, listEntry } from '../../shared/replica/listing-entries.ts';
import { keyOf, nameOf } from './pen.ts';

const STEP = 1000;
/** The stretched times lie in the first days of 1970. */
const MONTH = '1970-01';

export interface Signed {
  readonly commit: WireCommit;
  readonly hash16: string;
}
interface Chained extends Signed {
  readonly head: Uint8Array;
  readonly bytes: number;
}

/** The key of the witness that the genesis names; null: one of ours, like all others. */
export type FirstWitness = Uint8Array | null;

export class SignedHistory {
  readonly shop: ShopId;
  readonly vector: Vector;
  readonly #salt: string;
  readonly #genesis: Entry;
  readonly #firstWitness: FirstWitness;
  readonly #signed = new Map<string, Chained>();
  readonly #witnesses = new Map<string, WitnessPen>();

  /** `salt` makes another shop of the same history. */
  constructor(vector: Vector, salt: string, firstWitness: FirstWitness = null) {
    this.vector = vector;
    this.#salt = salt;
    this.#firstWitness = firstWitness;
    const [first] = vector.commits;
    if (first?.action?.kind !== 'genesis') throw new Error(`${vector.name} does not begin with a genesis`);
    this.#genesis = this.#founding(first, first.action.owner);
    this.shop = shopIdOf(sha256, writePart({ command: 'vector', entries: [this.#genesis] }));
    for (const commit of vector.commits) this.#sign(commit);
  }

  key(device: string): SyncSigner {
    return keyOf(`vector ${device}`);
  }
  /** Every key that writes in this history. */
  get keys(): readonly Uint8Array[] {
    const devices = new Set(this.vector.commits.map((commit) => commit.device));
    return [...devices, ...this.vector.witness.keys()].map((device) => this.key(device).publicKey);
  }
  of(id: string): Chained {
    const found = this.#signed.get(id);
    if (found === undefined) throw new Error(`${this.vector.name}: ${id} is not signed`);
    return found;
  }

  /** The witness's next entry as a listing commit of its own feed. */
  enter(witness: string, entry: VectorEntry): Signed {
    const pen = this.#witnesses.get(witness) ?? new WitnessPen(this.shop, this.key(witness));
    this.#witnesses.set(witness, pen);
    const { commit, hash16 } = this.of(entry.id);
    return pen.write(entry, { feed: commit.feed, seq: commit.seq, hash16 });
  }

  #founding({ device }: VectorCommit, owner: string): Entry {
    const witness = this.#firstWitness ?? this.key('W').publicKey;
    return {
      kind: 'genesis',
      owner,
      recovery: this.#device('paper'),
      witness: deviceIdOf(sha256, witness),
      publicKey: this.#key(device),
      recoveryKey: this.#key('paper'),
      witnessKey: toBase64url(witness),
      utcOffsetMinutes: 0,
      nonce: this.#salt,
    };
  }

  #sign(draft: VectorCommit): void {
    const signer = this.key(draft.device);
    const feed = this.#feed(draft.device, draft.feed);
    const before = draft.prev === null ? null : this.of(draft.prev);
    const built = buildCommit(
      sha256,
      {
        feed,
        seq: draft.seq - 1,
        head: before?.head ?? chainStart(sha256, this.shop, feed),
        time: 0,
        totals: { commits: draft.total - 1, bytes: this.#bytesBefore(draft) },
      },
      {
        shop: this.shop,
        command: 'vector',
        level: draft.level,
        app: 'vector',
        time: draft.time * STEP,
        uses: draft.uses,
        deps: draft.deps.map((id) => {
          const { commit, hash16 } = this.of(id);
          return { feed: commit.feed, seq: commit.seq, hash16 };
        }),
        parts: [this.#part(draft)],
      },
    );
    if (!built.ok) throw new Error(`${draft.id}: ${built.error.code}`);
    const { message, state, hash16 } = built.value;
    const commit = sealed(built.value, signer.sign(message));
    this.#signed.set(draft.id, { commit, hash16, head: state.head, bytes: state.totals.bytes });
  }

  #part(draft: VectorCommit): DraftPart {
    if (draft.action !== null) {
      return { document: nameOf('policy'), entries: [this.#action(draft, draft.action)], salt: null };
    }
    // A verdict is a matter of headers: what stands in the part is nobody's business here.
    return { document: nameOf('catalogue'), entries: [{ kind: 'vector', id: draft.id }], salt: null };
  }

  /** The action with keys and hashes where the vector has names and ids. */
  #action(draft: VectorCommit, action: PolicyAction): Entry {
    const late = (time: number | undefined) => (time === undefined ? {} : { until: time * STEP });
    switch (action.kind) {
      case 'genesis':
        return this.#genesis;
      case 'enrol':
        return entryOf({ ...action, device: this.#device(action.device), publicKey: this.#key(action.device) });
      case 'invite':
        return entryOf({
          ...action,
          expires: action.expires * STEP + STEP - 1,
          invitationKey: this.#key(`invitation ${draft.id}`),
        });
      case 'redeem': {
        const invitation = this.key(`invitation ${action.invite}`);
        const proof = invitation.sign(redemptionMessage(this.shop, this.#device(draft.device)));
        return entryOf({
          ...action,
          invite: this.of(action.invite).hash16,
          publicKey: this.#key(draft.device),
          invitationKey: toBase64url(invitation.publicKey),
          proof: toBase64url(proof),
        });
      }
      case 'narrow':
        return entryOf({
          ...action,
          ...late(action.until),
          ...(action.device === undefined ? {} : { device: this.#device(action.device) }),
          ...(action.invite === undefined ? {} : { invite: this.of(action.invite).hash16 }),
        });
      case 'retract': {
        const last = action.last === null ? null : this.of(action.last).hash16;
        return entryOf({ ...action, device: this.#device(action.device), last });
      }
      case 'reinstate':
        return entryOf({ ...action, retract: this.of(action.retract).hash16 });
      case 'ratify': {
        const { commit, hash16 } = this.of(action.head);
        return entryOf({ ...action, feed: commit.feed, head: hash16 });
      }
      case 'witness':
        return entryOf({
          ...action,
          witness: this.#device(action.witness),
          after: this.of(action.after).hash16,
          publicKey: this.#key(action.witness),
        });
      case 'role':
      case 'grant':
      case 'level':
        return entryOf({ ...action, ...late(action.until) });
      default:
        throw new Error(`${draft.id}: vectors have no ${action.kind}`);
    }
  }

  /** Bytes of the device's commits in the causal past; they count on from there. */
  #bytesBefore(draft: VectorCommit): number {
    const open = [...(draft.prev === null ? [] : [draft.prev]), ...draft.deps];
    const seen = new Set<string>();
    let most = 0;
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      const commit = this.vector.commits.find((one) => one.id === id);
      if (commit === undefined || seen.has(id)) continue;
      seen.add(id);
      if (commit.device === draft.device) most = Math.max(most, this.of(id).bytes);
      open.push(...commit.deps, ...(commit.prev === null ? [] : [commit.prev]));
    }
    return most;
  }

  #device(name: string): string {
    return deviceIdOf(sha256, this.key(name).publicKey);
  }
  #key(name: string): string {
    return toBase64url(this.key(name).publicKey);
  }
  #feed(device: string, feed: string): FeedId {
    return feedIdOf(deviceIdOf(sha256, this.key(device).publicKey), epochOf(feed));
  }
}

/** One listing commit an entry, each later than the one before. */
class WitnessPen {
  readonly #shop: ShopId;
  readonly #key: SyncSigner;
  #state: Parameters<typeof buildCommit>[1];

  constructor(shop: ShopId, key: SyncSigner) {
    this.#shop = shop;
    this.#key = key;
    const feed = feedIdOf(deviceIdOf(sha256, key.publicKey), epochOf('witness'));
    const head = chainStart(sha256, shop, feed);
    this.#state = { feed, seq: 0, head, time: 0, totals: { commits: 0, bytes: 0 } };
  }

  write(entry: VectorEntry, name: { readonly feed: FeedId; readonly seq: number; readonly hash16: string }): Signed {
    const time = Math.max(entry.time * STEP + 1, this.#state.time + 1);
    if (time >= (entry.time + 1) * STEP) throw new Error(`${entry.id}: the witness's clock went back`);
    const built = buildCommit(sha256, this.#state, {
      shop: this.#shop,
      command: 'list',
      level: 1,
      app: 'vector',
      time,
      uses: [],
      deps: [],
      parts: [
        {
          document: nameOf(`listing/${MONTH}`),
          entries: [entry.kind === 'list' ? listEntry([name]) : deadlineEntry(name)],
          salt: null,
        },
      ],
    });
    if (!built.ok) throw new Error(built.error.code);
    const { message, state, hash16 } = built.value;
    this.#state = state;
    return { commit: sealed(built.value, this.#key.sign(message)), hash16 };
  }
}

function epochOf(feed: string): string {
  const epoch = toBase64url(sha256(Buffer.from(feed, 'utf8'))).slice(0, 8);
  if (asFeedId(`${'A'.repeat(24)}.${epoch}`) === null) throw new Error(`${feed} gives no epoch`);
  return epoch;
}

function entryOf(action: PolicyAction): Entry {
  return { ...action } as unknown as Entry;
}
