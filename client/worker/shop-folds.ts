/** The folds that pages read, together: one place that knows which there are. */
import { CatalogueFold } from '../../shared/catalogue/catalogue-fold.ts';
import { FoldSet } from '../../shared/fold/fold.ts';
import { ReceiptFold } from '../../shared/purchasing/receipt-fold.ts';
import { ShiftFold } from '../../shared/sales/shift-fold.ts';
import { TicketFold } from '../../shared/sales/ticket-fold.ts';
import { StockFold } from '../../shared/stock/stock-fold.ts';
import { readName } from './pinyin-reader.ts';
import { RecordShelf } from './record-shelf.ts';
import { ReviewTrail } from './review-trail.ts';

export class ShopFolds {
  readonly catalogue = new CatalogueFold(readName);
  readonly stock: StockFold;
  readonly tickets = new TicketFold();
  readonly shifts = new ShiftFold();
  readonly receipts = new ReceiptFold();
  readonly places = new RecordShelf('places', ['settings'], {
    shop: ['name'],
    branch: ['name', 'code'],
    warehouse: ['name', 'code', 'branch'],
    register: ['name', 'code', 'branch', 'warehouse', 'device'],
  });
  readonly people = new RecordShelf('people', ['people'], { person: ['name'] });
  readonly parties = new RecordShelf('parties', ['suppliers', 'customers'], { supplier: ['name'], customer: ['name'] });
  readonly costs = new RecordShelf('costs', ['costs'], { cost: ['purchasePrice'] });
  readonly trail = new ReviewTrail();
  readonly set: FoldSet;

  constructor(utcOffsetMinutes: number) {
    this.stock = new StockFold(utcOffsetMinutes);
    this.set = new FoldSet([
      this.catalogue,
      this.stock,
      this.tickets,
      this.shifts,
      this.receipts,
      this.places,
      this.people,
      this.parties,
      this.costs,
      this.trail,
    ]);
  }
}
