/**
 * The audit log as pages see it: rows of a search, one entry in full, what one may search by. Everything comes from the
 * commits in memory; what the reader may not view is left out, and the row says so (AUDIT-2, AUDIT-8).
 */
import type { AuditFilter } from '../../shared/audit/audit-columns.ts';
import { type AuditChange, factsOf } from '../../shared/audit/audit-facts.ts';
import type { Json } from '../../shared/commit/json-text.ts';
import type { Entry } from '../../shared/commit/part.ts';
import { deviceOfFeed, type FeedId } from '../../shared/foundation/ids.ts';
import { MODULES } from '../../shared/policy/built-in-roles.ts';
import type { AuditDesk } from '../worker/audit-desk.ts';
import type {
  AuditEntryView,
  AuditFacetsView,
  AuditQueries,
  AuditRow,
  AuditSearch,
  AuditValueChange,
  AuditView,
} from '../worker/audit-protocol.ts';
import type { ShopDesk } from '../worker/shop-desk.ts';
import { auditValue, nameOf } from './audit-values.ts';

export const NO_AUDIT: AuditView = { rows: [], offset: 0, total: 0, all: 0, searched: 0, reading: true };

const OFFLINE_AFTER_US = 5 * 60 * 1_000_000;
const MOST_NAMED = 3;
const MOST_FACTS = 200;

export function auditView(desk: ShopDesk, audit: AuditDesk, params: AuditQueries['audit']['params']): AuditView {
  const { offset, limit, ...search } = params;
  const { indices, searched } = auditMatches(desk, audit, search);
  const rows = [...indices.subarray(offset, offset + limit)].map((index) => auditRow(desk, audit, index));
  return { rows, offset, total: indices.length, all: audit.size, searched, reading: false };
}

/** Indices that the search finds and the reader may see, newest first. */
export function auditMatches(desk: ShopDesk, audit: AuditDesk, search: AuditSearch) {
  const { core } = audit;
  const wantedDevices = devicesOf(desk, search);
  const filter: AuditFilter = {
    ...(search.from === null ? {} : { from: search.from }),
    ...(search.to === null ? {} : { to: search.to }),
    ...(search.night ? { hours: { from: 22, to: 6 } } : {}),
    ...(wantedDevices === null ? {} : { devices: wantedDevices }),
    ...(search.module === null ? {} : { module: search.module }),
    ...(search.actions.length === 0 ? {} : { actions: search.actions }),
    ...(search.branch === null ? {} : { branch: search.branch }),
  };
  const mayRead = reader(desk, audit);
  const { result, offline, text, record, field, amount } = search;
  const extra = (index: number): boolean => {
    if (result !== null && core.replica.verdict(index).verdict !== result) return false;
    if (offline && !wasOffline(audit, index)) return false;
    return mayRead(index);
  };
  return audit.find(filter, { text, record, field, amount }, extra, `${result} ${offline} ${desk.member}`);
}

/** AUDIT-8. */
function reader(desk: ShopDesk, audit: AuditDesk): (index: number) => boolean {
  if (desk.may('audit.view@*')) return () => true;
  const branches = new Map<string, boolean>();
  const mayBranch = (branch: string): boolean => {
    let may = branches.get(branch);
    if (may === undefined) {
      may = desk.may(`audit.view@${branch}`);
      branches.set(branch, may);
    }
    return may;
  };
  const mine = new Map<string, boolean>();
  const shopWide = desk.folds.places.ids('branch').some(mayBranch);
  return (index) => {
    const feed = audit.core.replica.feedAt(index);
    let own = mine.get(feed);
    if (own === undefined) {
      own = desk.isMine(feed);
      mine.set(feed, own);
    }
    if (own) return true;
    const facets = audit.facetsAt(index);
    if (facets === null) return false;
    if ([...facets.branches].some(mayBranch)) return true;
    return facets.branches.size === 0 && shopWide;
  };
}

function devicesOf(desk: ShopDesk, { member, device }: AuditSearch): ReadonlySet<string> | null {
  if (device !== null) return new Set([device]);
  if (member === null) return null;
  return new Set((desk.members().get(member)?.devices ?? []).map(({ id }) => id));
}

function wasOffline({ core }: AuditDesk, index: number): boolean {
  return core.listedAt(index) - core.replica.timeAt(index) > OFFLINE_AFTER_US;
}

export function auditRow(desk: ShopDesk, audit: AuditDesk, index: number): AuditRow {
  const { core } = audit;
  const feed = core.replica.feedAt(index);
  const seq = core.replica.seqAt(index);
  const { reason } = core.replica.verdict(index);
  const known = core.at(index);
  const parts = core.partsOf(index);
  const entries = parts.flatMap(({ part }) => part.entries);
  const { numbers, changes, amount, records } = factsOf(entries);
  const facets = audit.facetsAt(index);
  const subjects = [...new Set([...numbers, ...namesOf(desk, changes, records)])];
  const [first] = changes.filter((change) => change.kind !== 'new');
  return {
    commit: commitName(audit, index),
    time: core.replica.timeAt(index),
    who: desk.writerName(feed),
    device: desk.deviceName(feed),
    command: commandOf(entries, parts[0]?.part.command ?? ''),
    modules: [...(facets?.modules ?? [])],
    actions: [...(facets?.actions ?? [])],
    about: subjects.slice(0, MOST_NAMED),
    change: first === undefined ? null : valueChange(desk, audit, first),
    amount,
    travel: desk.travelOf(feed, seq),
    reason,
    ratified: reason === 'ratified',
    offline: wasOffline(audit, index),
    withheld: (known?.header.parts.length ?? 0) - parts.length,
  };
}

