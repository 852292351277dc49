/**
 * Categories as a tree (类别). A product names its category by a text: a path as files bring it (`饮料/果汁`), or the id of
 * a category record. A record has a name and a parent; one that stands for paths which products name already says so
 * (`covers`), so to rename or move it takes one entry and touches no product.
 *
 * Everything here is a function of the set of entries. Two people who move A under B and B under A at once make a circle:
 * the later move in it has no effect (its record goes back to where it was, else to the top), the same on every device.
 * A removed category is seen through: what is in it shows in its parent.
 */

export interface CategoryMove {
  readonly parent: string | null;
  readonly time: number;
  readonly feed: string;
  readonly seq: number;
}

export interface CategoryRecord {
  readonly id: string;
  readonly name: string;
  /** Path that products name and that means this category; null = none. */
  readonly covers: string | null;
  /** Where it was put, latest first; empty: never, so at the top. */
  readonly moves: readonly CategoryMove[];
  readonly position: number | null;
  readonly removed: boolean;
}

export interface CategoryNode {
  /** What a product or a child names: the record's id, or a path that no record stands for. */
  readonly key: string;
  readonly path: string;
  readonly name: string;
  readonly parent: string | null;
  readonly position: number | null;
  /** The move that put it elsewhere had no effect: two people moved at once. */
  readonly unmoved: boolean;
}

export class CategoryTree {
  readonly #records: ReadonlyMap<string, CategoryRecord>;
  readonly #covering = new Map<string, string>();
  readonly #parents = new Map<string, string | null>();
  readonly #unmoved = new Set<string>();
  readonly #paths = new Map<string, string>();
  #byPath: Map<string, string> | null = null;

  constructor(records: readonly CategoryRecord[]) {
    this.#records = new Map(records.map((record) => [record.id, record]));
    for (const { id, covers, removed } of [...records].sort((a, b) => (a.id < b.id ? -1 : 1))) {
      const known = covers === null ? undefined : this.#covering.get(covers);
      const better = known === undefined || (this.#records.get(known)?.removed === true && !removed);
      if (covers !== null && better) this.#covering.set(covers, id);
    }
    this.#settle();
  }

  /** The path that a product's (or child's) category shows: '' for none. */
  pathOf(key: string): string {
    const known = this.#paths.get(key);
    if (known !== undefined) return known;
    const path = this.#records.has(key) ? this.#pathOfRecord(key) : this.#pathOfText(key);
    this.#paths.set(key, path);
    return path;
  }

  /** What to write for a path typed or read from a file: the record that shows it, else the path itself. */
  keyOf(path: string): string {
    this.#byPath ??= new Map(
      [...this.#records.values()].filter(({ removed }) => !removed).map(({ id }) => [this.pathOf(id), id]),
    );
    return this.#byPath.get(path) ?? path;
  }

  /** The record behind a key, or null for a bare path. */
  recordOf(key: string): string | null {
    return this.#records.has(key) ? key : (this.#covering.get(key) ?? null);
  }

  /** Would moving `id` under `parent` put it into itself? */
  isInside(parent: string, id: string): boolean {
    for (let at: string | null = this.recordOf(parent); at !== null; at = this.#parentRecord(at)) {
      if (at === id) return true;
    }
    return false;
  }

  /** Nodes for these keys and all above them, with every record that is not removed; by parent, position, path. */
  nodes(keys: Iterable<string>): readonly CategoryNode[] {
    const nodes = new Map<string, CategoryNode>();
    const put = (key: string): void => {
      const path = this.pathOf(key);
      if (path === '' || nodes.has(path)) return;
      const record = this.#records.get(this.keyOf(path));
      const cut = path.lastIndexOf('/');
      const parent = cut < 0 ? null : path.slice(0, cut);
      nodes.set(path, {
        key: record?.id ?? key,
        path,
        name: path.slice(cut + 1),
        parent,
        position: record?.position ?? null,
        unmoved: record !== undefined && this.#unmoved.has(record.id),
      });
      if (parent !== null) put(this.keyOf(parent));
    };
    for (const [id, { removed }] of this.#records) if (!removed) put(id);
    for (const key of keys) put(key);
    const place = ({ position }: CategoryNode): number => position ?? Number.MAX_SAFE_INTEGER;
    const byPlace = [...nodes.values()].sort((a, b) => place(a) - place(b) || (a.path < b.path ? -1 : 1));
    const below = new Map<string | null, CategoryNode[]>();
    for (const node of byPlace) below.set(node.parent, [...(below.get(node.parent) ?? []), node]);
    const inOrder = (parent: string | null): CategoryNode[] =>
      (below.get(parent) ?? []).flatMap((node) => [node, ...inOrder(node.path)]);
    return inOrder(null);
  }

  #pathOfRecord(id: string): string {
    const record = this.#records.get(id);
    const parent = this.#parents.get(id) ?? null;
    const above = parent === null ? '' : this.pathOf(parent);
    if (record === undefined || record.removed) return above;
    return above === '' ? record.name : `${above}/${record.name}`;
  }

  /** The longest part of the path that a record stands for, and the rest behind it. */
  #pathOfText(text: string): string {
    for (let end = text.length; end > 0; end = text.lastIndexOf('/', end - 1)) {
      const id = this.#covering.get(text.slice(0, end));
      if (id === undefined) continue;
      const rest = text.slice(end + 1);
      const path = this.#pathOfRecord(id);
      return [path, rest].filter((one) => one !== '').join('/');
    }
    return text;
  }

  #parentRecord(id: string): string | null {
    const parent = this.#parents.get(id) ?? null;
    if (parent === null) return null;
    if (this.#records.has(parent)) return parent;
    for (let end = parent.length; end > 0; end = parent.lastIndexOf('/', end - 1)) {
      const covering = this.#covering.get(parent.slice(0, end));
      if (covering !== undefined) return covering;
    }
    return null;
  }

  /** Takes the latest move out of every circle until there is none. */
  #settle(): void {
    const left = new Map([...this.#records].map(([id, { moves }]) => [id, [...moves]]));
    for (const [id, [move]] of left) this.#parents.set(id, move?.parent ?? null);
    for (let circle = this.#circle(); circle.length > 0; circle = this.#circle()) {
      const latest = circle.reduce((a, b) => (isLater(left.get(a)?.[0], left.get(b)?.[0]) ? a : b));
      const moves = left.get(latest) ?? [];
      moves.shift();
      this.#parents.set(latest, moves[0]?.parent ?? null);
      this.#unmoved.add(latest);
    }
  }

  #circle(): string[] {
    const sound = new Set<string>();
    for (const start of [...this.#records.keys()].sort()) {
      const seen: string[] = [];
      for (let at: string | null = start; at !== null && !sound.has(at); at = this.#parentRecord(at)) {
        const before = seen.indexOf(at);
        if (before >= 0) return seen.slice(before);
        seen.push(at);
      }
      for (const id of seen) sound.add(id);
    }
    return [];
  }
}

function isLater(a: CategoryMove | undefined, b: CategoryMove | undefined): boolean {
  if (a === undefined || b === undefined) return b === undefined;
  if (a.time !== b.time) return a.time > b.time;
  return a.feed !== b.feed ? a.feed > b.feed : a.seq > b.seq;
}
