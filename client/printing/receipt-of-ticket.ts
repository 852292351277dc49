/** A ticket as the receipt model takes it: names of tenders, local time, the shop's own header and footer. */
import { msg, str } from '@lit/localize';
import type { Paper } from '../../shared/printing/paper.ts';
import { type Receipt, type ReceiptWords, receiptPaper } from '../../shared/printing/receipt-paper.ts';
import { tenderWord } from '../i18n/tender-words.ts';
import { clockTime, fullDay } from '../i18n/times.ts';
import type { ReceiptFacts, ShopSettingsView, TicketView } from '../worker/engine-protocol.ts';

export function receiptWords(): ReceiptWords {
  return {
    cashier: msg('收银员'),
    listPrice: msg('原价'),
    pieces: msg('件数'),
    total: msg('合计'),
    saved: msg('优惠'),
    roundOff: msg('抹零'),
    payable: msg('应收'),
    change: msg('找零'),
    member: msg('会员'),
    earned: msg('本次积分'),
    points: msg('积分余额'),
    storedValue: msg('储值余额'),
    reprint: (print) => msg(str`补打 第 ${print} 次打印`),
  };
}

/** `print`: 1 for the original, 2 for the first reprint. */
export function receiptOf(ticket: TicketView, facts: ReceiptFacts, settings: ShopSettingsView, print: number): Receipt {
  const { promotions, member } = facts;
  return {
    id: ticket.id,
    number: ticket.number,
    shop: ticket.shop,
    branch: ticket.branch,
    register: ticket.register,
    cashier: facts.authoriser === undefined ? ticket.who : msg(str`${ticket.who}（${facts.authoriser} 授权）`),
    time: `${fullDay(ticket.time)} ${clockTime(ticket.time)}`,
    lines: ticket.lines,
    pieces: ticket.pieces,
    promotions: promotions.map(({ name, saved }) => ({ name: name || msg('促销'), saved })),
    roundOff: ticket.roundOff,
    payable: ticket.payable,
    tenders: (facts.tenders ?? ticket.tenders).map(({ kind, amount }) => ({ name: tenderWord(kind), amount })),
    change: ticket.change,
    // Points and stored value are the wallet's; what this device cannot know is not guessed on paper.
    member:
      member === null
        ? null
        : {
            name: member,
            earned: facts.wallet?.earned ?? null,
            points: facts.wallet?.points ?? null,
            storedValue: facts.wallet?.stored ?? null,
          },
    print,
    header: settings.receiptHeader,
    footer: settings.receiptFooter || msg('谢谢光临'),
  };
}

export function paperOfTicket(
  ticket: TicketView,
  facts: ReceiptFacts,
  settings: ShopSettingsView,
  print: number,
): Paper {
  return receiptPaper(receiptOf(ticket, facts, settings, print), receiptWords());
}
