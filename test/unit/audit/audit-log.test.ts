/** The audit log over a shop that works: what is found by what, with which value before, and by whom it may be read. */
import { describe, expect, it } from 'vitest';
import { checkAudit } from '../../../client/commands/check-audit.ts';
import { createProduct, setProductField } from '../../../client/commands/edit-products.ts';
import { otherMovement } from '../../../client/commands/move-stock.ts';
import { act } from '../../../client/commands/policy-acts.ts';
import { EVERYTHING } from '../../../client/pages/audit/audit-search.ts';
import { auditEntry, auditView } from '../../../client/queries/audit-queries.ts';
import { recordsNamed } from '../../../client/queries/audit-values.ts';
import { AuditDesk } from '../../../client/worker/audit-desk.ts';
import type { AuditSearch, AuditView } from '../../../client/worker/audit-protocol.ts';
import { toBase64url } from '../../../shared/foundation/bytes.ts';
import { type ManualWall, manualWall } from '../../kit/client-device.ts';
import { ClientNode, joined, newKeys, TestWitness, testClientDevice } from '../../kit/client-node.ts';

interface Stage {
  readonly node: ClientNode;
  readonly wall: ManualWall;
  readonly tea: string;
  readonly rice: string;
}

async function stage(seed: number): Promise<Stage> {
  const wall = manualWall();
  const witness = new TestWitness(wall);
  const node = await ClientNode.found(testClientDevice(seed, await newKeys(), wall), witness);
  const made = async (name: string): Promise<string> => {
    wall.ms += 60_000;
    const product = await createProduct(node.desk, { fields: { name, unit: '件', retailPrice: 50_000 } });
    if (!product.ok) throw new Error(product.error.code);
    return product.value.id;
  };
  const tea = await made('绿茶');
  const rice = await made('大米');
  wall.ms += 60_000;
  await setProductField(node.desk, { id: tea, field: 'retailPrice', value: 45_000 });
  wall.ms += 60_000;
  await setProductField(node.desk, { id: tea, field: 'retailPrice', value: 60_000 });
  wall.ms += 60_000;
  await otherMovement(node.desk, { kind: 'opening', reason: '期初', lines: [{ variant: rice, quantity: 5000 }] });
  const names = Array.from({ length: node.core.size }, (_, index) => node.name(index));
  await node.take([witness.list(node.shop, names)], [witness.signer.publicKey]);
  return { node, wall, tea, rice };
}

/** What a page would show once everything has been read. */
async function ask({ node }: Stage, search: Partial<AuditSearch>, limit = 100): Promise<AuditView> {
  let told: () => void = () => undefined;
  const audit = new AuditDesk(
    node.core,
    480,
    (text) => recordsNamed(node.desk, text),
    () => told(),
  );
  const params = { ...EVERYTHING, ...search, offset: 0, limit };
  for (;;) {
    const view = auditView(node.desk, audit, params);
    if (view.searched === 1) return view;
    await new Promise<void>((resolve) => {
      told = resolve;
    });
  }
}

