/** What commands of stocktakes ask of the open shop beyond what every command may. */
import type { StockFold } from '../../shared/stock/stock-fold.ts';
import type { StocktakeFold, StocktakePaper } from '../../shared/stock/stocktake-fold.ts';
import { type Sheet, type SheetGoods, stocktakeSheet } from '../../shared/stock/stocktake-sheet.ts';
import type { CommandShop } from './command-shop.ts';

export interface StocktakeBooks {
  readonly stocktakes: StocktakeFold;
  readonly stock: StockFold;
  goodsOf(paper: StocktakePaper): SheetGoods;
  /** Warehouse → its branch; null for one that is not there. */
  branchOf(warehouse: string): string | null;
  /** Active members beside the own one who hold a use. */
  othersWhoMay(use: string): readonly string[];
  /** With all history in memory. */
  ready(): Promise<void>;
}

export interface StocktakeShop extends CommandShop {
  readonly counting: StocktakeBooks;
}

export function sheetOf(books: StocktakeBooks, paper: StocktakePaper): Sheet {
  return stocktakeSheet(books.stocktakes, books.stock, paper, books.goodsOf(paper));
}

/** Has this member counted something that stands? */
export function hasCounted(books: StocktakeBooks, paper: StocktakePaper, member: string): boolean {
  const { start, place } = paper;
  return books.stocktakes.tallies(start.value.id, place).some(({ value }) => value.counter === member);
}
