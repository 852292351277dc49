/**
 * The load generator's own process: opens the rooms, prepares frames, and drives them on orders from the measuring
 * process (load-protocol.ts). Its own CPU is reported beside the server's, so that a reader can see which of the two was
 * the limit.
 */
import type { DialectRoom } from './dialect.ts';
import type { LoadOrder, LoadPlan, LoadReport } from './load-protocol.ts';
import { LoadRoom } from './load-room.ts';
import { yRoom } from './y-dialect.ts';

let rooms: LoadRoom[] = [];

process.on('message', (order: LoadOrder) => {
  obey(order).catch((error: unknown) => say({ report: 'failed', reason: String(error) }));
});
process.on('disconnect', () => process.exit(0));
process.on('uncaughtException', (error) => {
  say({ report: 'failed', reason: error.stack ?? error.message });
  process.exit(1);
});

async function obey(order: LoadOrder): Promise<void> {
  switch (order.order) {
    case 'open':
      rooms = (await dialectRooms(order.plan)).map((room) => new LoadRoom(room));
      for (const room of rooms) await room.open();
      say({ report: 'ready' });
      break;
    case 'moderate': {
      const updates = Math.ceil(order.rate * (order.warmSeconds + order.seconds + (order.stay ? 3 : 0.5)));
      for (const room of rooms) await room.prepare(updates / rooms.length);
      await drive(order, moderate(order.rate), order.stay);
      break;
    }
    case 'saturate':
      for (const room of rooms) await room.prepare(order.updates / rooms.length);
      await drive(order, saturate(order.window));
      break;
    case 'totals':
      say({
        report: 'totals',
        sent: sum((room) => room.sent),
        acknowledged: sum((room) => room.acknowledged),
      });
      break;
    case 'held': {
      const { updatesHeldBy } = await import('./hecang-dialect.ts');
      say({ report: 'held', updates: await updatesHeldBy(new URL(order.url)) });
    }
  }
}

async function dialectRooms(plan: LoadPlan): Promise<DialectRoom[]> {
  const base = new URL(plan.url);
  if (plan.kind === 'hecang') {
    const { hecangRooms } = await import('./hecang-dialect.ts');
    return hecangRooms(base, plan);
  }
  const { kind } = plan;
  return Array.from({ length: plan.rooms }, (_, room) => yRoom(kind, base, room, plan.clients));
}

/** Starts sending; the returned function ends it. */
type Drive = () => () => void;

function moderate(rate: number): Drive {
  return () => {
    const begun = performance.now();
    let sent = 0;
    let turn = 0;
    const timer = setInterval(() => {
      const due = Math.floor(((performance.now() - begun) / 1000) * rate);
      for (; sent < due; sent++) rooms[turn++ % rooms.length]?.sendOne();
    }, 1);
    return () => clearInterval(timer);
  };
}

function saturate(window: number): Drive {
  return () => {
    for (const room of rooms) {
      room.onTurn = () => room.pump(window);
      room.pump(window);
    }
    return () => {
      for (const room of rooms) room.onTurn = () => {};
    };
  };
}

async function drive(
  times: { readonly warmSeconds: number; readonly seconds: number },
  begin: Drive,
  stay = false,
): Promise<void> {
  const end = begin();
  await wait(times.warmSeconds);
  const deliveries = sum((room) => room.deliveries);
  for (const room of rooms) {
    room.latencies = [];
    room.timing = true;
  }
  const cpu = process.cpuUsage();
  const begun = performance.now();
  say({ report: 'begin' });
  await Promise.race([wait(times.seconds), exhausted()]);
  const seconds = (performance.now() - begun) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const report: LoadReport = {
    report: 'end',
    seconds,
    deliveries: sum((room) => room.deliveries) - deliveries,
    latencies: rooms.flatMap((room) => room.latencies),
    generatorCpuSeconds: (user + system) / 1e6,
    closed: rooms.flatMap((room) => room.closed),
    exhausted: rooms.some((room) => room.left === 0),
  };
  for (const room of rooms) room.timing = false;
  if (!stay) end();
  say(report);
}

/** Settles when a room has nothing left to send: from then on the load is not the one asked for. */
async function exhausted(): Promise<void> {
  while (rooms.every((room) => room.left > 0)) await wait(0.05);
}

function sum(of: (room: LoadRoom) => number): number {
  return rooms.reduce((total, room) => total + of(room), 0);
}
const wait = (seconds: number) => new Promise<void>((resolve) => setTimeout(resolve, seconds * 1000));
function say(report: LoadReport): void {
  process.send?.(report);
}
