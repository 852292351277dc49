/** Which place a path names: one that is there, or a new one and where it will lie. */
import type { BranchRow, PlaceTreeView, PlaceType, RegisterRow, WarehouseRow } from '../../worker/place-views.ts';

export interface ChosenPlace {
  readonly type: PlaceType;
  /** null: it is being made. */
  readonly id: string | null;
  readonly branch: BranchRow | null;
  readonly warehouse: WarehouseRow | null;
  readonly register: RegisterRow | null;
  /** What its fields hold. */
  readonly values: Readonly<Record<string, string | readonly string[]>>;
}

const TYPES: readonly PlaceType[] = ['branch', 'warehouse', 'bin', 'register'];

export const pathOfPlace = (type: PlaceType, id: string): string => `${type}.${id}`;

/** `null` for what is not there (any more). */
export function readChosen(record: string | null, tree: PlaceTreeView): ChosenPlace | null {
  const [first = '', second = '', third = ''] = (record ?? '').split('.');
  if (first === 'new') return newPlace(TYPES.find((type) => type === second) ?? null, third, tree);
  for (const branch of tree.branches) {
    if (first === 'branch' && branch.id === second) {
      const { name, code, phone, address, printers } = branch;
      return chosen('branch', branch.id, { branch, values: { name, code, phone, address, printers } });
    }
    for (const register of branch.registers) {
      if (first !== 'register' || register.id !== second) continue;
      const { name, code, warehouse, device } = register;
      return chosen('register', register.id, { branch, register, values: { name, code, warehouse, device } });
    }
    for (const warehouse of branch.warehouses) {
      if (first === 'warehouse' && warehouse.id === second) {
        const { name, code, address } = warehouse;
        return chosen('warehouse', warehouse.id, { branch, warehouse, values: { name, code, address } });
      }
      const bin = first === 'bin' ? warehouse.bins.find(({ id }) => id === second) : undefined;
      if (bin !== undefined) return chosen('bin', bin.id, { branch, warehouse, values: { name: bin.name } });
    }
  }
  return null;
}

function newPlace(type: PlaceType | null, holder: string, tree: PlaceTreeView): ChosenPlace | null {
  if (type === null) return null;
  if (type === 'branch') return chosen(type, null, { values: { name: '', code: '', phone: '', address: '' } });
  for (const branch of tree.branches) {
    if (type !== 'bin' && branch.id === holder) {
      const values: Record<string, string> = { name: '', branch: branch.id };
      if (type === 'register')
        return chosen(type, null, {
          branch,
          values: { ...values, warehouse: branch.warehouses[0]?.id ?? '', device: '' },
        });
      return chosen(type, null, { branch, values: { ...values, address: '' } });
    }
    const warehouse = type === 'bin' ? branch.warehouses.find(({ id }) => id === holder) : undefined;
    if (warehouse !== undefined)
      return chosen(type, null, { branch, warehouse, values: { name: '', warehouse: warehouse.id } });
  }
  return null;
}

function chosen(type: PlaceType, id: string | null, more: Partial<ChosenPlace>): ChosenPlace {
  return { type, id, branch: null, warehouse: null, register: null, values: {}, ...more };
}
