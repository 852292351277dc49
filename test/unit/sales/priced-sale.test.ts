/** A priced ticket becomes entries: what the engine says stands on the lines, and what does not come out is refused. */
import { describe, expect, test } from 'vitest';
import { priceTicket } from '../../../shared/pricing/price-ticket.ts';
import type { PricedLine, PricingTicket } from '../../../shared/pricing/ticket.ts';
import { buildSale, type LinePricing, type SaleInput } from '../../../shared/sales/sell.ts';
import { checkPart } from '../../../shared/schema/check-part.ts';
import { BRANCH, idOf, MEMBER } from '../../kit/fold-facts.ts';
import { promotionOf, saleLine, saleTicket } from '../../kit/pricing-ticket.ts';
import { lineOf, saleContext } from '../../kit/till-folds.ts';

const half = promotionOf(idOf('half'), { kind: 'nthUnit', every: 2, payBp: 5000 }, { version: 7 });

function told(line: PricedLine, override: LinePricing['override'] = null): LinePricing {
  const { pick, promotions, amount, coupon, ticket, points, roundOff, paid } = line;
  return {
    pick: pick.source,
    picked: pick.price,
    pricedBy: null,
    label: false,
    override,
    promotions,
    amount,
    coupon,
    ticket,
    points,
    roundOff,
    paid,
  };
}

function sold(change: Partial<PricingTicket>, more: Partial<SaleInput> = {}) {
  const priced = priceTicket(saleTicket([saleLine('milk', 2, 6.5), saleLine('tea', 1, 10)], change));
  const lines = [lineOf(2000, 650), lineOf(1000, 1000, idOf('tea'))].map((line, i) => {
    const one = priced.lines[i];
    if (one === undefined) throw new Error('no line');
    return { ...line, price: one.price, priced: told(one) };
  });
  const discount = priced.promotions + priced.coupon + priced.ticket + priced.points;
  const tenders = [{ kind: 'cash' as const, amount: priced.payable }];
  const input: SaleInput = { basket: 'b', lines, discount, roundOff: priced.roundOff, tenders, ...more };
  return { input, built: buildSale(input, saleContext('t1')) };
}

describe('a priced sale', () => {
  test('promotion, version and fen stand on the line, and the part is well-formed without any discount right', () => {
    const { built } = sold({ promotions: [half] });
    if (!built.ok) throw new Error(built.error.code);
    const { sale, draft } = built.value;
    expect(sale.lines[0]).toMatchObject({
      pick: 'list',
      promotions: [{ promotion: half.id, version: 7, fen: 325 }],
      amount: 1300,
      paid: 975,
    });
    // 10.00, then 6.50, 6.50: of three the second is a milk; the third stands alone.
    expect(sale).toMatchObject({ discount: 325, payable: 1975 });
    const [ticket] = draft.parts;
    expect(draft.uses.some((use) => use.startsWith('sales.discount'))).toBe(false);
    const part = { command: 'sell', salt: 'AAAAAAAAAAAAAAAAAAAAAA', entries: ticket?.entries ?? [] };
    expect(checkPart(ticket?.document ?? '', part, [`sales.add@${BRANCH}`], MEMBER)).toBe('present');
  });

  test('coupons, points and the member are cited by the ticket', () => {
    const coupon = { id: 'C-1', off: 100, from: 100, goods: {}, withMemberPrice: true };
    const { built } = sold(
      { coupons: [coupon], points: { points: 50, fen: 50 } },
      { coupons: [{ id: 'C-1', fen: 100 }], points: { points: 50, fen: 50 }, loyaltyMember: idOf('c') },
    );
    if (!built.ok) throw new Error(built.error.code);
    expect(built.value.sale).toMatchObject({
      coupons: [{ coupon: 'C-1', fen: 100 }],
      points: { points: 50, fen: 50 },
      loyaltyMember: idOf('c'),
      payable: 2150,
    });
  });

  test('the ticket’s discount is claimed for what it is, promotions beside it are not', () => {
    const { built } = sold({ promotions: [half], discount: { payBp: 9500 } });
    if (!built.ok) throw new Error(built.error.code);
    expect(built.value.draft.uses).toContain(`sales.discount\u22645@${BRANCH}`);
  });

  test('lines that do not come to what they say are refused before anything is signed', () => {
    const { input } = sold({ promotions: [half] });
    const [first, ...rest] = input.lines;
    if (first?.priced === undefined) throw new Error('no line');
    const wrong = { ...first, priced: { ...first.priced, paid: first.priced.paid - 1 } };
    const change = { tenders: [{ kind: 'cash' as const, amount: 1974 }] };
    expect(buildSale({ ...input, ...change, lines: [wrong, ...rest] }, saleContext('t1'))).toEqual({
      ok: false,
      error: { code: 'pricing' },
    });
    expect(buildSale({ ...input, lines: [lineOf(2000, 650), ...rest] }, saleContext('t1'))).toEqual({
      ok: false,
      error: { code: 'pricing' },
    });
    expect(buildSale({ ...input, discount: 0 }, saleContext('t1'))).toEqual({ ok: false, error: { code: 'pricing' } });
  });
});
