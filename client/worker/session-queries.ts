/** Who works here, where, and with which rights; and the members as a list. */
import { discountLimit, namesHeld } from './authority.ts';
import type { Engine } from './engine.ts';
import type { MemberRow, SessionView } from './engine-protocol.ts';
import type { ShopDesk } from './shop-desk.ts';

export function sessionView(engine: Engine): SessionView {
  const { state, desk } = engine;
  const { storage, lost, joining, phase } = state;
  const nobody = {
    shop: null,
    member: null,
    device: null,
    branch: null,
    warehouse: null,
    branches: [],
    warehouses: [],
    register: null,
    can: [],
    discountLimit: 0,
  };
  if (desk === null) return { phase, ...nobody, joining, storage, lost };
  return { phase, ...workplace(desk), joining, storage, lost };
}

function workplace(desk: ShopDesk) {
  const { places } = desk.folds;
  const { record, authority, device } = desk.open;
  const { branch, warehouse, register, member } = desk;
  const named = (type: 'branch' | 'warehouse', id: string) => ({ id, name: places.text(type, id, 'name') });
  const scopes = { member, branch, warehouse };
  return {
    shop: { id: record.shop, name: places.text('shop', 'shop', 'name'), sample: record.sample === true },
    member: {
      id: member,
      name: desk.memberName(member),
      roles: authority?.roles ?? [],
      rank: authority?.rank ?? '',
    },
    device: { id: device.keys.device, name: record.deviceName },
    branch: branch === null ? null : named('branch', branch),
    warehouse: warehouse === null ? null : named('warehouse', warehouse),
    branches: places.ids('branch').map((id) => named('branch', id)),
    warehouses: places
      .ids('warehouse')
      .map((id) => ({ ...named('warehouse', id), branch: places.text('warehouse', id, 'branch') })),
    register: register === null ? null : { id: register, name: desk.registerName },
    can: namesHeld(authority, scopes),
    discountLimit: discountLimit(authority, scopes),
  };
}

export function memberRows(desk: ShopDesk): readonly MemberRow[] {
  const own = desk.member;
  const mayNarrow = desk.may('members.narrow@*') || desk.may(`members.narrow@${desk.branch ?? '*'}`);
  const mayEnrol = desk.may('members.enrol@*') || desk.may(`members.enrol@${desk.branch ?? '*'}`);
  const ownRank = rankOf(desk.members().get(own)?.rank ?? '');
  return [...desk.members().values()].map((member) => ({
    id: member.id,
    name: desk.memberName(member.id),
    rank: member.rank,
    roles: member.roles,
    devices: member.devices.map(({ id, revoked }) => ({
      id,
      name: desk.nameOfDevice(id),
      lastSeen: asHybrid(desk.open.lastSeen(id)),
      revoked,
      self: id === desk.open.device.keys.device,
    })),
    active: member.active,
    self: member.id === own,
    mayDismiss: member.id !== own && mayNarrow && rankOf(member.rank) < ownRank,
    mayEnrol: mayEnrol && (member.id === own || rankOf(member.rank) < ownRank),
  }));
}

const RANKS = ['staff', 'manager', 'admin', 'owner'];
const rankOf = (rank: string): number => RANKS.indexOf(rank);

/** Milliseconds → what pages take for a time. */
const asHybrid = (milliseconds: number | null): number | null => (milliseconds === null ? null : milliseconds * 1000);
