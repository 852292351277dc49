/** A ticket as the receipt model takes it: names of tenders, local time, the shop's own header and footer. */
import { msg, str } from '@lit/localize';
import type { Paper } from '../../shared/printing/paper.ts';
import { type Receipt, type ReceiptWords, receiptPaper } from '../../shared/printing/receipt-paper.ts';
import { tenderName } from '../i18n/tender-words.ts';
import { clockTime, fullDay } from '../i18n/times.ts';
import type { ShopSettingsView, TicketView } from '../worker/engine-protocol.ts';

export function receiptWords(): ReceiptWords {
  return {
    cashier: msg('收银'),
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
export function receiptOf(ticket: TicketView, settings: ShopSettingsView, print: number): Receipt {
  return {
    id: ticket.id,
    number: ticket.number,
    shop: ticket.shop,
    branch: ticket.branch,
    register: ticket.register,
    cashier: ticket.who,
    time: `${fullDay(ticket.time)} ${clockTime(ticket.time)}`,
    lines: ticket.lines,
    pieces: ticket.pieces,
    promotions: [],
    roundOff: ticket.roundOff,
    payable: ticket.payable,
    tenders: ticket.tenders.map(({ kind, amount }) => ({ name: tenderName(kind), amount })),
    change: ticket.change,
    member: null,
    print,
    header: settings.receiptHeader,
    footer: settings.receiptFooter || msg('谢谢光临'),
  };
}

export const paperOfTicket = (ticket: TicketView, settings: ShopSettingsView, print: number): Paper =>
  receiptPaper(receiptOf(ticket, settings, print), receiptWords());
