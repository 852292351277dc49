import { describe, expect, it } from 'vitest';
import { ShopRegistry } from '../../../relay/shops/shop-registry.ts';
import type { ShopId } from '../../../shared/foundation/ids.ts';
import { cast } from '../../kit/peer-cast.ts';
import { RelayRoom } from '../../kit/relay-room.ts';
import { VirtualClock } from '../../kit/session-pair.ts';

describe('shops in memory', () => {
  it('RELAY-17: shops that are not here do not stay, the one that is does', async () => {
    const clock = new VirtualClock();
    const { anna } = cast(clock, 'anna');
    const room = await RelayRoom.open(anna, clock);
    room.connect(anna);
    await room.settle(1);
    const registry = new ShopRegistry(room.context);
    await registry.hub(anna.shop);
    for (let i = 0; i < 20; i++) await registry.hub(`${`${i}`.padStart(42, 'x')}A` as ShopId);
    expect(registry.shops).toBe(21);
    clock.advance(5000);
    await registry.tick();
    expect(registry.shops).toBe(1);
    await registry.stop();
  });

  it('RELAY-17: a socket that proves nothing opens no shop and is closed in time', async () => {
    const clock = new VirtualClock();
    const { anna, bob } = cast(clock, 'anna', 'bob');
    const room = await RelayRoom.open(anna, clock);
    const registry = new ShopRegistry(room.context);
    const line = room.connect(bob);
    registry.opened(line.relay);
    clock.advance(11_000);
    await registry.tick();
    expect(line.closedFor).toBe('deadline');
    expect(registry.shops).toBe(0);
    await registry.stop();
  });
});
