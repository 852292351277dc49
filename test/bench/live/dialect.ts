/**
 * How the load generator speaks to one kind of server. The generator knows rooms, writers and sequence numbers; a
 * dialect turns a writer's next update into a frame and reads from incoming frames who wrote what.
 */
import type { FrameArena } from './frame-arena.ts';

export type ServerKind = 'hecang' | 'y-websocket' | 'hocuspocus';

export interface Seen {
  /** An update of that writer (index within the room) has been delivered; seq counts from 1. */
  delivered(writer: number, seq: number): void;
  /** The server says that it has taken `count` updates of this client. */
  acknowledged(count: number): void;
  /** Something must be sent back, such as credit. */
  reply(frame: Uint8Array): void;
}

export interface DialectClient {
  /** URL of this client's socket. */
  readonly url: URL;
  /** Frames to send as soon as the socket is open. */
  open(seen: Seen): void;
  /** Settles when the server takes updates from this client. */
  readonly ready: Promise<void>;
  message(bytes: Buffer, start: number, end: number, seen: Seen): void;
  /** Adds the frames of the next `count` updates. */
  prepare(arena: FrameArena, count: number): void;
  /** A word so that the server does not take a client that prepares for a dead one. */
  keepAlive?(seen: Seen): void;
}

export interface DialectRoom {
  readonly clients: readonly DialectClient[];
}
