/**
 * One room under load: its clients' sockets, who sends next, how many updates are under way. An update is under way from
 * the moment it is written until everybody else in the room has it; a window bounds how many are.
 */
import type { DialectClient, DialectRoom, Seen } from './dialect.ts';
import { FrameArena } from './frame-arena.ts';
import { RawWebSocket } from './raw-web-socket.ts';

interface Member {
  readonly client: DialectClient;
  readonly arena: FrameArena;
  socket: RawWebSocket | null;
  /** When each update was written, by seq − 1, milliseconds. */
  sentAt: Float64Array;
  acknowledged: number;
  closed: number | null;
}

const PREPARED_AT_ONCE = 1000;

export class LoadRoom {
  readonly #members: Member[];
  #next = 0;
  #now = 0;
  #dirty = false;
  sent = 0;
  deliveries = 0;
  /** How long each delivery took, milliseconds; kept only while `timing`. */
  latencies: number[] = [];
  timing = false;
  /** Called after each read that brought something. */
  onTurn: () => void = () => {};

  constructor(room: DialectRoom) {
    this.#members = room.clients.map((client) => ({
      client,
      arena: new FrameArena(),
      socket: null,
      sentAt: new Float64Array(0),
      acknowledged: 0,
      closed: null,
    }));
  }

  /** Opens every client's socket and waits until the server takes its updates. */
  async open(): Promise<void> {
    for (const member of this.#members) {
      const seen = this.#seenBy(member);
      member.socket = await RawWebSocket.open(member.client.url, {
        message: (bytes, start, end) => {
          if (this.#now === 0) this.#now = performance.now();
          member.client.message(bytes, start, end, seen);
        },
        turn: () => {
          this.#now = 0;
          if (!this.#dirty) return;
          this.#dirty = false;
          this.onTurn();
        },
        closed: (code) => {
          member.closed = code;
        },
      });
      member.client.open(seen);
      const refused = setInterval(() => {
        if (member.closed !== null) throw new Error(`the server closed a client with ${member.closed}`);
      }, 100);
      await member.client.ready;
      clearInterval(refused);
    }
  }

  async prepare(updates: number): Promise<void> {
    const share = Math.ceil(updates / this.#members.length);
    for (let made = 0; made < share; made += PREPARED_AT_ONCE) {
      for (const member of this.#members) member.client.prepare(member.arena, Math.min(PREPARED_AT_ONCE, share - made));
      for (const member of this.#members) member.client.keepAlive?.(this.#seenBy(member));
      await new Promise((resolve) => setImmediate(resolve));
    }
    for (const member of this.#members) {
      const sentAt = new Float64Array(member.arena.total);
      sentAt.set(member.sentAt);
      member.sentAt = sentAt;
    }
  }

  get left(): number {
    return this.#members.reduce((sum, member) => sum + member.arena.left, 0);
  }
  get acknowledged(): number {
    return this.#members.reduce((sum, member) => sum + member.acknowledged, 0);
  }
  get underWay(): number {
    return this.sent - Math.floor(this.deliveries / (this.#members.length - 1));
  }
  /** Close codes of sockets that the server has closed. */
  get closed(): number[] {
    return this.#members.flatMap((member) => (member.closed === null ? [] : [member.closed]));
  }

  /** Fills the window, the clients taking turns; a client's share goes out in one write. */
  pump(window: number): void {
    const room = window - this.underWay;
    if (room <= 0) return;
    const share = Math.floor(room / this.#members.length);
    let extra = room % this.#members.length;
    const count = share > 0 ? this.#members.length : extra;
    for (let i = 0; i < count; i++) {
      const member = this.#members[this.#next];
      this.#next = (this.#next + 1) % this.#members.length;
      if (member !== undefined) this.#send(member, share + (extra > 0 ? 1 : 0));
      extra--;
    }
  }

  /** One update of the next client. */
  sendOne(): void {
    const member = this.#members[this.#next];
    this.#next = (this.#next + 1) % this.#members.length;
    if (member !== undefined) this.#send(member, 1);
  }

  close(): void {
    for (const member of this.#members) member.socket?.destroy();
  }

  #send(member: Member, count: number): void {
    const from = member.arena.sent;
    const frames = member.arena.take(count);
    if (frames.length === 0) return;
    member.sentAt.fill(performance.now(), from, member.arena.sent);
    this.sent += member.arena.sent - from;
    member.socket?.write(frames);
  }

  #seenBy(member: Member): Seen {
    return {
      delivered: (writer, seq) => {
        this.deliveries++;
        this.#dirty = true;
        if (!this.timing) return;
        const at = this.#members[writer]?.sentAt[seq - 1];
        if (at !== undefined) this.latencies.push(this.#now - at);
      },
      acknowledged: (count) => {
        member.acknowledged += count;
      },
      reply: (frame) => {
        member.socket?.write(frame);
      },
    };
  }
}
