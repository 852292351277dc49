import { describe, expect, it } from 'vitest';
import { type PlacesFacts, placesView } from '../../../../client/queries/places-query.ts';
import { asFeedId } from '../../../../shared/foundation/ids.ts';

const feed = asFeedId(`${'a'.repeat(24)}.${'b'.repeat(8)}`);
if (feed === null) throw new Error('not a feed');
const commit = (seq: number, time: number) => ({
  feed,
  seq,
  hash16: 'h',
  command: 'sell',
  time,
  bytes: 100,
  title: `ticket ${seq}`,
  touches: [],
});
const relay = { kind: 'relay' as const, name: 'https://shop.example', lastMet: 5, holds: { [feed]: 3 } };
const storage = { persisted: true, forgets: false, used: 1, quota: 10 ** 10 };
const facts: PlacesFacts = {
  connected: true,
  unanswered: [],
  places: [relay],
  storage,
  deviceName: '收银台 1',
  relayName: relay.name,
  clockAheadMs: 0,
  refused: null,
  relayFull: false,
  versionTooOld: false,
  ownCommits: 3,
  policy: null,
};

describe('which policy is known here', () => {
  it('POLICY-74: nothing is claimed before it has been worked out, then eight characters and a count', () => {
    expect(placesView(facts).policy).toBeNull();
    const policy = { hash: 'Ab3dEf9hIjKlMnOpQrStUvWxYz0123456789-_abcde', actions: 12 };
    expect(placesView({ ...facts, policy }).policy).toEqual({ name: 'Ab3dEf9h', actions: 12 });
  });
});

describe('where own work is', () => {
  it('two places when the relay has answered for everything', () => {
    expect(placesView(facts)).toMatchObject({ places: 2, onlyHere: [], needs: [] });
  });

  it('one place while anything waits for its receipt, and it is listed oldest first', () => {
    const view = placesView({ ...facts, unanswered: [commit(5, 900), commit(4, 700)] });
    expect(view.places).toBe(1);
    expect(view.onlyHere.map((row) => row.title)).toEqual(['ticket 4', 'ticket 5']);
    expect(view.where[1]).toMatchObject({ kind: 'relay', behind: 2 });
  });

  it('a relay that never answered is not claimed, though the line is open', () => {
    const view = placesView({ ...facts, places: [] });
    expect(view.places).toBe(1);
    expect(view.where[1]).toMatchObject({ connected: true, behind: 3, lastMet: null });
  });

  it('says what needs a person: room, persistence, clock, version', () => {
    const view = placesView({
      ...facts,
      storage: { ...storage, persisted: false, used: 10 ** 10 - 1000 },
      clockAheadMs: 6 * 60_000,
      versionTooOld: true,
    });
    expect(view.needs.map((need) => need.kind)).toEqual(['storage-low', 'not-persisted', 'clock', 'version']);
  });
});
