/**
 * A client that keeps no rule unless the attack wants it kept: a bare WebSocket, frames as bytes, messages of the
 * protocol written by hand, any key for any role. It never answers by itself.
 */

import { randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import WebSocket from 'ws';
import { nodeText, type SyncSigner, sha256 } from '../../relay/platform/node-crypto.ts';
import type { WireCommit } from '../../shared/commit/codec.ts';
import type { ShopId } from '../../shared/foundation/ids.ts';
import { proofMessage, socketChannel } from '../../shared/protocol/handshake.ts';
import { encodeCommit, readMessage, writeCommits, writeMessage } from '../../shared/protocol/message-codec.ts';
import type { Answer, FrontierMark, Hello, Message, Outcome } from '../../shared/protocol/messages.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/messages.ts';
import { DEADLINE_MS, until } from './until.ts';

export interface Ended {
  readonly code: number;
  readonly reason: string;
}

export class HostileClient {
  readonly socket: WebSocket;
  readonly changes = new EventEmitter();
  readonly frames: Uint8Array[] = [];
  readonly messages: Message[] = [];
  ended: Ended | null = null;
  /** What went wrong below the protocol, if anything did. */
  trouble = '';
  readonly #host: string;
  #ownHello: Uint8Array = new Uint8Array(0);
  #theirHello: Uint8Array = new Uint8Array(0);

  private constructor(socket: WebSocket, host: string) {
    this.socket = socket;
    this.#host = host;
    this.changes.setMaxListeners(1000);
    socket.binaryType = 'nodebuffer';
    socket.on('message', (data) => {
      const frame = Buffer.isBuffer(data) ? new Uint8Array(data) : new Uint8Array(0);
      this.frames.push(frame);
      const message = readMessage(frame, nodeText);
      if (message !== null) this.messages.push(message);
      if (message?.type === 'hello') this.#theirHello = frame;
      this.changes.emit('change');
    });
    socket.on('close', (code, reason) => {
      this.ended = { code, reason: reason.toString('utf8') };
      this.changes.emit('change');
    });
    socket.on('error', (error) => {
      this.trouble = error.message;
    });
  }

  /** Resolves when the socket is open or refused. `host` is the name that proofs are made for. */
  static async dial(
    url: string,
    headers: Readonly<Record<string, string>> = {},
    host: string = new URL(url).host,
  ): Promise<HostileClient> {
    const socket = new WebSocket(url, { headers, perMessageDeflate: false, maxPayload: 64 * 1024 * 1024 });
    const client = new HostileClient(socket, host);
    socket.on('open', () => client.changes.emit('change'));
    await until('socket open or refused', client.changes, () => socket.readyState === WebSocket.OPEN || client.ended);
    return client;
  }

  send(bytes: Uint8Array): void {
    this.socket.send(bytes);
  }
  say(message: Message): Uint8Array {
    const frame = writeMessage(message, nodeText);
    this.send(frame);
    return frame;
  }

  heard<T extends Message['type']>(
    type: T,
    fits: (message: Extract<Message, { type: T }>) => boolean = () => true,
    deadlineMs: number = DEADLINE_MS,
  ): Promise<Extract<Message, { type: T }>> {
    const isType = (message: Message): message is Extract<Message, { type: T }> => message.type === type;
    return until(
      `a message ${type}`,
      this.changes,
      () => {
        const found = this.messages.filter(isType).find(fits);
        if (found === undefined && this.ended !== null) throw new Error(`closed ${this.ended.code} before ${type}`);
        return found;
      },
      deadlineMs,
    );
  }
  /** The first raw frame that fits. */
  frame(fits: (bytes: Uint8Array) => boolean): Promise<Uint8Array> {
    return until('a frame', this.changes, () => {
      const found = this.frames.find(fits);
      if (found === undefined && this.ended !== null) throw new Error(`closed ${this.ended.code} before the frame`);
      return found;
    });
  }
  /** The close code, once the other end has closed. */
  async closed(deadlineMs: number = DEADLINE_MS): Promise<number> {
    const ended = await until('the other end closes', this.changes, () => this.ended, deadlineMs);
    return ended.code;
  }
  leave(): void {
    this.socket.terminate();
  }

  // ------------------------------------------------------------ the handshake, step by step

  helloOf(shop: ShopId, key: SyncSigner, more: Partial<Hello> = {}): Hello {
    return {
      type: 'hello',
      version: PROTOCOL_VERSION,
      level: 1,
      shop,
      publicKey: key.publicKey,
      invitation: null,
      nonce: new Uint8Array(randomBytes(32)),
      wallMs: Date.now(),
      purpose: 'member',
      wantsAnswers: true,
      readsZstd: true,
      ...more,
    };
  }

  /** Says hello and waits for the other's; resolves to the frames of both. */
  async greet(
    shop: ShopId,
    key: SyncSigner,
    more: Partial<Hello> = {},
  ): Promise<{ readonly dialer: Uint8Array; readonly listener: Uint8Array }> {
    this.#ownHello = this.say(this.helloOf(shop, key, more));
    await this.heard('hello');
    return { dialer: this.#ownHello, listener: this.#theirHello };
  }

  /** The right proof of a key for this session. */
  proofOf(key: SyncSigner, channel: Uint8Array = socketChannel(this.#host)): Uint8Array {
    const transcript = { dialerHello: this.#ownHello, listenerHello: this.#theirHello, channel };
    return key.sign(proofMessage(sha256, 'dialer', transcript));
  }

  /** Hello and proof; resolves when the other end has proved its key too. */
  async prove(
    shop: ShopId,
    key: SyncSigner,
    more: Partial<Hello> = {},
    invitation: SyncSigner | null = null,
  ): Promise<void> {
    await this.greet(shop, key, { ...more, invitation: invitation?.publicKey ?? more.invitation ?? null });
    this.say({
      type: 'proof',
      signature: this.proofOf(key),
      invitation: invitation === null ? null : this.proofOf(invitation),
    });
    await this.heard('proof');
  }

  /** Proves itself and compares frontiers; resolves to the other's frontier. */
  async enter(
    shop: ShopId,
    key: SyncSigner,
    marks: readonly FrontierMark[] = [],
    more: Partial<Hello> = {},
    invitation: SyncSigner | null = null,
  ): Promise<readonly FrontierMark[]> {
    await this.prove(shop, key, more, invitation);
    this.say({ type: 'frontiers', marks, last: true });
    await this.heard('frontiers', ({ last }) => last);
    return this.messages.flatMap((message) => (message.type === 'frontiers' ? message.marks : []));
  }

  // ------------------------------------------------------------ commits

  offer(commits: readonly WireCommit[], keys: readonly Uint8Array[] = []): void {
    this.send(
      writeCommits(
        keys,
        commits.map((commit) => encodeCommit(commit, nodeText)),
      ),
    );
  }

  answers(): readonly Answer[] {
    return this.messages.flatMap((message) => (message.type === 'answers' ? message.answers : []));
  }

  /** What became of the n-th offer of this commit, or of the session if it ended. */
  async outcomeOf(commit: WireCommit, nth = 1): Promise<Outcome | { readonly kind: 'closed'; readonly code: number }> {
    return until(`an answer for ${commit.feed} ${commit.seq}`, this.changes, () => {
      const given = this.answers().filter(({ feed, seq }) => feed === commit.feed && seq === commit.seq);
      const outcome = given[nth - 1]?.outcome;
      if (outcome !== undefined) return outcome;
      return this.ended === null ? undefined : { kind: 'closed' as const, code: this.ended.code };
    });
  }

  /** Offers one commit and waits for what became of it: `listed`, `not-taken early`, `refused seal`, `closed 4421` … */
  async offerAndHear(commit: WireCommit, keys: readonly Uint8Array[] = []): Promise<string> {
    const before = this.answers().filter(({ feed, seq }) => feed === commit.feed && seq === commit.seq).length;
    this.offer([commit], keys);
    return showOutcome(await this.outcomeOf(commit, before + 1));
  }

  /** Every commit that was sent to this client, packed ones aside. */
  commitsHeard(): readonly WireCommit[] {
    return this.messages.flatMap((message) =>
      message.type === 'commits' ? message.commits.map(({ commit }) => commit) : [],
    );
  }
}

export function showOutcome(outcome: Outcome | { readonly kind: 'closed'; readonly code: number }): string {
  switch (outcome.kind) {
    case 'closed':
      return `closed ${outcome.code}`;
    case 'listed':
    case 'held':
      return `${outcome.kind} ${outcome.verdict} ${outcome.reason}`;
    default:
      return `${outcome.kind} ${outcome.code}`;
  }
}
