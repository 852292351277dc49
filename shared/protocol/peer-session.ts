/**
 * One session between two ends of the sync protocol (SPEC.md), without I/O: frames, ticks and the port's answers go in,
 * frames and port calls come out. Relay and clients run this same code at both ends.
 *
 *   dialer    hello ──────────▶ listener        Nothing but hello and proof is read before the other end's key is
 *             ◀────────── hello                 proved: small frames, a short deadline, nothing kept. The dialer
 *             proof ──────────▶                 proves first, so a listener signs nothing for strangers, and neither
 *             ◀────────── proof                 shows its frontier to an end that has not proved its key.
 *             frontiers ──────▶
 *             ◀────── frontiers                 From then on both ends are alike.
 */
import type { Sha256 } from '../commit/chain.ts';
import { deviceIdOf } from '../commit/chain.ts';
import { isSoundPublicKey } from '../commit/seal.ts';
import type { DeviceId, DocumentName, ShopId } from '../foundation/ids.ts';
import type { TextCodec } from '../foundation/text-codec.ts';
import type { CloseReason } from './close-reasons.ts';
import { CreditWindow } from './credit-window.ts';
import { proofMessage, type Role } from './handshake.ts';
import { helloVersion, readMessage, writeCommits, writeMessage } from './message-codec.ts';
import {
  type Answer,
  type Bulk,
  type Commits,
  type FrontierMark,
  type Hello,
  type Message,
  PROTOCOL_VERSION,
  type Proof,
  type ProvedMessage,
  type Purpose,
} from './messages.ts';
import type { PeerPort, ProvedPeer, SignatureCheck, Urgency } from './peer-port.ts';
import { PresencePace } from './presence-pace.ts';
import { PROTOCOL_LIMITS } from './protocol-limits.ts';
import type { Hellos, OpenState, State } from './session-state.ts';

export interface SessionOptions {
  readonly role: Role;
  readonly shop: ShopId;
  /** Key that this end proves. */
  readonly publicKey: Uint8Array;
  readonly invitation: Uint8Array | null;
  readonly purpose: Purpose;
  readonly level: number;
  readonly wantsAnswers: boolean;
  readonly readsZstd: boolean;
  /** 32 fresh random bytes. */
  readonly nonce: Uint8Array;
  /** From `socketChannel` or `dataChannel`. */
  readonly channel: Uint8Array;
  readonly sha256: Sha256;
  readonly text: TextCodec;
  readonly port: PeerPort;
  readonly nowMs: number;
}

/** What `more` hands over: commits ready to send, or a packed bulk. */
export type Cargo =
  | { readonly kind: 'commits'; readonly keys: readonly Uint8Array[]; readonly commits: readonly Uint8Array[] }
  | { readonly kind: 'bulk'; readonly bulk: Bulk };

