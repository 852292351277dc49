/** The folds that pages read, together: one place that knows which there are. */
import { CatalogueFold } from '../../shared/catalogue/catalogue-fold.ts';
import { FoldSet } from '../../shared/fold/fold.ts';
import {
  createContactsFold,
  createLoyaltySettingsFold,
  createPhoneKeysFold,
} from '../../shared/loyalty/loyalty-folds.ts';
import { MemberIndex } from '../../shared/loyalty/member-index.ts';
import { WalletFold } from '../../shared/loyalty/wallet-fold.ts';
import { ReceiptFold } from '../../shared/purchasing/receipt-fold.ts';
import { HoldFold } from '../../shared/sales/hold-fold.ts';
import { PrintFold } from '../../shared/sales/print-fold.ts';
import { ReturnFold } from '../../shared/sales/return-fold.ts';
import { ShiftFold } from '../../shared/sales/shift-fold.ts';
import { TicketFold } from '../../shared/sales/ticket-fold.ts';
import {
  createCostsFold,
  createPartiesFold,
  createPeopleFold,
  createSettingsFold,
} from '../../shared/settings/settings-folds.ts';
import { QuotaFold } from '../../shared/stock/quota-fold.ts';
import { StockFold } from '../../shared/stock/stock-fold.ts';
import { StocktakeFold } from '../../shared/stock/stocktake-fold.ts';
import { TransferFold } from '../../shared/transfers/transfer-fold.ts';
import { readName } from './pinyin-reader.ts';
import { ReviewTrail } from './review-trail.ts';

export class ShopFolds {
  readonly catalogue = new CatalogueFold(readName);
  readonly stock: StockFold;
  readonly stocktakes = new StocktakeFold();
  readonly tickets = new TicketFold();
  readonly shifts = new ShiftFold();
  readonly returns = new ReturnFold();
  readonly holds = new HoldFold();
  readonly prints = new PrintFold();
  readonly receipts = new ReceiptFold();
  readonly transfers = new TransferFold();
  readonly quota = new QuotaFold();
  readonly places = createSettingsFold();
  readonly people = createPeopleFold();
  readonly parties = createPartiesFold();
  readonly contacts = createContactsFold();
  readonly phoneKeys = createPhoneKeysFold();
  readonly loyalty = createLoyaltySettingsFold();
  readonly members = new MemberIndex(() => this.parties.of('customer'), readName);
  readonly wallets = new WalletFold();
  readonly costs = createCostsFold();
  readonly trail = new ReviewTrail();
  readonly set: FoldSet;

  constructor(utcOffsetMinutes: number) {
    this.stock = new StockFold(utcOffsetMinutes);
    this.set = new FoldSet([
      this.catalogue,
      this.stock,
      this.stocktakes,
      this.tickets,
      this.shifts,
      this.returns,
      this.holds,
      this.prints,
      this.receipts,
      this.transfers,
      this.quota,
      this.places,
      this.people,
      this.parties,
      this.contacts,
      this.phoneKeys,
      this.loyalty,
      this.members,
      this.wallets,
      this.costs,
      this.trail,
    ]);
  }
}
