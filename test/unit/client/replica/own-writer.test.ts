import { describe, expect, it } from 'vitest';
import { compactOneRun } from '../../../../client/replica/compaction.ts';
import type { Planner, WritePlan } from '../../../../client/replica/own-writer.ts';
import { documentName } from '../../../../shared/document/document-kinds.ts';
import { ok } from '../../../../shared/foundation/result.ts';
import { type TestTab, testDevice } from '../../../kit/client-device.ts';

const catalogue = documentName({ kind: 'catalogue' });

function plan(title: string, more: Partial<WritePlan> = {}): WritePlan {
  const entries = [{ kind: 'note', text: title }];
  return { command: 'test', parts: [{ document: catalogue, entries }], uses: [], title, ...more };
}

/** Gives out the next number of a counter, as a ticket does. */
function numbering(tab: TestTab, given: number[]): Planner {
  return async () => {
    const before = await tab.store.counter('tickets');
    const next = (typeof before === 'number' ? before : 0) + 1;
    given.push(next);
    return ok(plan(`ticket ${next}`, { counters: { tickets: next } }));
  };
}

const titles = async (tab: TestTab): Promise<string[]> =>
  (await tab.reader.since(0)).commits.map((commit) => commit.parts[0] ?? '');

describe('commits of one device', () => {
  it('are there again for a tab that opens later, in order and sealed at the end', async () => {
    const device = await testDevice(1);
    const tab = device.tab();
    for (const title of ['one', 'two', 'three']) {
      expect((await tab.writer.write(async () => ok(plan(title)))).ok).toBe(true);
    }
    const { commits, through } = await device.tab().reader.since(0);
    expect(commits.map((commit) => commit.seq)).toEqual([1, 2, 3]);
    expect(commits.map((commit) => commit.seal !== null)).toEqual([false, false, true]);
    expect(commits[1]?.parts[0]).toContain('two');
    expect((await tab.reader.since(through)).commits).toEqual([]);
  });

  it('never share a seq or a number, though two tabs write at once', async () => {
    const device = await testDevice(2);
    const [left, right] = [device.tab(), device.tab()];
    const given: number[] = [];
    const writes = Array.from({ length: 10 }, (_, i) => {
      const tab = i % 2 === 0 ? left : right;
      return tab.writer.write(numbering(tab, given));
    });
    const results = await Promise.all(writes);
    expect(results.every((result) => result.ok)).toBe(true);
    const stored = await titles(device.tab());
    expect(stored).toHaveLength(10);
    const numbers = stored.map((text) => Number(/ticket (\d+)/.exec(text)?.[1])).sort((a, b) => a - b);
    expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(given.length).toBeGreaterThanOrEqual(10);
  });

  it('leave nothing behind when the plan is refused', async () => {
    const device = await testDevice(3);
    const tab = device.tab();
    const refused = await tab.writer.write(async () => ({ ok: false, error: { code: 'no-escrow' } }));
    expect(refused).toEqual({ ok: false, error: { code: 'no-escrow' } });
    expect((await tab.reader.since(0)).commits).toEqual([]);
    expect((await tab.store.own())?.seq).toBe(0);
  });

  it('are read whole while others are written and folded in between, and what is new comes with the tail', async () => {
    const device = await testDevice(14);
    const tab = device.tab();
    for (let i = 1; i <= 40; i++) await tab.writer.write(async () => ok(plan(`row ${i}`)));
    // Between any two transactions of the reading another tab sells, and folds what is loose.
    const { read } = tab.database;
    let between = 0;
    tab.database.read = async function <T>(...input: Parameters<typeof read<T>>): Promise<T> {
      const answer = (await read.apply(this, input as never)) as T;
      if (between++ < 4) {
        const other = device.tab();
        await other.writer.write(async () => ok(plan(`between ${between}`)));
        while (await compactOneRun(other.database, device.platform, 8));
      }
      return answer;
    };
    const history = await tab.reader.since(0);
    tab.database.read = read;
    expect(between).toBeGreaterThan(3);
    const rows = history.commits.slice(0, 40);
    expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
    expect(rows.every(({ parts }, i) => parts[0]?.includes(`row ${i + 1}"`))).toBe(true);
    const tail = await tab.reader.since(history.through);
    const seen = new Map([...history.commits, ...tail.commits].map((one) => [one.seq, one.parts[0]]));
    expect(seen.size).toBe((await tab.store.own())?.seq);
    expect([...seen.values()].includes(null)).toBe(false);
  });

  it('are folded into pieces without a text lost, and go on after that', async () => {
    const device = await testDevice(4);
    const tab = device.tab();
    for (let i = 1; i <= 20; i++) await tab.writer.write(async () => ok(plan(`row ${i}`)));
    const before = await tab.reader.since(0);
    expect(await compactOneRun(tab.database, device.platform, 8)).toBe(true);
    expect(await compactOneRun(tab.database, device.platform, 8)).toBe(true);
    expect(await compactOneRun(tab.database, device.platform, 8)).toBe(false);
    await tab.writer.write(async () => ok(plan('row 21')));
    const after = await device.tab().reader.since(0);
    expect(after.commits.slice(0, 20).map((commit) => commit.parts)).toEqual(before.commits.map((one) => one.parts));
    expect(after.commits.map((commit) => commit.seq)).toEqual(Array.from({ length: 21 }, (_, i) => i + 1));
    expect((await tab.reader.since(before.through)).commits.at(-1)?.parts[0]).toContain('row 21');
  });

  it('are only here until a receipt names them', async () => {
    const device = await testDevice(5);
    const tab = device.tab();
    await tab.writer.write(async () => ok(plan('price of rice')));
    const waiting = await tab.database.read(['unanswered'], (transaction) =>
      transaction.objectStore('unanswered').getAll(),
    );
    expect(waiting).toMatchObject([{ seq: 1, command: 'test', title: 'price of rice' }]);
  });

  it('survive a connection that closes by itself between two of them', async () => {
    const device = await testDevice(6);
    const tab = device.tab();
    await tab.writer.write(async () => ok(plan('before')));
    await tab.database.read(['meta'], async (transaction) => transaction.db.close());
    const after = await tab.writer.write(async () => ok(plan('after')));
    expect(after.ok).toBe(true);
    expect(await titles(device.tab())).toHaveLength(2);
  });
});
