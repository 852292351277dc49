/** The small folds every screen needs: places, people, parties, costs. */
import { RecordSetFold } from '../fold/record-set-fold.ts';
import { OwnRecords } from '../loyalty/loyalty-folds.ts';

export type SettingsFold = RecordSetFold<'shop' | 'branch' | 'warehouse' | 'bin' | 'register' | 'role' | 'promotion'>;
export type PeopleFold = RecordSetFold<'person'>;
export type PartiesFold = RecordSetFold<'supplier' | 'customer'>;
export type CostsFold = RecordSetFold<'cost'>;

export function createSettingsFold(): SettingsFold {
  const types = {
    shop: ['name'],
    branch: ['name', 'code'],
    warehouse: ['name', 'code', 'branch'],
    bin: ['name', 'warehouse'],
    register: ['name', 'code', 'branch', 'warehouse', 'device'],
    role: ['name'],
    promotion: ['name', 'version'],
  };
  // 2: promotions, 3: bins, 4: roles. An older snapshot has none, and those written before it would never be read.
  return new RecordSetFold('settings', ['settings'], types, 4);
}

export function createPeopleFold(): PeopleFold {
  return new RecordSetFold('people', ['people'], { person: ['name'] });
}

export function createPartiesFold(): PartiesFold {
  return new OwnRecords('parties', ['suppliers', 'customers'], {
    supplier: ['name', 'code', 'mnemonic'],
    customer: ['name', 'code', 'mnemonic'],
  });
}

export function createCostsFold(): CostsFold {
  return new RecordSetFold('costs', ['costs'], { cost: ['purchasePrice', 'standardCost', 'supplier'] });
}
