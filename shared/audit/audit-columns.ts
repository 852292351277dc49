/**
 * Columns over all commits of a replica, as far as headers tell: enough to answer any search by facets in one pass over
 * numbers. A header's rights and documents repeat endlessly, so each distinct list is kept once and named by a number.
 *
 * Invariant: position i is the replica's commit i; `order` holds all of them by time, oldest first.
 */
import type { Header } from '../commit/header.ts';
import { parseDocumentName } from '../document/document-kinds.ts';
import { parseUse } from '../policy/use.ts';

/** Modules and actions that a header's rights name, and the documents it writes to. */
export interface HeaderFacets {
  readonly modules: ReadonlySet<string>;
  readonly actions: ReadonlySet<string>;
  /** Branches whose documents it writes to. */
  readonly branches: ReadonlySet<string>;
  /** Writes to a document of no branch: catalogue, settings, policy … */
  readonly shopWide: boolean;
  /** Only a witness's listing: the order, nobody's action. */
  readonly listing: boolean;
}

export interface AuditFilter {
  /** Hybrid microseconds, both ends included. */
  readonly from?: number;
  readonly to?: number;
  /** Between these hours of the shop's day: from 22 to 6 is the night. */
  readonly hours?: { readonly from: number; readonly to: number };
  readonly devices?: ReadonlySet<string>;
  readonly module?: string;
  /** `price`, `remove`, `discount` …; several mean any of them. */
  readonly actions?: readonly string[];
  readonly branch?: string;
}

export class AuditColumns {
  readonly #utcOffsetMinutes: number;
  #times = new Float64Array(1024);
  #devices = new Int32Array(1024);
  #facets = new Int32Array(1024);
  #size = 0;
  readonly #deviceNames: string[] = [];
  readonly #deviceNumbers = new Map<string, number>();
  readonly #facetList: HeaderFacets[] = [];
  readonly #facetNumbers = new Map<string, number>();
  #order: Int32Array = new Int32Array(0);

  constructor(utcOffsetMinutes: number) {
    this.#utcOffsetMinutes = utcOffsetMinutes;
  }

  get size(): number {
    return this.#size;
  }

  /** The next commit of the replica. */
  add(device: string, header: Header): void {
    if (this.#size === this.#times.length) this.#grow();
    const at = this.#size++;
    this.#times[at] = header.time;
    this.#devices[at] = this.#deviceOf(device);
    this.#facets[at] = this.#facetOf(header);
  }

  facetsAt(index: number): HeaderFacets | null {
    return this.#facetList[this.#facets[index] ?? -1] ?? null;
  }

  /** Modules that any commit so far has used. */
  modules(): ReadonlySet<string> {
    return new Set(this.#facetList.flatMap((facets) => [...facets.modules]));
  }

  /** Commits that the filter lets through, newest first. `extra` is asked last, for each that got so far. */
  find(filter: AuditFilter, extra: (index: number) => boolean): Int32Array {
    const { from = 0, to = Number.POSITIVE_INFINITY, hours, devices } = filter;
    const wantedFacet = this.#facetList.map((facets) => fits(facets, filter));
    const wantedDevice = this.#deviceNames.map((name) => devices?.has(name) ?? true);
    const order = this.#ordered();
    const found = new Int32Array(order.length);
    let count = 0;
    for (let i = order.length - 1; i >= 0; i--) {
      const index = order[i] ?? 0;
      const time = this.#times[index] ?? 0;
      if (time > to) continue;
      if (time < from) break;
      if (wantedFacet[this.#facets[index] ?? -1] !== true || wantedDevice[this.#devices[index] ?? -1] !== true)
        continue;
      if (hours !== undefined && !this.#inHours(time, hours)) continue;
      if (extra(index)) found[count++] = index;
    }
    return found.subarray(0, count);
  }

  #inHours(time: number, { from, to }: { readonly from: number; readonly to: number }): boolean {
    const hour = Math.floor((time / 60_000_000 + this.#utcOffsetMinutes) / 60) % 24;
    return from <= to ? hour >= from && hour < to : hour >= from || hour < to;
  }

  /** All commits by time, oldest first; of one time in the order in which they came (AUDIT-7). */
  #ordered(): Int32Array {
    const known = this.#order.length;
    if (known === this.#size) return this.#order;
    const times = this.#times;
    const later = (a: number, b: number): number => (times[a] ?? 0) - (times[b] ?? 0) || a - b;
    const fresh = Int32Array.from({ length: this.#size - known }, (_, i) => known + i).sort(later);
    const merged = new Int32Array(this.#size);
    for (let i = 0, j = 0, k = 0; k < merged.length; k++) {
      const old = this.#order[i];
      const young = fresh[j];
      if (young === undefined || (old !== undefined && later(old, young) < 0)) {
        merged[k] = old ?? 0;
        i++;
      } else {
        merged[k] = young;
        j++;
      }
    }
    this.#order = merged;
    return merged;
  }

  #deviceOf(device: string): number {
    const known = this.#deviceNumbers.get(device);
    if (known !== undefined) return known;
    this.#deviceNames.push(device);
    this.#deviceNumbers.set(device, this.#deviceNames.length - 1);
    return this.#deviceNames.length - 1;
  }

  #facetOf(header: Header): number {
    // Months come and go in names; nothing that is asked depends on them beyond the number of distinct lists.
    // A use may be any text: joined by what may stand in one, two lists could be taken for each other.
    const key = JSON.stringify([header.uses, header.parts.map((part) => part.document)]);
    const known = this.#facetNumbers.get(key);
    if (known !== undefined) return known;
    this.#facetList.push(facetsOf(header));
    this.#facetNumbers.set(key, this.#facetList.length - 1);
    return this.#facetList.length - 1;
  }

  #grow(): void {
    const room = this.#times.length * 2;
    const times = new Float64Array(room);
    times.set(this.#times);
    this.#times = times;
    const devices = new Int32Array(room);
    devices.set(this.#devices);
    this.#devices = devices;
    const facets = new Int32Array(room);
    facets.set(this.#facets);
    this.#facets = facets;
  }
}

function facetsOf(header: Header): HeaderFacets {
  const modules = new Set<string>();
  const actions = new Set<string>();
  const branches = new Set<string>();
  let shopWide = false;
  for (const text of header.uses) {
    const use = parseUse(text);
    if (use === null) continue;
    modules.add(use.module);
    actions.add(use.action);
  }
  const kinds = header.parts.map(({ document }) => parseDocumentName(document));
  for (const [at, kind] of kinds.entries()) {
    if (header.parts[at]?.document === 'policy') {
      modules.add('members');
      actions.add('policy');
    }
    if (kind?.branch === undefined) shopWide = true;
    else branches.add(kind.branch);
  }
  const listing = header.parts.length > 0 && header.parts.every(({ document }) => document.startsWith('listing/'));
  return { modules, actions, branches, shopWide, listing };
}

function fits(facets: HeaderFacets, { module, actions, branch }: AuditFilter): boolean {
  if (facets.listing || (module !== undefined && !facets.modules.has(module))) return false;
  if (actions !== undefined && !actions.some((action) => facets.actions.has(action))) return false;
  return branch === undefined || facets.branches.has(branch) || (facets.branches.size === 0 && facets.shopWide);
}