export class PeerSession {
  readonly #options: SessionOptions;
  readonly #port: PeerPort;
  readonly #credit = new CreditWindow();
  readonly #presence: PresencePace;
  #state: State = { name: 'hello', ownHello: null };
  #ownFrontier: readonly FrontierMark[] = [];
  #now: number;
  readonly #openedAt: number;
  #heardAt: number;
  #saidAt: number;
  #unprovedFrames = 0;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#port = options.port;
    this.#now = options.nowMs;
    this.#openedAt = options.nowMs;
    this.#heardAt = options.nowMs;
    this.#saidAt = options.nowMs;
    this.#presence = new PresencePace();
  }

  /** Who is proved at the other end; `null` before and after. */
  get peer(): ProvedPeer | null {
    return this.#state.name === 'open' ? this.#state.peer : null;
  }
  /** True while `push` is how commits travel. */
  get live(): boolean {
    return this.#state.name === 'open' && this.#state.sending === 'live';
  }
  get ended(): boolean {
    return this.#state.name === 'closed';
  }
  get wantsAnswers(): boolean {
    return this.#state.name === 'open' && this.#state.answersWanted;
  }

  /** The channel is open: the dialer greets. */
  open(): void {
    if (this.#options.role !== 'dialer' || this.#state.name !== 'hello') return;
    this.#state = { name: 'hello', ownHello: this.#sendHello() };
  }

  /** The channel is gone. */
  lost(): void {
    if (this.#state.name === 'closed') return;
    this.#state = { name: 'closed' };
    this.#port.closed('leaving', true);
  }

  close(reason: CloseReason): void {
    if (this.#state.name === 'closed') return;
    this.#send({ type: 'goodbye', reason });
    this.#state = { name: 'closed' };
    this.#port.closed(reason, false);
  }

  receive(frame: Uint8Array, nowMs: number): void {
    if (this.#state.name === 'closed') return;
    this.#now = Math.max(this.#now, nowMs);
    if (this.#state.name !== 'open') {
      if (frame.length > PROTOCOL_LIMITS.unprovedFrame) {
        this.close('too-large');
        return;
      }
      if (++this.#unprovedFrames > PROTOCOL_LIMITS.unprovedFrames) {
        this.close('malformed');
        return;
      }
    } else if (frame.length > PROTOCOL_LIMITS.frame) {
      this.close('too-large');
      return;
    }
    const spoken = this.#state.name === 'hello' ? helloVersion(frame) : null;
    if (spoken !== null && spoken !== PROTOCOL_VERSION) {
      this.close('version');
      return;
    }
    const message = readMessage(frame, this.#options.text);
    if (message === null) {
      this.close('malformed');
      return;
    }
    this.#heardAt = this.#now;
    if (message.type === 'goodbye') {
      this.#state = { name: 'closed' };
      this.#port.closed(message.reason, true);
      return;
    }
    if (this.#state.name === 'open') {
      this.#receiveProved(this.#state, message, frame.length);
      return;
    }
    if (message.type === 'hello') {
      this.#receiveHello(message, frame);
      return;
    }
    if (message.type === 'proof') {
      this.#receiveProof(message);
      return;
    }
    this.close('malformed');
  }

  tick(nowMs: number): void {
    this.#now = Math.max(this.#now, nowMs);
    if (this.#state.name === 'closed') return;
    if (this.#state.name !== 'open') {
      if (this.#now - this.#openedAt > PROTOCOL_LIMITS.proofDeadlineMs) this.close('deadline');
      return;
    }
    if (this.#now - this.#heardAt > PROTOCOL_LIMITS.silenceMs) {
      this.close('silent');
      return;
    }
    const due = this.#presence.due(this.#now);
    if (due.out !== null) this.#send({ type: 'presence', device: null, text: due.out });
    if (due.in !== null) this.#port.presence(null, due.in);
    if (this.#now - this.#saidAt > PROTOCOL_LIMITS.keepAliveMs) this.#send({ type: 'credit', bytes: 0 });
  }

  // ------------------------------------------------------------ answers of the port

  signed(signature: Uint8Array, invitation: Uint8Array | null): void {
    if (this.#state.name !== 'signing') return;
    const { next, then } = this.#state;
    this.#state = next;
    this.#send({ type: 'proof', signature, invitation });
    if (then === 'open' && this.#state.name === 'admitting') this.#enter(this.#state.peer, this.#state.hello);
  }

  verified(good: boolean): void {
    if (this.#state.name !== 'verifying') return;
    if (!good) {
      this.close('proof');
      return;
    }
    const { peer: hello, hellos } = this.#state;
    const peer: ProvedPeer = {
      shop: hello.shop,
      device: deviceIdOf(this.#options.sha256, hello.publicKey),
      publicKey: hello.publicKey,
      invitation: hello.invitation,
      purpose: hello.purpose,
      level: hello.level,
      readsZstd: hello.readsZstd,
      clockAheadMs: hello.wallMs - this.#now,
    };
    this.#state = { name: 'admitting', peer, hello, hellos };
    this.#port.proved(peer);
  }

  /** The port lets the peer in; `frontier` is what this end may show of what it has. */
  admit(frontier: readonly FrontierMark[]): void {
    if (this.#state.name !== 'admitting') return;
    this.#ownFrontier = frontier;
    const { peer, hello, hellos } = this.#state;
    if (this.#options.role === 'dialer') {
      this.#enter(peer, hello);
      this.#sendFrontiers();
    } else this.#sign(hellos, this.#state, 'open');
  }

  /** Hands over cargo in order; `end` when the other end has all there is at this moment. */
  supply(cargo: readonly Cargo[], end: boolean): void {
    const state = this.#state;
    if (state.name !== 'open' || state.sending !== 'asked') return;
    for (const item of cargo) {
      const frame =
        item.kind === 'commits' ? writeCommits(item.keys, item.commits) : writeMessage(item.bulk, this.#options.text);
      this.#credit.spend(frame.length);
      this.#sendFrame(frame);
    }
    if (end) {
      state.sending = 'live';
      if (!state.levelSent) this.#send({ type: 'level' });
      state.levelSent = true;
    } else this.#askMore(state);
  }

  /** Live commits of one turn, in causal order. False: not now, `more` must hand them over. */
  push(keys: readonly Uint8Array[], commits: readonly Uint8Array[]): boolean {
    return this.live && this.pushFrame(writeCommits(keys, commits));
  }

  /** As `push`, with the frame made by the caller: one for all who get the same. */
  pushFrame(frame: Uint8Array, urgency: Urgency = 'turn'): boolean {
    const state = this.#state;
    if (state.name !== 'open' || state.sending !== 'live') return false;
    if (!this.#credit.open) {
      state.sending = 'starved';
      this.#port.missed();
      return false;
    }
    this.#credit.spend(frame.length);
    this.#sendFrame(frame, urgency);
    return true;
  }

  /** The own store has something again that `push` did not carry (a document newly granted, a fork found). */
  wake(): void {
    if (this.#state.name === 'open' && this.#state.compared && this.#state.sending !== 'asked') {
      this.#askMore(this.#state);
    }
  }

  answer(answers: readonly Answer[]): void {
    if (this.#state.name !== 'open' || answers.length === 0 || !this.#state.answersWanted) return;
    for (let at = 0; at < answers.length; at += PROTOCOL_LIMITS.answersInFrame) {
      this.#send({ type: 'answers', answers: answers.slice(at, at + PROTOCOL_LIMITS.answersInFrame) }, 'later');
    }
  }

  /** Gives back credit for a delivery that is stored, dropped or refused. */
  done(bytes: number): void {
    if (this.#state.name !== 'open') return;
    const owed = this.#credit.done(bytes);
    if (owed > 0) this.#send({ type: 'credit', bytes: owed }, 'later');
  }

  want(document: DocumentName): void {
    if (this.#state.name === 'open') this.#send({ type: 'want', document });
  }

  /** Own presence: sent now or, within a second of the last, at a later tick; '' is "gone". */
  present(text: string): void {
    if (this.#state.name !== 'open') return;
    const now = this.#presence.sendOrHold(text, this.#now);
    if (now) this.#send({ type: 'presence', device: null, text });
  }
  /** Somebody else's presence, with the identity that their session proved here. */
  passPresence(device: DeviceId, text: string): void {
    if (this.#state.name === 'open') this.#send({ type: 'presence', device, text });
  }

  // ------------------------------------------------------------ handshake

  #receiveHello(hello: Hello, frame: Uint8Array): void {
    if (this.#state.name !== 'hello') {
      this.close('malformed');
      return;
    }
    if (hello.shop !== this.#options.shop) {
      this.close('no-shop');
      return;
    }
    const keys = [hello.publicKey, ...(hello.invitation === null ? [] : [hello.invitation])];
    if (!keys.every(isSoundPublicKey)) {
      this.close('proof');
      return;
    }
    if (this.#options.role === 'dialer') {
      const { ownHello } = this.#state;
      if (ownHello === null) {
        this.close('malformed');
        return;
      }
      const hellos = { dialer: ownHello, listener: Uint8Array.from(frame) };
      this.#sign(hellos, { name: 'proof', peer: hello, hellos }, 'wait');
    } else {
      const hellos = { dialer: Uint8Array.from(frame), listener: this.#sendHello() };
      this.#state = { name: 'proof', peer: hello, hellos };
    }
  }

  #receiveProof(proof: Proof): void {
    if (this.#state.name !== 'proof') {
      this.close('malformed');
      return;
    }
    const { peer, hellos } = this.#state;
    if ((peer.invitation === null) !== (proof.invitation === null)) {
      this.close('proof');
      return;
    }
    const message = this.#proofMessage(hellos, this.#options.role === 'dialer' ? 'listener' : 'dialer');
    const checks: SignatureCheck[] = [{ publicKey: peer.publicKey, message, signature: proof.signature }];
    if (peer.invitation !== null && proof.invitation !== null) {
      checks.push({ publicKey: peer.invitation, message, signature: proof.invitation });
    }
    this.#state = { name: 'verifying', peer, hellos };
    this.#port.verify(checks);
  }

  #sign(hellos: Hellos, next: State, then: 'wait' | 'open'): void {
    this.#state = { name: 'signing', next, then };
    this.#port.sign(this.#proofMessage(hellos, this.#options.role));
  }

  #proofMessage(hellos: Hellos, role: Role): Uint8Array {
    const { dialer, listener } = hellos;
    const transcript = { dialerHello: dialer, listenerHello: listener, channel: this.#options.channel };
    return proofMessage(this.#options.sha256, role, transcript);
  }

  #enter(peer: ProvedPeer, hello: Hello): void {
    this.#state = {
      name: 'open',
      peer,
      answersWanted: hello.wantsAnswers,
      marks: [],
      compared: false,
      sending: 'idle',
      levelSent: false,
    };
  }

  // ------------------------------------------------------------ proved

  #receiveProved(state: OpenState, message: Message, bytes: number): void {
    if (message.type === 'hello' || message.type === 'proof') {
      this.close('malformed');
      return;
    }
    this.#handle(state, message, bytes);
  }

  #handle(state: OpenState, message: ProvedMessage, bytes: number): void {
    switch (message.type) {
      case 'frontiers':
        this.#receiveFrontiers(state, message.marks, message.last);
        return;
      case 'commits':
      case 'bulk':
        this.#receiveCargo(state, message, bytes);
        return;
      case 'answers':
        this.#port.answered(message.answers);
        return;
      case 'want':
        this.#port.wanted(message.document);
        this.wake();
        return;
      case 'presence': {
        if (message.device !== null) {
          this.#port.presence(message.device, message.text);
          return;
        }
        const now = this.#presence.takeOrHold(message.text, this.#now);
        if (now) this.#port.presence(null, message.text);
        return;
      }
      case 'credit':
        this.#credit.refill(message.bytes);
        if (state.sending === 'starved' && this.#credit.open) this.#askMore(state);
        return;
      case 'level':
        this.#port.level();
        return;
      case 'goodbye':
        return;
    }
  }

  #receiveCargo(state: OpenState, message: Commits | Bulk, bytes: number): void {
    if (state.peer.purpose === 'read') this.close('forbidden');
    else if (!this.#credit.received(bytes)) this.close('too-large');
    else if (message.type === 'bulk') this.#port.takeBulk(message, bytes);
    else this.#port.take({ keys: message.keys, commits: message.commits, bytes });
  }

  #receiveFrontiers(state: OpenState, marks: readonly FrontierMark[], last: boolean): void {
    if (state.compared) {
      this.close('malformed');
      return;
    }
    if (state.marks.length + marks.length > PROTOCOL_LIMITS.frontiers) {
      this.close('too-large');
      return;
    }
    for (const mark of marks) state.marks.push(mark);
    if (!last) return;
    state.compared = true;
    if (this.#options.role === 'listener') this.#sendFrontiers();
    this.#port.compare(state.marks.splice(0));
    this.#askMore(state);
  }

  #askMore(state: OpenState): void {
    if (!this.#credit.open) {
      state.sending = 'starved';
      return;
    }
    state.sending = 'asked';
    this.#port.more(this.#credit.left);
  }

  #sendFrontiers(): void {
    const marks = this.#ownFrontier;
    this.#ownFrontier = [];
    let at = 0;
    do {
      const some = marks.slice(at, at + PROTOCOL_LIMITS.frontiersInFrame);
      at += some.length;
      this.#send({ type: 'frontiers', marks: some, last: at >= marks.length });
    } while (at < marks.length);
  }

  #sendHello(): Uint8Array {
    const { shop, publicKey, invitation, nonce, level, purpose, wantsAnswers, readsZstd } = this.#options;
    return this.#send({
      type: 'hello',
      version: PROTOCOL_VERSION,
      level,
      shop,
      publicKey,
      invitation,
      nonce,
      wallMs: this.#now,
      purpose,
      wantsAnswers,
      readsZstd,
    });
  }

  #send(message: Message, urgency: Urgency = 'turn'): Uint8Array {
    return this.#sendFrame(writeMessage(message, this.#options.text), urgency);
  }

  #sendFrame(frame: Uint8Array, urgency: Urgency = 'turn'): Uint8Array {
    this.#saidAt = this.#now;
    this.#port.send(frame, urgency);
    return frame;
  }
}
