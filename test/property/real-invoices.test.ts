/**
 * Half a year of a real retailer, 209,029 lines, sold on ten devices that meet at random: on every device every balance
 * is what a plain script says. Tickets are cut at 200 lines; negative lines are other movements.
 */
import { hash } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Entry } from '../../shared/commit/part.ts';
import { toBase64url } from '../../shared/foundation/bytes.ts';
import { lineAmount } from '../../shared/foundation/money.ts';
import { VerdictEngine } from '../../shared/policy/verdict-engine.ts';
import type { DraftPart } from '../../shared/replica/commit-builder.ts';
import { ShiftFold } from '../../shared/sales/shift-fold.ts';
import { TicketFold } from '../../shared/sales/ticket-fold.ts';
import { StockFold } from '../../shared/stock/stock-fold.ts';
import type { FuzzDevice } from '../fuzz/fuzz-device.ts';
import { BRANCH, documentName, FuzzShopMaker, MONTH, policyPart, STOCK, WAREHOUSE } from '../fuzz/fuzz-shop.ts';
import { cheapSigner, realSigner } from '../fuzz/fuzz-signer.ts';
import { SeededRandom } from '../fuzz/seeded-random.ts';
import { type StoredCommit, sealedRuns } from '../fuzz/stored-commit.ts';
import { type Invoice, type InvoiceLine, invoicesMissing, plainBalances, readInvoices } from '../kit/real-invoices.ts';

const DEVICES = 10;
const LINES_A_TICKET = 200;
const FULL = process.env.FULL === '1';
const TICKETS = documentName(`tickets/${BRANCH}/${MONTH}`);
const CASH = documentName(`cash/${BRANCH}/${MONTH}`);
const SALT = new Uint8Array(16);

const variantOf = (code: string): string =>
  `vvvvvvvvvvvvvvvvvvvvvvvv.${hash('sha256', code, 'base64url').slice(0, 10)}`;

async function carry(from: FuzzDevice, to: FuzzDevice): Promise<number> {
  let moved = 0;
  let left: StoredCommit[][] = [];
  for (const [feed, list] of from.disk) {
    const have = to.replica.feed(feed)?.seq ?? 0;
    if (list.length > have) left.push(...sealedRuns(list.slice(have)));
  }
  for (let again = true; again && left.length > 0; ) {
    again = false;
    const next: StoredCommit[][] = [];
    for (const run of left) {
      const taken = await to.receive(run);
      moved += taken;
      if (taken > 0) again = true;
      else next.push(run);
    }
    left = next;
  }
  return moved;
}

function ticketParts(invoice: Invoice, lines: readonly InvoiceLine[], serial: number, till: number): DraftPart[] {
  const id = `tttttttttttttttttttttttt.${String(serial).padStart(10, '0')}`;
  const movements: Entry[] = lines.map((line, at) => ({
    kind: 'movement',
    variant: variantOf(line.code),
    quantity: -line.pieces * 1000,
    type: line.pieces > 0 ? 'sale' : 'otherIn',
    document: id,
    line: at + 1,
  }));
  const sold = lines.filter((line) => line.pieces > 0);
  const parts: DraftPart[] = [{ document: STOCK, entries: movements, salt: SALT }];
  if (sold.length === 0) return parts;
  const sale = sold.map((line) => {
    const amount = lineAmount(line.pieces * 1000, line.price * 100);
    const quantity = line.pieces * 1000;
    const price = line.price * 100;
    const ratio = { unit: 'pc', numerator: 1, denominator: 1 };
    const money = { listPrice: price, price, amount, discount: 0, roundOff: 0, paid: amount };
    return {
      variant: variantOf(line.code),
      name: line.name || line.code,
      ...ratio,
      quantity,
      base: quantity,
      ...money,
    };
  });
  const payable = sale.reduce((sum, line) => sum + line.paid, 0);
  const shift = `ssssssssssssssssssssssss.shift${String(till).padStart(5, '0')}`;
  const register = `till${String(till).padStart(4, '0')}`;
  parts.push({
    document: TICKETS,
    salt: SALT,
    entries: [
      {
        kind: 'posSale',
        id,
        number: invoice.number,
        register,
        shift,
        lines: sale,
        discount: 0,
        roundOff: 0,
        payable,
        tenders: [{ kind: 'cash', amount: payable }],
        change: 0,
        handler: 'member-till-0000',
        basket: id,
      },
    ],
  });
  if (payable > 0) {
    const cash = { kind: 'cash', type: 'sale', shift, register, account: 'cash', amount: payable, document: id };
    parts.push({ document: CASH, salt: SALT, entries: [cash] });
  }
  return parts;
}

