// A till that several people share, without a browser or a line: the real keys, feeds, vaults and folds of one client.
import { createProduct } from '../../client/commands/edit-products.ts';
import { compileAuthority } from '../../client/worker/compile-authority.ts';
import type { SellInput } from '../../client/worker/engine-protocol.ts';
import { freshState } from '../../client/worker/engine-state.ts';
import { SpotApproval } from '../../client/worker/spot-approval.ts';
import { TerminalDesk, type TerminalOwner } from '../../client/worker/terminal-desk.ts';
import { type ManualWall, manualWall } from './client-device.ts';
import { ClientNode, newKeys, TestWitness, testClientDevice } from './client-node.ts';

export const PIN = { owner: '135790', clerk: '246802', second: '112233' } as const;

export interface SharedTerminal {
  readonly wall: ManualWall;
  readonly node: ClientNode;
  readonly terminal: TerminalDesk;
  readonly spot: SpotApproval;
  /** Goods at 100.00. */
  readonly milk: string;
  /** Face of somebody by the name of the PIN. */
  face(name: keyof typeof PIN): string;
  unlock(name: keyof typeof PIN): ReturnType<TerminalDesk['unlock']>;
}

export async function sharedTerminal(seed: number, { secondRole = 'seller' } = {}): Promise<SharedTerminal> {
  const wall = manualWall();
  const node = await ClientNode.found(testClientDevice(seed, await newKeys(), wall), new TestWitness(wall));
  const { desk, device } = node;
  const owner: TerminalOwner = {
    device,
    desk,
    state: freshState(),
    isOpen: true,
    hasLine: false,
    get spot() {
      return spot;
    },
    touch: () => undefined,
    tellTabs: () => undefined,
    keepAuthority: async () => {
      desk.open.privacy.forget();
      desk.forget();
      desk.open.authority = compileAuthority(desk, desk.member);
      await device.records.keepAuthority(desk.member, desk.open.authority);
    },
    keepRecord: async (record) => {
      desk.open.record = record;
    },
    belong: async () => undefined,
    leave: async () => undefined,
    reconnect: () => undefined,
  };
  const terminal = new TerminalDesk(owner, 1000);
  const spot = new SpotApproval(terminal);
  const product = await createProduct(desk, { fields: { name: '牛奶', unit: '瓶', retailPrice: 1_000_000 } });
  if (!product.ok) throw new Error(product.error.code);
  const faces = new Map<string, string>();
  const shared = await terminal.share(desk, { pin: PIN.owner });
  if (!shared.ok) throw new Error(shared.error.code);
  faces.set('owner', device.seat.keys.device);
  for (const [name, role] of [
    ['clerk', 'seller'],
    ['second', secondRole],
  ] as const) {
    const added = await terminal.add(desk, { pin: PIN[name], member: null, name, role, branch: desk.branch ?? '*' });
    if (!added.ok) throw new Error(added.error.code);
    faces.set(name, added.value.device);
  }
  const face = (name: keyof typeof PIN): string => faces.get(name) ?? '';
  const unlock = (name: keyof typeof PIN) => terminal.unlock({ device: face(name), pin: PIN[name] });
  return { wall, node, terminal, spot, milk: product.value.id, face, unlock };
}

/** One bottle, at so many fen below its price. */
export function oneBottle(milk: string, basket: string, discount = 0): SellInput {
  return {
    basket,
    lines: [
      {
        variant: milk,
        unit: '瓶',
        numerator: 1,
        denominator: 1,
        quantity: 1000,
        listPrice: 1_000_000,
        price: 1_000_000,
        amount: null,
      },
    ],
    discount,
    roundOff: 0,
    tenders: [{ kind: 'cash', amount: 10_000 - discount }],
  };
}
