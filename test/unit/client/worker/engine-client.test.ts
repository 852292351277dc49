import { describe, expect, it } from 'vitest';
import { EngineClient } from '../../../../client/worker/engine-client.ts';
import type { FromEngine, ToEngine } from '../../../../client/worker/engine-messages.ts';

function client(persist = async () => true) {
  const sent: ToEngine[] = [];
  let receive: (message: FromEngine) => void = () => undefined;
  const engine = new EngineClient(
    {
      post: (message) => sent.push(message),
      listen: (listener) => {
        receive = listener;
      },
    },
    persist,
  );
  const visits: unknown[] = [];
  engine.open({ origin: 'http://localhost', freshTab: true, earlier: null }, (visit) => visits.push(visit));
  const last = () => sent.at(-1);
  return { engine, sent, last, visits, tell: (message: FromEngine) => receive(message) };
}

const idOf = (message: ToEngine | undefined): number => (message !== undefined && 'id' in message ? message.id : -1);

describe("the page's end of the engine", () => {
  it('shows every view of a watch, and none after it was let go', () => {
    const { engine, last, tell } = client();
    const shown: unknown[] = [];
    const stop = engine.watch('categories', null, (view) => shown.push(view));
    const id = idOf(last());
    tell({ kind: 'view', id, view: [{ name: '茶', count: 1 }] });
    stop();
    tell({ kind: 'view', id, view: [] });
    expect(shown).toEqual([[{ name: '茶', count: 1 }]]);
    expect(last()).toEqual({ kind: 'unwatch', id });
  });

  it('settles everything that waits when the worker dies, with the reason', async () => {
    const { engine } = client();
    const question = engine.once('shift', null);
    const command = engine.run('syncNow', null);
    engine.stop('out of memory');
    await expect(question).rejects.toThrow('out of memory');
    expect(await command).toEqual({ ok: false, error: { code: 'engine', detail: 'out of memory' } });
    expect(await engine.run('syncNow', null)).toMatchObject({ ok: false });
  });

  it('keeps functions on this side of the border: progress comes as messages, a cancellation goes as one', async () => {
    const { engine, sent, tell } = client();
    const progress: number[] = [];
    const done = engine.run('importProducts', {
      fileName: 'goods.csv',
      create: [],
      update: [],
      onProgress: (at) => progress.push(at),
      cancelled: () => progress.length > 1,
    });
    await Promise.resolve();
    const run = sent.find((message) => message.kind === 'run');
    expect(JSON.stringify(run)).not.toContain('onProgress');
    const id = idOf(run);
    tell({ kind: 'progress', id, done: 100, total: 300 });
    tell({ kind: 'progress', id, done: 200, total: 300 });
    expect(progress).toEqual([100, 200]);
    expect(sent.at(-1)).toEqual({ kind: 'cancel', id });
    tell({ kind: 'answer', id, value: { ok: false, error: { code: 'cancelled' } } });
    expect(await done).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });

  it('asks the browser to keep the data once a shop has been made, not before', async () => {
    let asked = 0;
    const { engine, sent, tell } = client(async () => {
      asked++;
      return true;
    });
    const made = engine.run('createShop', { shop: '店', member: '敏', deviceName: '' });
    await Promise.resolve();
    expect(asked).toBe(0);
    tell({
      kind: 'answer',
      id: idOf(sent.at(-1)),
      value: { ok: true, value: { recoveryWords: [], recoveryCode: '', recoveryAddress: '' } },
    });
    await made;
    expect(asked).toBe(1);
  });
});
