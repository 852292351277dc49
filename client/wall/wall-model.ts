/** From the relay's plain maps to what the wall shows. What is malformed is left out, never guessed. */
import * as v from 'valibot';
import { quantity } from '../i18n/figures.ts';

const productShape = v.object({
  name: v.string(),
  itemNo: v.optional(v.string(), ''),
  unit: v.optional(v.string(), ''),
});
const figure = v.pipe(v.number(), v.safeInteger());
const daySum = v.object({ tickets: figure, net: figure });

export interface StockProblem {
  readonly name: string;
  readonly itemNo: string;
  readonly warehouse: string;
  readonly onHand: number;
  readonly text: string;
}

/** Two pieces or fewer count as low, in thousandths: the views carry no safety stock. */
export const LOW = 2000;

/** Stock at or below `LOW`, the worst first; keys of the stock view are `<branch>/<warehouse>/<variant>`. */
export function stockProblems(
  catalogue: ReadonlyMap<string, unknown>,
  stock: ReadonlyMap<string, unknown>,
  most: number,
): readonly StockProblem[] {
  const problems: StockProblem[] = [];
  for (const [key, value] of stock) {
    if (!v.is(figure, value) || value > LOW) continue;
    const slash = key.lastIndexOf('/');
    const variant = key.slice(slash + 1);
    const product = v.safeParse(productShape, catalogue.get(variant));
    if (slash < 0 || !product.success) continue;
    const { name, itemNo, unit } = product.output;
    problems.push({
      name,
      itemNo,
      warehouse: key.slice(0, slash),
      onHand: value,
      text: `${quantity(value)} ${unit}`.trim(),
    });
  }
  return problems.sort((a, b) => a.onHand - b.onHand || (a.name < b.name ? -1 : 1)).slice(0, most);
}

/** The day's sums of all branches. */
export function todayFigures(branches: ReadonlyMap<string, unknown>): {
  readonly tickets: number;
  readonly net: number;
} {
  let tickets = 0;
  let net = 0;
  for (const value of branches.values()) {
    if (!v.is(daySum, value)) continue;
    tickets += value.tickets;
    net += value.net;
  }
  return { tickets, net };
}
