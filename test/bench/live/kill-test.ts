/**
 * What a server's word is worth: after four seconds of 1,000 updates a second its process is killed (SIGKILL), started
 * again on the same folder, and asked what it holds. Counted is what it had acknowledged: by an answer (ours), by a sync
 * status (Hocuspocus), by sending the update back to its author (y-websocket, which has no acknowledgement).
 */
import { sized } from '../measure/bench-settings.ts';
import { type Contestant, Running } from './contestants.ts';
import { GeneratorProcess } from './generator-process.ts';
import type { LoadReport } from './load-protocol.ts';
import { clientFrame, RawWebSocket } from './raw-web-socket.ts';
import { heldUpdates, hocuspocusAuth, syncRequest } from './y-dialect.ts';

export interface KillResult {
  readonly sent: number;
  readonly acknowledged: number;
  readonly lost: number;
  readonly rate: number;
}

const CLIENTS = 10;

export async function killTest(contestant: Contestant, rate: number): Promise<KillResult> {
  const running = await Running.start(contestant);
  const generator = new GeneratorProcess();
  try {
    const { url } = running.server;
    generator.give({
      order: 'open',
      plan: { kind: contestant.kind, url, rooms: 1, clients: CLIENTS },
    });
    await generator.next('ready');
    generator.give({ order: 'moderate', rate, warmSeconds: 0, seconds: sized(4, 2), stay: true });
    await generator.next('end');
    await running.kill();
    generator.give({ order: 'totals' });
    const totals = await generator.next('totals');
    await running.restart();
    const held = await heldAfter(contestant, new URL(running.server.url), totals, generator);
    return {
      sent: totals.sent,
      acknowledged: totals.acknowledged,
      lost: Math.max(0, totals.acknowledged - held),
      rate,
    };
  } finally {
    await generator.end();
    await running.end();
  }
}

type Totals = Extract<LoadReport, { readonly report: 'totals' }>;

async function heldAfter(
  contestant: Contestant,
  url: URL,
  totals: Totals,
  generator: GeneratorProcess,
): Promise<number> {
  if (contestant.kind === 'hecang') {
    generator.give({ order: 'held', url: url.href });
    return (await generator.next('held')).updates;
  }
  return heldByYServer(contestant.kind, url, totals.acknowledged);
}

/** Servers may still be loading when they first answer: asked again until nothing more comes, for eight seconds. */
async function heldByYServer(kind: 'y-websocket' | 'hocuspocus', base: URL, wanted: number): Promise<number> {
  const url = new URL(kind === 'hocuspocus' ? '/' : '/room-0', base);
  let held = 0;
  const socket = await RawWebSocket.open(url, {
    message: (bytes, start, end) => {
      held = Math.max(held, heldUpdates(kind, bytes.subarray(start, end)) ?? 0);
    },
  });
  if (kind === 'hocuspocus') socket.write(hocuspocusAuth(0));
  for (let attempt = 0; attempt < 16 && held < wanted; attempt++) {
    socket.write(clientFrame(syncRequest(kind, 0)));
    await new Promise((resolve) => setTimeout(resolve, 500));
    if (kind === 'y-websocket') {
      // Its first step comes once, on opening: ask by opening anew.
      held = Math.max(held, await firstStep(url));
    }
  }
  socket.destroy();
  return held;
}

function firstStep(url: URL): Promise<number> {
  return new Promise((resolve, reject) => {
    RawWebSocket.open(url, {
      message: (bytes, start, end) => {
        const held = heldUpdates('y-websocket', bytes.subarray(start, end));
        if (held !== null) resolve(held);
      },
    }).then((socket) => setTimeout(() => socket.destroy(), 400), reject);
  });
}
