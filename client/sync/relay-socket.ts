/**
 * The one socket to the relay: y-websocket's provider carries it (its reconnecting, back-off and 44xx close codes), our
 * frames ride on it as message types of their own. Its Y.Doc stays empty, its BroadcastChannel is off (it would share
 * unsigned updates), its awareness is unused: presence is a message of the protocol, stamped by the proved session.
 */
import type { Decoder } from 'lib0/decoding';
import { WebsocketProvider } from 'y-websocket';
import { Doc } from 'yjs';
import { MESSAGE_TYPE } from '../../shared/protocol/messages.ts';

export interface SocketEvents {
  /** The socket is open: frames may go. */
  opened(): void;
  frame(bytes: Uint8Array): void;
  /** It is gone; it comes back by itself unless `final`. */
  closed(): void;
  /** The relay ended it for a reason that trying again would not change. */
  final(code: number, reason: string): void;
}

export class RelaySocket {
  readonly #provider: WebsocketProvider;
  readonly #doc = new Doc();

  /** `origin` is the relay's http(s) origin; the path is `/sync/<shop>`. */
  constructor(origin: string, shop: string, createToken: string | null, events: SocketEvents) {
    const url = `${origin.replace(/^http/, 'ws')}/sync`;
    const provider = new WebsocketProvider(url, shop, this.#doc, {
      connect: false,
      disableBc: true,
      ...(createToken === null ? {} : { params: { create: createToken } }),
    });
    provider.awareness.setLocalState(null);
    for (const type of Object.values(MESSAGE_TYPE)) {
      provider.messageHandlers[type] = (_encoder: unknown, decoder: Decoder) => events.frame(decoder.arr);
    }
    provider.on('status', ({ status }: { status: string }) => {
      if (status === 'connected') events.opened();
      else if (status === 'disconnected') events.closed();
    });
    provider.on('closed', ({ code, reason }: { code: number; reason: string }) => events.final(code, reason));
    this.#provider = provider;
  }

  connect(): void {
    this.#provider.connect();
  }

  send(frame: Uint8Array): void {
    const { ws } = this.#provider;
    if (ws !== null && ws.readyState === ws.OPEN) ws.send(new Uint8Array(frame));
  }

  /** Ends this connection; the provider opens the next one after its back-off. */
  restart(): void {
    this.#provider.disconnect();
    this.#provider.connect();
  }

  stop(): void {
    this.#provider.destroy();
    this.#doc.destroy();
  }
}
