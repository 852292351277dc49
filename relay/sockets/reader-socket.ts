/**
 * One stock y-websocket client reading a document: it is given the whole state, then what changes. Whatever it sends is
 * dropped unread, but its awareness, which goes back to it alone (it reconnects when it hears nothing).
 */
import type { WebSocket } from 'ws';
import { ByteWriter } from '../../shared/commit/codec.ts';
import type { YjsDocument } from '../views/yjs-document.ts';

const MOST_AWARENESS = 1024;
const MOST_UNSENT = 8 * 1024 * 1024;
const COME_AGAIN = 1012;
const TOO_SLOW = 1013;

export function openReaderSocket(ws: WebSocket, document: YjsDocument): void {
  const send = (kind: 1 | 2, bytes: Uint8Array) => {
    if (ws.bufferedAmount > MOST_UNSENT) ws.close(TOO_SLOW, 'reads too slowly');
    else if (ws.readyState === ws.OPEN) ws.send(new ByteWriter().byte(0).byte(kind).bytes(bytes).finish());
  };
  const leave = document.follow({
    update: (bytes) => send(2, bytes),
    gone: () => ws.close(COME_AGAIN, 'come again'),
  });
  ws.on('message', (data: Buffer) => {
    // Sync step 1: its state vector is not read; the whole state is always right.
    if (data[0] === 0 && data[1] === 0) send(1, document.state());
    else if (data[0] === 1 && data.length <= MOST_AWARENESS && ws.readyState === ws.OPEN) ws.send(data);
  });
  ws.on('close', leave);
  ws.on('error', leave);
}
