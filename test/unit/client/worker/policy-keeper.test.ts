/** The policy document on a device: begun from disk, kept together with the grants, no loss when it cannot be had. */
import { createHash } from 'node:crypto';
import * as Automerge from '@automerge/automerge';
import { describe, expect, it } from 'vitest';
import type { AuthorityRecord } from '../../../../client/replica/shop-records.ts';
import { ShopRecords } from '../../../../client/replica/shop-records.ts';
import { mayByRecord, usableAuthority } from '../../../../client/worker/authority.ts';
import { PolicyKeeper } from '../../../../client/worker/policy-keeper.ts';
import { sha256 } from '../../../../relay/platform/node-crypto.ts';
import type { PolicyHistory } from '../../../../shared/policy/policy-document.ts';
import { testDevice } from '../../../kit/client-device.ts';
import { member } from '../../../kit/command-shop.ts';

const WHO = member('keeper');

const head = (index: number) => new Uint8Array(createHash('sha256').update(`action ${index}`).digest());
/** A history of so many actions, one after the other. */
const line = (length: number): PolicyHistory => ({
  policyActions: () => Array.from({ length }, (_, index) => index),
  policyHeadsBefore: (index) => (index === 0 ? [] : [index - 1]),
  headAt: head,
  textAt: (index) => `{"c":"act","e":[{"kind":"enrol","device":"d${index}"}]}`,
});
const keeper = (saved: Uint8Array | null = null) =>
  new PolicyKeeper({
    sha256,
    automerge: async () => Automerge,
    saved: async () => saved,
    pause: async () => undefined,
  });
const authority = (policy: string, actions: number, uses: readonly string[] = ['*@*']): AuthorityRecord => ({
  policy,
  actions,
  level: 1,
  uses,
  rank: 'owner',
  roles: ['owner'],
  active: true,
});

describe('the policy document on a device', () => {
  it('POLICY-73: goes on from the bytes on disk and names the policy as a device that built it anew does', async () => {
    const first = await keeper().follow(line(3));
    const grown = await keeper(first?.file ?? null).follow(line(5));
    const anew = await keeper().follow(line(5));
    expect(grown?.mark).toEqual({ hash: anew?.mark.hash, actions: 5 });
    expect(first?.mark.actions).toBe(3);
    expect(first?.mark.hash).not.toBe(grown?.mark.hash);
  });

  it('POLICY-73: with the bytes of a device that knew more it says only what is known here', async () => {
    const more = await keeper().follow(line(5));
    expect((await keeper(more?.file ?? null).follow(line(3)))?.mark).toEqual((await keeper().follow(line(3)))?.mark);
  });

  it('is built in slices, so that a sale in between gets through, and ends the same', async () => {
    let pauses = 0;
    const kept = new PolicyKeeper({
      sha256,
      automerge: async () => Automerge,
      saved: async () => null,
      pause: async () => {
        pauses++;
      },
    });
    const sliced = await kept.follow(line(90));
    expect(pauses).toBe(4);
    expect(sliced?.mark).toEqual({ hash: (await keeper(sliced?.file).follow(line(90)))?.mark.hash, actions: 90 });
    expect(await kept.follow(line(90))).toBe(sliced);
  });

  it('is no matter when Automerge cannot be loaded, and there again when it can', async () => {
    let reachable = false;
    const kept = new PolicyKeeper({
      sha256,
      automerge: async () => (reachable ? Automerge : null),
      saved: async () => null,
      pause: async () => undefined,
    });
    expect(await kept.follow(line(2))).toBeNull();
    reachable = true;
    expect((await kept.follow(line(2)))?.mark.actions).toBe(2);
  });
});

describe('grants of last time', () => {
  it('POLICY-74: are not used when they were compiled under another policy than the one on disk', () => {
    const mark = { hash: 'new', actions: 5 };
    expect(usableAuthority(authority('new', 5), mark)?.policy).toBe('new');
    expect(usableAuthority(authority('old', 4), mark)).toBeNull();
    expect(usableAuthority(authority('other', 5), mark)).toBeNull();
    expect(mayByRecord(usableAuthority(authority('old', 4), mark), 'sales.add@b1')).toBe(false);
  });

  it('POLICY-74: are used when the document lags behind them or there is none yet', () => {
    expect(usableAuthority(authority('', 6), { hash: 'new', actions: 5 })?.actions).toBe(6);
    expect(usableAuthority(authority('', 6), null)?.actions).toBe(6);
    expect(usableAuthority(null, null)).toBeNull();
  });

  it('are kept with the document that names their policy, and no tab that lags puts its own over them', async () => {
    const device = await testDevice(7);
    const records = new ShopRecords(device.tab().database);
    const newer = await keeper().follow(line(5));
    const older = await keeper().follow(line(3));
    if (newer === null || older === null) throw new Error('no document');
    await records.keepAuthority(WHO, authority(newer.mark.hash, 5), newer);
    await records.keepAuthority(WHO, authority(older.mark.hash, 3, []), older);
    expect(await records.policyMark()).toEqual(newer.mark);
    expect(await records.policyFile()).toEqual(newer.file);
    expect((await records.authority(WHO))?.policy).toBe(newer.mark.hash);
    await records.keepAuthority(WHO, authority('', 6), null);
    expect(usableAuthority(await records.authority(WHO), await records.policyMark())?.actions).toBe(6);
  });
});
