/**
 * One contestant on one shape (rooms × clients): a server started for it alone, saturation first, then moderate load, each
 * after a warm-up. (At a hundred updates a second the other way round would measure the compiler for half a minute.) CPU is that of all threads of the server's process between the two marks of the generator.
 */
import { percentile } from '../measure/statistics.ts';
import { type Contestant, Running } from './contestants.ts';
import { GeneratorProcess } from './generator-process.ts';
import type { LoadOrder } from './load-protocol.ts';

export interface Shape {
  readonly name: string;
  readonly rooms: number;
  readonly clients: number;
  /** Updates under way a room at saturation. */
  readonly window: number;
  /** Updates a second over all rooms at moderate load. */
  readonly rate: number;
  /** Updates prepared for a second of saturation. A server that takes more ends the phase early, no harm done. */
  readonly preparedPerSecond: number;
}

/** facts.md §8's shapes; the windows and rates are part of the definition. */
export const SHAPES: readonly Shape[] = [
  { name: '1×10', rooms: 1, clients: 10, window: 64, rate: 100, preparedPerSecond: 30_000 },
  { name: '1×100', rooms: 1, clients: 100, window: 16, rate: 100, preparedPerSecond: 9_000 },
  { name: '50×10', rooms: 50, clients: 10, window: 4, rate: 1000, preparedPerSecond: 18_000 },
];

export interface Measured {
  /** CPU seconds of the server for 10,000 deliveries. */
  readonly cpu: number;
  readonly deliveriesPerSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** Share of one core that the generator used: near 1 means that it was the limit. */
  readonly generatorLoad: number;
}
export interface Round {
  readonly moderate: Measured;
  readonly saturated: Measured;
}
export interface RoundTimes {
  readonly warmSeconds: number;
  readonly seconds: number;
}

export async function liveRound(contestant: Contestant, shape: Shape, times: RoundTimes): Promise<Round> {
  const running = await Running.start(contestant);
  const generator = new GeneratorProcess();
  try {
    generator.give({
      order: 'open',
      plan: {
        kind: contestant.kind,
        url: running.server.url,
        rooms: shape.rooms,
        clients: shape.clients,
      },
    });
    await generator.next('ready');
    const updates = shape.preparedPerSecond * (times.warmSeconds + times.seconds);
    const saturated = await phase(running, generator, { order: 'saturate', window: shape.window, updates, ...times });
    const moderate = await phase(running, generator, { order: 'moderate', rate: shape.rate, ...times });
    return { moderate, saturated };
  } catch (error) {
    throw new Error(`${contestant.name} at ${shape.name}:\n${running.server.output}`, { cause: error });
  } finally {
    await generator.end();
    await running.end();
  }
}

async function phase(running: Running, generator: GeneratorProcess, order: LoadOrder): Promise<Measured> {
  generator.give(order);
  await generator.next('begin');
  const ended = generator.next('end');
  const before = await running.server.usage();
  const end = await ended;
  const after = await running.server.usage();
  if (end.closed.length > 0) throw new Error(`the server closed clients with ${end.closed.join(', ')}`);
  if (end.exhausted) console.log('  (all prepared frames were sent before the time was up)');
  return {
    cpu: ((after.cpuMicros - before.cpuMicros) / 1e6 / end.deliveries) * 10_000,
    deliveriesPerSecond: end.deliveries / end.seconds,
    p50: percentile(end.latencies, 0.5),
    p99: percentile(end.latencies, 0.99),
    generatorLoad: end.generatorCpuSeconds / end.seconds,
  };
}
