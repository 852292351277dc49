import { afterEach, describe, expect, it, vi } from 'vitest';
import { newSeed, signerOf } from '../../../relay/platform/node-crypto.ts';
import { toBase64url } from '../../../shared/foundation/bytes.ts';
import { redemptionMessage } from '../../../shared/replica/commit-builder.ts';
import { answered, has, Story } from '../../kit/relay-story.ts';
import { act, document, peerOf, randomText, sell } from '../../kit/shop-cast.ts';

const story = new Story();
afterEach(() => story.end());

/** Eight hours, in hybrid microseconds. */
const LATER = 8 * 3600 * 1_000_000;

describe('a newcomer with an invitation', () => {
  it('PROTO-27 PROTO-17: sees the policy alone, redeems, sells, and then sees what the role opens, many documents at once', async () => {
    const { relay, owner, seller } = await story.begin();
    const invitation = newSeed();
    const invitationKey = toBase64url(signerOf(invitation).publicKey);
    act(owner, 'invite', {
      kind: 'invite',
      role: 'seller',
      scope: 'branch01',
      uses: 1,
      expires: owner.now() * 1000 + LATER,
      invitationKey,
    });
    const invite = owner.replica.hash16(owner.log.length - 1);
    const before = sell(seller, 1000);
    const [month, uses] = ['2026-11', ['sales.add@branch01/wareh001', 'sales.add@branch01']];
    const two = [`stock/branch01/wareh001/${month}`, `tickets/branch01/${month}`].map(document);
    const parts = two.map((name) => ({ document: name, entries: [{ kind: 'note' }], salt: newSeed().slice(0, 16) }));
    const both = seller.write({ command: 'sell', uses, parts });
    await answered(owner);
    await answered(seller);
    const newcomer = story.peer(peerOf(owner.shop));
    await newcomer.connect(relay.origin, { purpose: 'join', invitation });
    await has(newcomer, seller, before);
    expect(newcomer.commit(seller.feed, before)?.parts).toEqual([null]);
    const proof = signerOf(invitation).sign(redemptionMessage(owner.shop, newcomer.device));
    await has(newcomer, owner, owner.replica.feed(owner.feed)?.seq ?? 0);
    act(newcomer, 'redeem', {
      kind: 'redeem',
      invite,
      member: randomText(16),
      publicKey: toBase64url(newcomer.signer.publicKey),
      invitationKey,
      proof: toBase64url(proof),
    });
    await answered(newcomer);
    const redeemed = () => newcomer.verdictOf(newcomer.feed, 1)?.verdict === 'effective';
    await newcomer.until(redeemed, 'the redemption to be listed');
    await newcomer.disconnect();
    await newcomer.connect(relay.origin);
    const seq = sell(newcomer, 2000);
    await answered(newcomer);
    await has(owner, newcomer, seq);
    expect(owner.verdictOf(newcomer.feed, seq)?.verdict).toBe('effective');
    const stock = newcomer.log.find(({ commit }) => commit.feed === seller.feed)?.header.parts[0]?.document ?? 'none';
    const take = vi.spyOn(newcomer, 'take');
    for (const name of new Set([document(stock), ...two])) newcomer.link?.want(name);
    await newcomer.until(() => newcomer.commit(seller.feed, before)?.parts[0] !== null, 'the part');
    expect(newcomer.commit(seller.feed, before)?.parts).toEqual(seller.commit(seller.feed, before)?.parts);
    await newcomer.until(() => newcomer.commit(seller.feed, both.seq)?.parts.includes(null) === false, 'both parts');
    expect(newcomer.commit(seller.feed, both.seq)?.parts).toEqual(both.parts);
    const deliveries = take.mock.calls.flatMap(([commits]) =>
      commits.filter(({ commit }) => commit.feed === seller.feed && commit.seq === both.seq),
    );
    expect(deliveries.length).toBe(1);
  }, 40_000);

  it('PROTO-8: an invitation that nobody gave opens nothing', async () => {
    const { relay, owner } = await story.begin();
    const newcomer = story.peer(peerOf(owner.shop));
    await expect(newcomer.connect(relay.origin, { purpose: 'join', invitation: newSeed() })).rejects.toThrow(
      'stranger',
    );
    expect(newcomer.log.length).toBe(0);
  }, 40_000);
});
