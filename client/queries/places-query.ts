/**
 * Where own work is: the truth behind `已存 n 处`. A place counts only by its receipt: nothing is claimed that no answer
 * named. What is only here is listed oldest first.
 */

import { isLow, type StorageFacts } from '../replica/persistence.ts';
import type { PlaceRecord, UnansweredRecord } from '../replica/records.ts';
import type { PolicyMark } from '../replica/shop-records.ts';
import type { PlaceNeed, PlaceRow, PlacesView } from '../worker/engine-protocol.ts';

export interface PlacesFacts {
  readonly connected: boolean;
  readonly unanswered: readonly UnansweredRecord[];
  readonly places: readonly PlaceRecord[];
  readonly storage: StorageFacts;
  readonly deviceName: string;
  readonly relayName: string | null;
  readonly clockAheadMs: number;
  readonly refused: string | null;
  readonly relayFull: boolean;
  readonly versionTooOld: boolean;
  /** Own commits ever made; without any there is nothing to lose and nothing to claim. */
  readonly ownCommits: number;
  readonly policy: PolicyMark | null;
}

const CLOCK_LIMIT_MS = 5 * 60 * 1000;

export function placesView(facts: PlacesFacts): PlacesView {
  const onlyHere = facts.unanswered
    .toSorted((a, b) => a.time - b.time)
    .map(({ feed, seq, command, time, bytes, title }) => ({ commit: `${feed}/${seq}`, command, time, bytes, title }));
  const where: PlaceRow[] = [{ kind: 'this', name: facts.deviceName, connected: true, lastMet: null, behind: 0 }];
  if (facts.relayName !== null) {
    const known = facts.places.find((place) => place.kind === 'relay' && place.name === facts.relayName);
    const behind = known === undefined ? facts.ownCommits : onlyHere.length;
    where.push({
      kind: 'relay',
      name: facts.relayName,
      connected: facts.connected,
      lastMet: known === undefined ? null : known.lastMet * 1000,
      behind,
    });
  }
  for (const place of facts.places) {
    if (place.kind !== 'neighbour') continue;
    where.push({
      kind: 'neighbour',
      name: place.name,
      connected: false,
      lastMet: place.lastMet * 1000,
      behind: onlyHere.length,
    });
  }
  return {
    online: facts.connected,
    places: where.filter((place) => place.behind === 0).length,
    onlyHere,
    where,
    needs: needsOf(facts),
    policy: facts.policy === null ? null : { name: facts.policy.hash.slice(0, 8), actions: facts.policy.actions },
  };
}

function needsOf(facts: PlacesFacts): PlaceNeed[] {
  const needs: PlaceNeed[] = [];
  const { storage } = facts;
  if (isLow(storage)) needs.push({ kind: 'storage-low', left: storage.quota - storage.used });
  if (!storage.persisted) needs.push({ kind: 'not-persisted' });
  if (Math.abs(facts.clockAheadMs) > CLOCK_LIMIT_MS) needs.push({ kind: 'clock', aheadMs: -facts.clockAheadMs });
  if (facts.versionTooOld) needs.push({ kind: 'version' });
  if (facts.refused !== null) needs.push({ kind: 'refused', code: facts.refused });
  if (facts.relayFull) needs.push({ kind: 'relay-full' });
  return needs;
}