/** A policy action says best itself what it is. */
function commandOf(entries: readonly Entry[], command: string): string {
  return command === '' ? (entries[0]?.kind ?? '') : command;
}

function namesOf(desk: ShopDesk, changes: readonly AuditChange[], records: ReadonlySet<string>): string[] {
  const ids = changes.length > 0 ? changes.map((change) => change.record) : [...records];
  const names: string[] = [];
  for (const id of new Set(ids)) {
    if (names.length === MOST_NAMED) break;
    const name = nameOf(desk, id);
    if (name !== null && name !== '') names.push(name);
  }
  return names;
}

/** Of a fork, which of the two: by the start of its hash. */
function commitName({ core }: AuditDesk, index: number): string {
  const feed = core.replica.feedAt(index);
  const seq = core.replica.seqAt(index);
  const there = core.replica.feed(feed)?.at(seq) ?? [];
  return there.length > 1 ? `${feed}/${seq}/${core.replica.hash16(index)}` : `${feed}/${seq}`;
}

function indexOf({ core }: AuditDesk, commit: string): number | null {
  const [feed = '', seq = '', hash16] = commit.split('/');
  const there = core.replica.feed(feed as FeedId)?.at(Number(seq)) ?? [];
  return there.find((index) => hash16 === undefined || core.replica.hash16(index) === hash16) ?? null;
}

export function auditEntry(desk: ShopDesk, audit: AuditDesk, commit: string): AuditEntryView | null {
  const { core } = audit;
  const index = indexOf(audit, commit);
  const known = index === null ? null : core.at(index);
  if (index === null || known === null || !reader(desk, audit)(index)) return null;
  const { feed, seq } = known.commit;
  const parts = core.partsOf(index);
  const entries = parts.flatMap(({ part }) => part.entries);
  const readable = new Set<string>(parts.map(({ document }) => document));
  const position = core.replica.position(index);
  const listed = Number.isFinite(position);
  return {
    row: auditRow(desk, audit, index),
    feed,
    seq,
    hash: core.replica.hashAt(index),
    fingerprint: deviceOfFeed(feed).slice(0, 12),
    app: known.header.app,
    claimedAt: known.header.time,
    listedAt: listed ? core.listedAt(index) : null,
    position: listed ? position : null,
    sealed: core.replica.isSealed(index),
    uses: known.header.uses,
    documents: known.header.parts.map(({ document, entries: count }) => ({
      name: document,
      entries: count,
      readable: readable.has(document),
    })),
    changes: factsOf(entries).changes.map((change) => valueChange(desk, audit, change)),
    facts: entries.flatMap((entry) => factOf(desk, entry)).slice(0, MOST_FACTS),
    batch: known.header.batch ?? null,
  };
}

/** AUDIT-4. */
function valueChange(desk: ShopDesk, audit: AuditDesk, change: AuditChange): AuditValueChange {
  const { kind, type, record, field, after } = change;
  const before = field === null || kind === 'new' ? undefined : replaced(audit, change, field);
  return {
    record,
    name: nameOf(desk, record) ?? '',
    type,
    kind,
    field,
    before: field === null ? null : auditValue(desk, field, before),
    after: field === null ? null : auditValue(desk, field, after),
  };
}

/** The value of that field in the commits that this one names as replaced. */
function replaced({ core }: AuditDesk, { record, over }: AuditChange, field: string): Json | undefined {
  for (const [feed, seq] of over) {
    for (const index of core.replica.feed(feed as FeedId)?.at(seq) ?? []) {
      const entries = core.partsOf(index).flatMap(({ part }) => part.entries);
      const written = factsOf(entries).changes.find((one) => one.record === record && one.field === field);
      if (written !== undefined) return written.after ?? undefined;
    }
  }
  return undefined;
}

type Fact = AuditEntryView['facts'][number];

function factOf(desk: ShopDesk, entry: Entry): Fact[] {
  const { kind, quantity, amount, variant, number } = entry;
  const name = typeof variant === 'string' ? (nameOf(desk, variant) ?? '') : typeof number === 'string' ? number : '';
  if (kind === 'new' || kind === 'set' || kind === 'remove') return [];
  const what = typeof entry.type === 'string' && kind !== 'cash' ? entry.type : kind;
  if (typeof quantity === 'number') return [{ what, name, figure: { kind: 'quantity', value: quantity } }];
  if (kind === 'count' && typeof entry.counted === 'number')
    return [{ what, name, figure: { kind: 'quantity', value: entry.counted } }];
  const money = typeof entry.payable === 'number' ? entry.payable : amount;
  if (typeof money === 'number') return [{ what, name, figure: { kind: 'money', value: money } }];
  const subject = [entry.member, entry.role, entry.scope, entry.reason, entry.note]
    .filter((one) => typeof one === 'string' && one !== '')
    .map((one) => nameOf(desk, String(one)) ?? String(one));
  return [{ what, name: [name, ...subject].filter((one) => one !== '').join(' · '), figure: null }];
}

export function auditFacets(desk: ShopDesk, audit: AuditDesk): AuditFacetsView {
  const used = audit.modules();
  const { places } = desk.folds;
  const members = [...desk.members().values()];
  return {
    members: members.map(({ id }) => ({ id, name: desk.memberName(id) })),
    devices: members.flatMap(({ id, devices }) =>
      devices.map((device) => ({ id: device.id, name: desk.nameOfDevice(device.id), member: desk.memberName(id) })),
    ),
    branches: places.ids('branch').map((id) => ({ id, name: places.text('branch', id, 'name') })),
    modules: MODULES.filter((module) => used.has(module)),
  };
}
