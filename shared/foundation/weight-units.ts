/** What kilograms are in the unit that goods are sold in; a unit that is no weight is left to whoever sells. */
const PER_KILOGRAM: Readonly<Record<string, number>> = {
  公斤: 1,
  千克: 1,
  kg: 1,
  斤: 2,
  市斤: 2,
  两: 20,
  克: 1000,
  g: 1000,
};

/** Thousandths of a kilogram → thousandths of the unit; null where the unit is no weight that is known. */
export function weightIn(unit: string, grams: number): number | null {
  const factor = PER_KILOGRAM[unit.trim().toLowerCase()];
  return factor === undefined ? null : grams * factor;
}
