/**
 * Yjs updates by which strangers have changed, poisoned or felled Yjs documents (facts: "Yjs, seen as an adversary sees
 * it"). Built against a victim whose run in the document is known: client id, clock, root name. None of them may reach a
 * Yjs document of this shop, by whatever frame it comes.
 */
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';

export interface Victim {
  /** Client id of the honest run. */
  readonly client: number;
  /** Next clock of the honest run. */
  readonly clock: number;
  /** Root array of the honest run. */
  readonly root: string;
}

export interface HostileUpdate {
  readonly name: string;
  readonly bytes: (victim: Victim) => Uint8Array;
}

const GC = 0;
const DELETED = 1;
const BINARY = 3;
const STRING = 4;
const EMBED = 5;
const FORMAT = 6;
const TYPE = 7;
const ANY = 8;
const DOC = 9;
const SKIP = 10;
const HAS_ORIGIN = 0x80;
const HAS_RIGHT = 0x40;
const HAS_KEY = 0x20;

type Out = encoding.Encoder;
type Write = (out: Out) => void;

function bytesOf(write: Write): Uint8Array {
  const out = encoding.createEncoder();
  write(out);
  return encoding.toUint8Array(out);
}
const uint = encoding.writeVarUint;
const text = encoding.writeVarString;

interface Section {
  readonly client: number;
  readonly clock: number;
  readonly structs: readonly Write[];
}
/** One update of these sections and deletions (client, clock, length). */
function update(
  sections: readonly Section[],
  deletions: readonly (readonly [number, number, number])[] = [],
): Uint8Array {
  return bytesOf((out) => {
    uint(out, sections.length);
    for (const { client, clock, structs } of sections) {
      uint(out, structs.length);
      uint(out, client);
      uint(out, clock);
      for (const struct of structs) struct(out);
    }
    uint(out, deletions.length);
    for (const [client, clock, length] of deletions) {
      uint(out, client);
      uint(out, 1);
      uint(out, clock);
      uint(out, length);
    }
  });
}

const anyText =
  (value: string): Write =>
  (out) => {
    uint(out, 1);
    encoding.writeAny(out, value);
  };
/** A struct in a root type, with or without a key. */
const inRoot =
  (root: string, kind: number, content: Write, key?: string): Write =>
  (out) => {
    encoding.writeUint8(out, kind | (key === undefined ? 0 : HAS_KEY));
    uint(out, 1);
    text(out, root);
    if (key !== undefined) text(out, key);
    content(out);
  };
/** A struct after another. */
const after =
  (client: number, clock: number, kind: number, content: Write, more = 0): Write =>
  (out) => {
    encoding.writeUint8(out, kind | HAS_ORIGIN | more);
    uint(out, client);
    uint(out, clock);
    if (more === HAS_RIGHT) {
      uint(out, client);
      uint(out, clock + 1);
    }
    content(out);
  };
const ME = 4242;
const PART = '{"c":"forged","e":[{"kind":"movement"}]}';

/** What a Yjs client of one's own would send after this work. */
function workOf(client: number, work: (doc: Y.Doc) => void): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = client;
  work(doc);
  const bytes = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return bytes;
}

const one = (client: number, clock: number, struct: Write) => update([{ client, clock, structs: [struct] }]);

