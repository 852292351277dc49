/**
 * The order in which people lay variants out: colour by colour, sizes from small to large, numbers by value. Ids are
 * random, so without this every device and every visit would show another heap. Pure.
 */
const sizes = ['XXS', 'XS', 'S', 'M', 'L', 'XL', 'XXL', '2XL', 'XXXL', '3XL', '4XL', '5XL'];
const collator = new Intl.Collator('zh-CN', { numeric: true });

export type Attributes = Readonly<Record<string, string>>;

/** `variants` in the order of their attributes, the first attribute deciding first. */
export function inShopOrder<Item>(
  variants: readonly Item[],
  attributesOf: (item: Item) => Attributes,
): readonly Item[] {
  const keyed = variants.map((item) => ({ item, values: Object.values(attributesOf(item)) }));
  keyed.sort((a, b) => compareValues(a.values, b.values));
  return keyed.map(({ item }) => item);
}

function compareValues(a: readonly string[], b: readonly string[]): number {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const order = compareValue(a[at] ?? '', b[at] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}

function compareValue(a: string, b: string): number {
  const [one, other] = [sizes.indexOf(a.toUpperCase()), sizes.indexOf(b.toUpperCase())];
  return one >= 0 && other >= 0 ? one - other : collator.compare(a, b);
}
