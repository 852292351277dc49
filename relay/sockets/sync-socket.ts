/**
 * One WebSocket on /sync/<shop>: our protocol in y-websocket's framing. y-websocket's provider also speaks y-protocols:
 * its sync step 1 is answered with an empty step 2 (so it counts as synced and resets its back-off), awareness goes back
 * to its sender alone (the provider needs to hear something), updates are dropped: no Yjs bytes are ever read.
 */
import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import type { ShopId } from '../../shared/foundation/ids.ts';
import { CLOSE_REASONS, type CloseReason } from '../../shared/protocol/close-reasons.ts';
import { socketChannel } from '../../shared/protocol/handshake.ts';
import { PeerSession } from '../../shared/protocol/peer-session.ts';
import { PROTOCOL_LIMITS } from '../../shared/protocol/protocol-limits.ts';
import { nodeText, randomNonce } from '../platform/node-crypto.ts';
import type { HubContext } from '../shops/hub-context.ts';
import { HubSession } from '../shops/hub-session.ts';
import type { ShopHub } from '../shops/shop-hub.ts';
import { SocketWriter } from './socket-writer.ts';

const FIRST_OWN_TYPE = 100;
const EMPTY_SYNC_STEP_2 = Uint8Array.of(0, 1, 2, 0, 0);
/**
 * Frames of y-protocols are answered no more often than this: an answer that waits in a socket that is not read costs a
 * hundred times the question's bytes, and nobody has proved anything yet.
 */
const ECHO_EVERY_MS = 1000;
/** A socket that does not finish its close handshake in time is cut. */
const CLOSE_PATIENCE_MS = 2000;

export interface SyncSocketOptions {
  readonly ws: WebSocket;
  readonly socket: Socket;
  readonly host: string;
  readonly shop: ShopId;
  readonly context: HubContext;
  readonly openHub: () => Promise<ShopHub>;
  readonly mayCreate: boolean;
  readonly ended: (session: PeerSession) => void;
}

/** Runs a session over an open socket; the caller ticks it until `ended`. */
export function openSyncSocket(options: SyncSocketOptions): PeerSession {
  const { ws, socket, context } = options;
  const { clock, signer, level, sha256 } = context;
  const close = (reason: CloseReason) => {
    writer.flush();
    ws.close(CLOSE_REASONS[reason].code, CLOSE_REASONS[reason].text);
    setTimeout(() => ws.terminate(), CLOSE_PATIENCE_MS).unref();
    options.ended(session);
  };
  const port = new HubSession(
    context,
    options.openHub,
    { send: (frame, urgency) => writer.send(frame, urgency), close },
    options.mayCreate,
  );
  const session = new PeerSession({
    role: 'listener',
    shop: options.shop,
    publicKey: signer.publicKey,
    invitation: null,
    purpose: 'member',
    level,
    wantsAnswers: false,
    readsZstd: true,
    nonce: randomNonce(32),
    channel: socketChannel(options.host),
    sha256,
    text: nodeText,
    port,
    nowMs: clock.now(),
  });
  const writer = new SocketWriter(ws, socket, () => session.close('slow'));
  port.session = session;
  /** When a frame of y-protocols' types 0 and 1 was last looked at. */
  const heardAt = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const hear = (data: Buffer, isBinary: boolean): void => {
    const type = data[0] ?? 0;
    if (!isBinary) session.close('malformed');
    else if (type >= FIRST_OWN_TYPE) session.receive(data, clock.now());
    else if (type < heardAt.length && data.length <= PROTOCOL_LIMITS.unprovedFrame) {
      const now = clock.now();
      if (now - (heardAt[type] ?? now) < ECHO_EVERY_MS) return;
      heardAt[type] = now;
      if (type === 0 && data[1] === 0) writer.send(EMPTY_SYNC_STEP_2, 'turn');
      else if (type === 1 && session.peer !== null) writer.send(data, 'turn');
    }
  };
  ws.on('message', (data: Buffer, isBinary: boolean) => {
    try {
      hear(data, isBinary);
    } catch (error) {
      // A mistake of ours that one peer has found ends that peer's session, not everybody's.
      context.report('frame')(error);
      session.close('broken');
    }
  });
  ws.on('close', () => session.lost());
  ws.on('error', () => session.lost());
  return session;
}