describe('the audit log', () => {
  it('AUDIT-1 AUDIT-7 has every action, newest first, and no listing', async () => {
    const shop = await stage(501);
    const view = await ask(shop, {});
    const listings = 1;
    expect(view.total).toBe(shop.node.core.size - listings);
    const times = view.rows.map((row) => row.time);
    expect(times).toEqual([...times].sort((a, b) => b - a));
    expect(view.rows.every((row) => row.who === '何敏')).toBe(true);
    expect(view.rows.map((row) => row.command)).toContain('genesis');
  });

  it('AUDIT-4 shows the value that was replaced, not the one that stands', async () => {
    const shop = await stage(511);
    const { rows } = await ask(shop, { actions: ['price'] });
    expect(rows.map(({ change }) => [change?.name, change?.before, change?.after])).toEqual([
      ['绿茶', { kind: 'price', value: 45_000 }, { kind: 'price', value: 60_000 }],
      ['绿茶', { kind: 'price', value: 50_000 }, { kind: 'price', value: 45_000 }],
    ]);
  });

  it('AUDIT-3 AUDIT-5 AUDIT-6 finds by record, field, word, name of a record; what is nowhere is not found', async () => {
    const shop = await stage(521);
    expect((await ask(shop, { record: shop.tea })).total).toBe(3);
    expect((await ask(shop, { field: 'retailPrice' })).total).toBe(4);
    expect((await ask(shop, { text: '期初' })).total).toBe(1);
    // Stock names the goods by id: found by the name that the catalogue knows.
    expect((await ask(shop, { text: '大米' })).total).toBe(2);
    expect((await ask(shop, { text: '大米', module: 'stockAdjustment' })).total).toBe(1);
    expect((await ask(shop, { text: '没有的' })).total).toBe(0);
  });

  it('AUDIT-5 narrows by time and result', async () => {
    const shop = await stage(531);
    const [newest, second] = (await ask(shop, {})).rows;
    expect((await ask(shop, { from: newest?.time ?? 0 })).total).toBe(1);
    expect((await ask(shop, { to: second?.time ?? 0 })).rows[0]?.commit).toBe(second?.commit);
    expect((await ask(shop, { result: 'void' })).total).toBe(0);
    expect((await ask(shop, { member: 'nobody' })).total).toBe(0);
  });

  it('AUDIT-2 an entry in full names hash, right and documents; of a withheld part nothing is told', async () => {
    const shop = await stage(541);
    const { node } = shop;
    const audit = new AuditDesk(
      node.core,
      480,
      () => [],
      () => undefined,
    );
    const [row] = auditView(node.desk, audit, { ...EVERYTHING, actions: ['price'], offset: 0, limit: 1 }).rows;
    const entry = auditEntry(node.desk, audit, row?.commit ?? '');
    expect(entry?.sealed).toBe(true);
    expect(entry?.hash).toHaveLength(43);
    expect(entry?.uses.join(' ')).toContain('catalogue.price');
    expect(entry?.changes[0]?.before).toEqual({ kind: 'price', value: 45_000 });
    const catalogue = new Set(node.core.partsOf(node.core.size - 2).map(({ document }) => document));
    await node.open.forgetDocuments(catalogue, () => false);
    const after = await ask({ ...shop, node }, {});
    const hidden = after.rows.filter((one) => one.withheld > 0);
    expect(hidden.length).toBeGreaterThan(0);
    expect(hidden.every((one) => one.command === '' || one.change === null)).toBe(true);
  });

  it('AUDIT-8 a manager reads the branch and what is the whole shop’s, a seller what is their own', async () => {
    for (const [role, least] of [
      ['manager', 5],
      ['seller', 0],
    ] as const) {
      const { node, wall } = await stage(role === 'manager' ? 561 : 571);
      const keys = await newKeys();
      const member = 'reader0000000000';
      await act(node.desk, { kind: 'grant', member, role, scope: node.desk.branch ?? '' }, role);
      const publicKey = toBase64url(keys.publicKey);
      await act(node.desk, { kind: 'enrol', device: keys.device as string, member, publicKey }, '');
      const reader = await joined(node, keys, member, role === 'manager' ? 562 : 572, wall);
      const all = await ask({ node: reader, wall, tea: '', rice: '' }, {});
      if (least === 0) expect(all.rows).toEqual([]);
      else expect(all.total).toBeGreaterThan(least);
      const other = await ask({ node: reader, wall, tea: '', rice: '' }, { branch: 'elsewhe1' });
      expect(other.rows.every((row) => !row.modules.includes('stockAdjustment'))).toBe(true);
    }
  });

  it('AUDIT-2 a text that leaves the device is found no more, by the very search that found it', async () => {
    const { node } = await stage(545);
    let told: () => void = () => undefined;
    const audit = new AuditDesk(
      node.core,
      480,
      () => [],
      () => told(),
    );
    const found = async (): Promise<number> => {
      for (;;) {
        const view = auditView(node.desk, audit, { ...EVERYTHING, text: '期初', offset: 0, limit: 10 });
        if (view.searched === 1) return view.total;
        await new Promise<void>((resolve) => {
          told = resolve;
        });
      }
    };
    expect(await found()).toBe(1);
    node.core.letGo((document) => document.startsWith('stock/'));
    expect(await found()).toBe(0);
  });

  it('the log on a device proves itself, and one changed letter does not', async () => {
    const { node } = await stage(551);
    const context = { progress: () => undefined, cancelled: () => false };
    expect(await checkAudit(node.desk, context)).toMatchObject({ ok: true, value: { trouble: null } });
    const index = node.core.size - 3;
    const sealed = node.core.sealedCommit.bind(node.core);
    node.core.sealedCommit = (at) => {
      const commit = sealed(at);
      return at !== index || commit === null ? commit : { ...commit, header: commit.header.replace('"t":1', '"t":2') };
    };
    const broken = await checkAudit(node.desk, context);
    expect(broken.ok && broken.value.trouble !== null).toBe(true);
  });
});