export const HOSTILE_UPDATES: readonly HostileUpdate[] = [
  {
    name: "a squatted client id takes the victim's next clock",
    bytes: (v) => one(v.client, v.clock, after(v.client, v.clock - 1, ANY, anyText(PART))),
  },
  {
    name: 'the same client and clock with other content',
    bytes: (v) => one(v.client, 0, inRoot(v.root, ANY, anyText(PART))),
  },
  {
    name: 'the first seven clocks of the victim at once',
    bytes: (v) =>
      one(
        v.client,
        0,
        inRoot(v.root, STRING, (out) => text(out, 'forged!')),
      ),
  },
  { name: "a delete-only update that names the victim's client", bytes: (v) => update([], [[v.client, 0, v.clock]]) },
  {
    name: 'deletions far beyond what is there (a pending delete set)',
    bytes: (v) => update([], [[v.client, 1_000_000, 50]]),
  },
  { name: 'deletions of every clock there can be', bytes: (v) => update([], [[v.client, 0, Number.MAX_SAFE_INTEGER]]) },
  {
    name: 'overlapping deletions out of order',
    bytes: (v) =>
      bytesOf((out) => {
        for (const number of [0, 1, v.client, 2, 5, 3, 0, 9]) uint(out, number);
      }),
  },
  {
    name: 'two sections of one client',
    bytes: (v) =>
      update([
        { client: v.client, clock: v.clock, structs: [inRoot(v.root, ANY, anyText('first'))] },
        { client: v.client, clock: v.clock, structs: [inRoot(v.root, ANY, anyText(PART))] },
      ]),
  },
  {
    name: 'a forward reference to the own client (applies by half)',
    bytes: () =>
      update([
        {
          client: ME,
          clock: 0,
          structs: [inRoot('x', ANY, anyText('half')), after(ME, 9, ANY, anyText('never'))],
        },
      ]),
  },
  {
    name: 'a clock beyond the end (a pending struct)',
    bytes: (v) => one(v.client, v.clock + 500, inRoot(v.root, ANY, anyText(PART))),
  },
  { name: 'a reference to a client that nobody has', bytes: () => one(ME, 0, after(987_654, 3, ANY, anyText(PART))) },
  {
    name: 'a blind map create with the largest client id',
    bytes: () => one(Number.MAX_SAFE_INTEGER, 0, inRoot('products', ANY, anyText('0.01'), 'price')),
  },
  { name: 'a map overwrite by origin', bytes: (v) => one(ME, 0, after(v.client, v.clock - 1, ANY, anyText('0.01'))) },
  {
    name: 'a map key deleted',
    bytes: () =>
      workOf(ME, (doc) => {
        doc.getMap('products').set('tea', 1);
        doc.getMap('products').delete('tea');
      }),
  },
  {
    name: 'the policy as a map',
    bytes: () => workOf(ME, (doc) => doc.getMap('policy').set('owner', 'member-seller000')),
  },
  {
    name: "the victim's array taken for a map",
    bytes: (v) => workOf(ME, (doc) => doc.getMap(v.root).set('0', PART)),
  },
  {
    name: "the victim's array taken for a text",
    bytes: (v) => workOf(ME, (doc) => doc.getText(v.root).insert(0, PART)),
  },
  { name: 'a map inside the array', bytes: (v) => workOf(ME, (doc) => doc.getArray(v.root).push([new Y.Map()])) },
  { name: 'an array inside the array', bytes: (v) => workOf(ME, (doc) => doc.getArray(v.root).push([new Y.Array()])) },
  {
    name: 'a text with formatting',
    bytes: (v) => workOf(ME, (doc) => doc.getText(v.root).insert(0, 'x', { onclick: 'alert(1)' })),
  },
  {
    name: 'an XML element with a script',
    bytes: (v) => workOf(ME, (doc) => doc.getXmlFragment(v.root).insert(0, [new Y.XmlElement('script')])),
  },
  { name: 'a document inside the array', bytes: (v) => workOf(ME, (doc) => doc.getArray(v.root).push([new Y.Doc()])) },
  {
    name: 'bytes inside the array',
    bytes: (v) =>
      one(
        ME,
        0,
        inRoot(v.root, BINARY, (out) => encoding.writeVarUint8Array(out, new Uint8Array(1000))),
      ),
  },
  {
    name: 'an embed',
    bytes: (v) =>
      one(
        ME,
        0,
        inRoot(v.root, EMBED, (out) => text(out, '{"__proto__":{"x":1}}')),
      ),
  },
  {
    name: 'a format mark alone',
    bytes: (v) =>
      one(
        ME,
        0,
        inRoot(v.root, FORMAT, (out) => {
          text(out, 'bold');
          text(out, 'true');
        }),
      ),
  },
  {
    name: "garbage collected over the victim's range",
    bytes: (v) =>
      one(v.client, 0, (out) => {
        encoding.writeUint8(out, GC);
        uint(out, v.clock);
      }),
  },
  {
    name: 'a tombstone at the next clock (dissolves what comes after)',
    bytes: (v) =>
      one(v.client, v.clock, (out) => {
        encoding.writeUint8(out, GC);
        uint(out, 500);
      }),
  },
  {
    name: 'deleted content at the next clock',
    bytes: (v) =>
      one(
        v.client,
        v.clock,
        inRoot(v.root, DELETED, (out) => uint(out, 100)),
      ),
  },
  {
    name: 'a skip struct',
    bytes: (v) =>
      one(v.client, v.clock, (out) => {
        encoding.writeUint8(out, SKIP);
        uint(out, 10);
      }),
  },
  {
    name: 'a v2 bomb: 25 bytes for twenty million structs',
    bytes: () =>
      Uint8Array.from([0, 0, 5, 192, 132, 167, 4, 0, 1, 0, 0, 3, 64, 1, 0, 0, 0, 0, 1, 128, 218, 196, 9, 0, 0]),
  },
  {
    name: 'a count of structs that is a lie',
    bytes: (v) =>
      bytesOf((out) => {
        for (const number of [1, 2 ** 40, v.client, 0]) uint(out, number);
      }),
  },
  { name: 'a count of clients that is a lie', bytes: () => bytesOf((out) => uint(out, Number.MAX_SAFE_INTEGER)) },
  {
    name: 'a value nested a hundred thousand deep',
    bytes: (v) =>
      one(
        ME,
        0,
        inRoot(v.root, ANY, (out) => {
          uint(out, 1);
          for (let i = 0; i < 100_000; i++) {
            encoding.writeUint8(out, 117);
            uint(out, 1);
          }
          encoding.writeUint8(out, 126);
        }),
      ),
  },
  {
    name: 'an object whose key is __proto__',
    bytes: (v) =>
      one(
        ME,
        0,
        inRoot(v.root, ANY, (out) => {
          uint(out, 1);
          encoding.writeUint8(out, 118);
          uint(out, 1);
          text(out, '__proto__');
          encoding.writeAny(out, { polluted: true });
        }),
      ),
  },
  {
    name: 'a map key that is constructor',
    bytes: () => one(ME, 0, inRoot('products', ANY, anyText('x'), 'constructor')),
  },
  {
    name: 'a client id in more bytes than it needs',
    bytes: (v) => Uint8Array.from([1, 1, 0x80 | (v.client & 127), 0x80, 0x80, 0x00, 0, 8, 1, 1, 120, 1, 126, 0]),
  },
  {
    name: 'a client id beyond 2^53',
    bytes: (v) =>
      bytesOf((out) => {
        uint(out, 1);
        uint(out, 1);
        encoding.writeUint8Array(out, Uint8Array.from([0x81, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10]));
        uint(out, 0);
        inRoot(v.root, ANY, anyText(PART))(out);
        uint(out, 0);
      }),
  },
  {
    name: 'an infinite number',
    bytes: (v) =>
      one(
        ME,
        0,
        inRoot(v.root, ANY, (out) => {
          uint(out, 1);
          encoding.writeAny(out, Number.POSITIVE_INFINITY);
        }),
      ),
  },
  {
    name: 'cut off in mid struct',
    bytes: (v) => one(v.client, v.clock, inRoot(v.root, ANY, anyText(PART))).slice(0, 20),
  },
  {
    name: 'bytes left over',
    bytes: (v) => Uint8Array.from([...one(ME, 0, inRoot(v.root, ANY, anyText(PART))), 1, 2, 3]),
  },
  {
    name: 'inserted between two honest items',
    bytes: (v) => one(ME, 0, after(v.client, 0, ANY, anyText(PART), HAS_RIGHT)),
  },
  {
    name: 'a parent named by id',
    bytes: (v) =>
      one(ME, 0, (out) => {
        encoding.writeUint8(out, ANY);
        uint(out, 0);
        uint(out, v.client);
        uint(out, 0);
        anyText(PART)(out);
      }),
  },
  {
    name: 'a type of a kind that does not exist',
    bytes: (v) =>
      one(
        ME,
        0,
        inRoot(v.root, TYPE, (out) => uint(out, 99)),
      ),
  },
  {
    name: 'a subdocument with options',
    bytes: (v) =>
      one(
        ME,
        0,
        inRoot(v.root, DOC, (out) => {
          text(out, 'guid');
          encoding.writeAny(out, { autoLoad: true });
        }),
      ),
  },
  {
    name: 'ten thousand clients with one item each',
    bytes: (v) =>
      update(
        Array.from({ length: 10_000 }, (_, i) => ({
          client: 1_000_000 + i,
          clock: 0,
          structs: [inRoot(v.root, ANY, anyText('x'))],
        })),
      ),
  },
];
