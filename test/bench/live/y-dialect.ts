/**
 * Updates as Yjs itself would send them, for y-websocket's server and Hocuspocus: every writer pushes texts of 110 bytes
 * to a root array of its own, a new array every 1,000 (the kindest shape for a Yjs server: one shared array costs several
 * times more). The bytes are those of `Y.Array.push`; they are written by hand only because that is faster.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { DialectClient, DialectRoom } from './dialect.ts';
import type { FrameArena } from './frame-arena.ts';
import { clientFrame } from './raw-web-socket.ts';

const SEGMENT = 1000;
const FIRST_CLIENT_ID = 1_000_000_007;
const TEXT_BYTES = 110;
const SYNC = 0;
const UPDATE = 2;
const HOCUSPOCUS_AUTH = 2;
const HOCUSPOCUS_SYNC_STATUS = 8;

export function yRoom(kind: 'y-websocket' | 'hocuspocus', base: URL, room: number, clients: number): DialectRoom {
  const name = `room-${room}`;
  return { clients: Array.from({ length: clients }, (_, at) => yClient(kind, base, name, room, at)) };
}

function yClient(
  kind: 'y-websocket' | 'hocuspocus',
  base: URL,
  name: string,
  room: number,
  writer: number,
): DialectClient {
  const hocuspocus = kind === 'hocuspocus';
  const clientId = FIRST_CLIENT_ID + room * 1000 + writer;
  const firstId = FIRST_CLIENT_ID + room * 1000;
  const url = new URL(hocuspocus ? '/' : `/${name}`, base);
  url.protocol = 'ws:';
  let clock = 0;
  const gate = Promise.withResolvers<void>();
  const prefix = hocuspocus ? encoding.encode((out) => encoding.writeVarString(out, name)) : new Uint8Array(0);
  const framed = (write: (out: encoding.Encoder) => void) =>
    clientFrame(
      encoding.encode((out) => {
        encoding.writeUint8Array(out, prefix);
        write(out);
      }),
    );

  return {
    url,
    ready: gate.promise,
    open(seen) {
      if (!hocuspocus) {
        gate.resolve();
        return;
      }
      seen.reply(hocuspocusAuth(room));
    },
    message(bytes, start, end, seen) {
      let at = start;
      if (hocuspocus) at += 1 + (bytes[at] ?? 0);
      const type = bytes[at];
      if (type === SYNC && bytes[at + 1] === UPDATE) {
        readStructs(bytes, at + 2, (id, seq) => {
          const from = id - firstId;
          if (from !== writer) seen.delivered(from, seq);
          else if (!hocuspocus) seen.acknowledged(1);
        });
      } else if (hocuspocus && type === HOCUSPOCUS_SYNC_STATUS) seen.acknowledged(1);
      else if (hocuspocus && type === HOCUSPOCUS_AUTH) setImmediate(() => gate.resolve());
      else if (at >= end) throw new Error('an empty message');
    },
    prepare(arena: FrameArena, count: number) {
      for (let k = 0; k < count; k++) {
        arena.add(
          framed((out) => {
            encoding.writeVarUint(out, SYNC);
            encoding.writeVarUint(out, UPDATE);
            encoding.writeVarUint8Array(out, pushUpdate(clientId, writer, clock));
          }),
        );
        clock++;
      }
    },
  };
}

/** The v1 update of one `push` of a text: one section, one ContentAny item, no deletions. */
export function pushUpdate(clientId: number, writer: number, clock: number): Uint8Array {
  return encoding.encode((out) => {
    encoding.writeVarUint(out, 1);
    encoding.writeVarUint(out, 1);
    encoding.writeVarUint(out, clientId);
    encoding.writeVarUint(out, clock);
    if (clock % SEGMENT === 0) {
      encoding.writeUint8(out, 8);
      encoding.writeVarUint(out, 1);
      encoding.writeVarString(out, `w${writer}:${Math.floor(clock / SEGMENT)}`);
    } else {
      encoding.writeUint8(out, 8 | 128);
      encoding.writeVarUint(out, clientId);
      encoding.writeVarUint(out, clock - 1);
    }
    encoding.writeVarUint(out, 1);
    encoding.writeAny(out, `${String(clock).padStart(10, '0')}${'x'.repeat(TEXT_BYTES - 10)}`);
    encoding.writeVarUint(out, 0);
  });
}

/** Every item of an update whose items are all of the form above: servers may have merged many into one frame. */
function readStructs(bytes: Buffer, at: number, found: (client: number, seq: number) => void): void {
  let p = at;
  const varint = () => {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = bytes[p++] ?? 0;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
  };
  const skip = (length: number) => {
    p += length;
  };
  varint(); // length of the update
  for (let sections = varint(); sections > 0; sections--) {
    let structs = varint();
    const client = varint();
    let clock = varint();
    for (; structs > 0; structs--) {
      const info = bytes[p++] ?? 0;
      if ((info & 31) !== 8) throw new Error(`an item of another kind: ${info}`);
      if (info & 128) {
        varint();
        varint();
      }
      if (info & 64) {
        varint();
        varint();
      }
      if ((info & 192) === 0) {
        varint();
        skip(varint());
      }
      for (let items = varint(); items > 0; items--) {
        p++; // the kind of value: a text
        skip(varint());
        found(client, ++clock);
      }
    }
  }
}

/** What opens a room of Hocuspocus that asks for no token. */
export function hocuspocusAuth(room: number): Buffer {
  return clientFrame(
    encoding.encode((out) => {
      encoding.writeVarString(out, `room-${room}`);
      encoding.writeVarUint(out, HOCUSPOCUS_AUTH);
      encoding.writeVarUint(out, 0);
      encoding.writeVarString(out, '');
    }),
  );
}

/** Asks a server for everything; it tells what it holds in its own first step. */
export function syncRequest(kind: 'y-websocket' | 'hocuspocus', room: number): Uint8Array {
  return encoding.encode((out) => {
    if (kind === 'hocuspocus') encoding.writeVarString(out, `room-${room}`);
    encoding.writeVarUint(out, SYNC);
    encoding.writeVarUint(out, 0);
    encoding.writeVarUint8Array(out, Uint8Array.of(0));
  });
}

/** Sum of all clocks in a server's sync step 1; null for any other message. */
export function heldUpdates(kind: 'y-websocket' | 'hocuspocus', message: Uint8Array): number | null {
  const reader = decoding.createDecoder(message);
  if (kind === 'hocuspocus') decoding.readVarString(reader);
  const type = decoding.readVarUint(reader);
  // Hocuspocus answers a first step with a "sync reply" (4) of the same content.
  if (type !== SYNC && type !== 4) return null;
  if (decoding.readVarUint(reader) !== 0) return null;
  const vector = decoding.createDecoder(decoding.readVarUint8Array(reader));
  let sum = 0;
  for (let left = decoding.readVarUint(vector); left > 0; left--) {
    decoding.readVarUint(vector);
    sum += decoding.readVarUint(vector);
  }
  return sum;
}
