import { describe, expect, it } from 'vitest';
import {
  readEnrolment,
  readInvitation,
  readOffer,
  writeEnrolment,
  writeInvitation,
  writeOffer,
} from '../../../../client/commands/join-texts.ts';

const invitation = {
  shop: 's'.repeat(43),
  shopName: '和仓便利店',
  inviter: '何敏',
  role: 'seller',
  branch: 'branch00',
  branchName: '总店',
  expires: 1_795_579_292_562,
  invite: 'h'.repeat(22),
  secret: 'k'.repeat(43),
  publicKey: 'p'.repeat(43),
};

describe('texts that let somebody in', () => {
  it('an invitation comes back as it was written, with the address it points to', () => {
    const link = writeInvitation('https://shop.example', invitation);
    expect(readInvitation(link)).toEqual({ origin: 'https://shop.example', text: invitation });
  });

  it('the private half stands behind the #, which browsers keep to themselves', () => {
    const { pathname, search, hash } = new URL(writeInvitation('https://shop.example', invitation));
    expect(pathname + search).toBe('/join');
    expect(hash.length).toBeGreaterThan(100);
  });

  it.each([
    '',
    'https://shop.example/join',
    'https://shop.example/join#join=%%%',
    'https://shop.example/join#join=e30',
  ])('a link that is none of ours reads as nothing: %s', (link) => {
    expect(readInvitation(link)).toBeNull();
  });

  it('a link cut short by a messenger reads as nothing', () => {
    const link = writeInvitation('https://shop.example', invitation);
    expect(readInvitation(link.slice(0, -20))).toBeNull();
  });

  it('face to face, each code is read as itself only', () => {
    const offer = writeOffer({ key: 'k', member: '王芳', device: '平板' });
    const enrolment = writeEnrolment({ shop: 's', shopName: '店', member: 'm', origin: 'https://shop.example' });
    expect(readOffer(offer)).toEqual({ key: 'k', member: '王芳', device: '平板' });
    expect(readEnrolment(enrolment)).toMatchObject({ member: 'm', origin: 'https://shop.example' });
    expect(readOffer(enrolment)).toBeNull();
    expect(readEnrolment(offer)).toBeNull();
  });
});
