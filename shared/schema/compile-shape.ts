/**
 * A valibot schema as one predicate. Every replica checks every entry it gets: at 6 µs a movement (valibot makes an
 * object a field and walks them) a join of 100,000 sales took seconds longer than it should; compiled once into closures
 * the same question takes a tenth. Only the schema types that the registry uses are known; any other is asked of valibot
 * itself. A test holds both against each other.
 */
import * as v from 'valibot';

type Check = (value: unknown) => boolean;

/** True exactly where `v.is(schema, value)` is. */
export function compileShape<T>(schema: v.GenericSchema<unknown, T>): (value: unknown) => value is T {
  return compile(schema) as (value: unknown) => value is T;
}

/** What is looked at of a schema of any type. */
interface Inside {
  readonly type: string;
  readonly check?: Check;
  readonly literal?: unknown;
  readonly options?: readonly unknown[];
  readonly wrapped?: v.GenericSchema;
  readonly item?: v.GenericSchema;
  readonly items?: readonly v.GenericSchema[];
  readonly entries?: Readonly<Record<string, v.GenericSchema>>;
  readonly key?: v.GenericSchema;
  readonly value?: v.GenericSchema;
  readonly pipe?: readonly Inside[];
  readonly requirement?: unknown;
}

function compile(schema: v.GenericSchema): Check {
  const inside = schema as unknown as Inside;
  return (
    (inside.pipe === undefined ? compilePlain(inside) : compilePipe(inside.pipe)) ?? ((value) => v.is(schema, value))
  );
}

function compilePlain(schema: Inside): Check | null {
  const { check, literal, options, wrapped, item, items, entries, key, value: content } = schema;
  switch (schema.type) {
    case 'custom':
      return check ?? null;
    case 'boolean':
      return (value) => typeof value === 'boolean';
    case 'string':
      return (value) => typeof value === 'string';
    case 'unknown':
      return () => true;
    case 'literal':
      return (value) => value === literal;
    case 'picklist': {
      const set = new Set(options);
      return (value) => set.has(value);
    }
    case 'union': {
      const checks = (options ?? []).map((option) => compile(option as v.GenericSchema));
      return (value) => checks.some((one) => one(value));
    }
    case 'array':
      return item === undefined ? null : compileArray(compile(item));
    case 'strict_tuple':
      return items === undefined ? null : compileTuple(items.map(compile));
    case 'record':
      return key === undefined || content === undefined ? null : compileRecord(compile(key), compile(content));
    case 'object':
      return entries === undefined ? null : compileObject(entries);
    case 'exact_optional':
      return wrapped === undefined ? null : compile(wrapped);
    default:
      return null;
  }
}

function compileArray(item: Check): Check {
  return (value) => {
    if (!Array.isArray(value)) return false;
    for (const one of value) if (!item(one)) return false;
    return true;
  };
}

function compileTuple(items: readonly Check[]): Check {
  return (value) => Array.isArray(value) && value.length === items.length && items.every((item, i) => item(value[i]));
}

function compileRecord(key: Check, content: Check): Check {
  return (value) => {
    if (typeof value !== 'object' || value === null) return false;
    for (const [name, one] of Object.entries(value)) if (!key(name) || !content(one)) return false;
    return true;
  };
}

function compileObject(entries: Readonly<Record<string, v.GenericSchema>>): Check {
  const names = Object.keys(entries);
  const checks = names.map((name) => compile(entries[name] ?? v.never()));
  const optional = names.map((name) => entries[name]?.type === 'exact_optional');
  return (value) => {
    if (typeof value !== 'object' || value === null) return false;
    const fields = value as Readonly<Record<string, unknown>>;
    for (let i = 0; i < names.length; i++) {
      const name = names[i] ?? '';
      const field = fields[name];
      if (field === undefined && !(name in fields)) {
        if (optional[i] !== true) return false;
      } else if (checks[i]?.(field) !== true) return false;
    }
    return true;
  };
}

/** A pipe of a schema and limits on length; with anything else in it valibot is asked. */
function compilePipe(pipe: readonly Inside[]): Check | null {
  const [first, ...actions] = pipe;
  const base = first === undefined ? null : compilePlain(first);
  if (base === null) return null;
  const limits: Check[] = [];
  for (const { type, requirement } of actions) {
    if (typeof requirement !== 'number') return null;
    if (type === 'max_length') limits.push((value) => (value as { length: number }).length <= requirement);
    else if (type === 'min_length') limits.push((value) => (value as { length: number }).length >= requirement);
    else return null;
  }
  return (value) => base(value) && limits.every((limit) => limit(value));
}
