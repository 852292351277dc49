/** The audit log's queries. Its columns are made when somebody looks first, and follow the shop that is open. */
import { auditEntry, auditFacets, auditView, NO_AUDIT } from '../queries/audit-queries.ts';
import { recordsNamed } from '../queries/audit-values.ts';
import { AuditDesk } from './audit-desk.ts';
import type { AuditQueries } from './audit-protocol.ts';
import type { Engine } from './engine.ts';
import type { QueryHandler } from './engine-host.ts';
import type { Topic } from './live-queries.ts';
import type { ShopDesk } from './shop-desk.ts';

const TOPICS: readonly Topic[] = ['review', 'members', 'audit'];

export function auditQueries(engine: Engine): { readonly [Name in keyof AuditQueries]: QueryHandler<Name> } {
  let audit: AuditDesk | null = null;
  const read = <T>(empty: T, look: (desk: ShopDesk, log: AuditDesk) => T): T => {
    const { desk } = engine;
    const core = desk?.open.core ?? null;
    if (desk === null || core === null) return empty;
    if (audit?.core !== core) {
      const named = (text: string): readonly string[] => recordsNamed(desk, text);
      audit = new AuditDesk(core, desk.open.record.utcOffsetMinutes, named, () => engine.touch('audit'));
    }
    return look(desk, audit);
  };
  return {
    audit: { topics: TOPICS, read: (params) => read(NO_AUDIT, (desk, log) => auditView(desk, log, params)) },
    auditEntry: {
      topics: TOPICS,
      read: ({ commit }) => read(null, (desk, log) => auditEntry(desk, log, commit)),
    },
    auditFacets: {
      topics: ['members', 'session'],
      read: () => read({ members: [], devices: [], branches: [], modules: [] }, auditFacets),
    },
  };
}