// Left out where the folder with the real invoices is not beside the project; the title says so.
it.skipIf(invoicesMissing !== null)(
  `ten devices sell half a year of real invoices${invoicesMissing === null ? '' : ` (${invoicesMissing})`}`,
  async () => {
    const random = new SeededRandom(20_101_201);
    const invoices = readInvoices(FULL ? Number.POSITIVE_INFINITY : 20_000);
    const signer = FULL ? realSigner() : cheapSigner();
    const maker = new FuzzShopMaker(signer, {
      folds: () => [new StockFold(480), new TicketFold(), new ShiftFold()],
      judge: () => new VerdictEngine(),
    });
    const { devices } = await maker.make([]);
    const owner = devices.get('owner');
    const relay = devices.get('relay');
    if (owner === undefined || relay === undefined) throw new Error('no shop');
    const tills: FuzzDevice[] = [];
    for (let i = 0; i < DEVICES; i++) {
      const member = `member-till-${String(i).padStart(4, '0')}`;
      const key = signer.key(100 + i);
      const till = maker.deviceOf(`till ${i}`, 100 + i);
      for (const role of ['seller', 'keeper']) {
        owner.write({
          command: 'grant',
          uses: [],
          parts: [policyPart({ kind: 'grant', member, role, scope: BRANCH })],
        });
      }
      const enrol = { kind: 'enrol', device: till.id, member, publicKey: toBase64url(key.publicKey) };
      owner.write({ command: 'enrol', uses: [], parts: [policyPart(enrol)] });
      tills.push(till);
    }
    await carry(owner, relay);
    relay.listNew();
    for (const till of tills) {
      for (const key of [owner, relay, ...tills]) till.replica.introduce(key.key.publicKey);
      relay.replica.introduce(till.key.publicKey);
      owner.replica.introduce(till.key.publicKey);
      await carry(relay, till);
    }
    let serial = 0;
    for (const invoice of invoices) {
      const till = random.below(DEVICES);
      const device = tills[till];
      if (device === undefined) throw new Error('no till');
      for (let at = 0; at < invoice.lines.length; at += LINES_A_TICKET) {
        const parts = ticketParts(invoice, invoice.lines.slice(at, at + LINES_A_TICKET), serial++, till);
        const uses = [`sales.add@${BRANCH}`, `stockAdjustment.add@${BRANCH}/${WAREHOUSE}`];
        if (device.write({ command: 'sell', uses, parts }) === null) throw new Error(`${invoice.number} was not taken`);
      }
      // Partitions heal at random, two at a time; the relay lists what it happens to have.
      if (random.chance(0.01)) await carry(random.pick(tills), random.pick([relay, ...tills]));
      if (random.chance(0.002)) relay.listNew();
    }
    for (let moved = 1; moved > 0; ) {
      moved = 0;
      for (const till of tills) moved += (await carry(till, relay)) + (await carry(relay, till));
      if (relay.listNew() !== null) moved++;
    }
    const expected = plainBalances(invoices);
    for (const device of [...tills, relay]) {
      const [stock] = device.folds.folds;
      if (!(stock instanceof StockFold)) throw new Error('no stock');
      const wrong = [...expected].filter(([code, pieces]) => stock.balance(variantOf(code), null) !== pieces * 1000);
      expect(wrong, device.name).toEqual([]);
      expect(device.replica.size).toBe(relay.replica.size);
    }
    expect(expected.size).toBeGreaterThan(FULL ? 3500 : 1000);
  },
  FULL ? 600_000 : 120_000,
);
