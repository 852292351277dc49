/**
 * From the colour words of the trade to a swatch. The last character that names a colour decides (米白 is a white,
 * 雾蓝 a blue); a word that names none gets no stripe rather than a guess.
 */
const exact: Readonly<Record<string, string>> = {
  米白: 'cream',
  米色: 'cream',
  杏色: 'beige',
  卡其: 'beige',
  驼色: 'camel',
  驼: 'camel',
  藏青: 'navy',
  深蓝: 'navy',
  藏蓝: 'navy',
  牛仔蓝: 'navy',
  酒红: 'red',
  军绿: 'green',
  咖啡: 'brown',
};
const last: Readonly<Record<string, string>> = {
  白: 'white',
  黑: 'black',
  灰: 'grey',
  蓝: 'blue',
  青: 'navy',
  红: 'red',
  粉: 'pink',
  橙: 'orange',
  黄: 'yellow',
  绿: 'green',
  紫: 'purple',
  棕: 'brown',
  褐: 'brown',
  咖: 'brown',
  杏: 'beige',
  米: 'cream',
  驼: 'camel',
};

/** CSS value of a colour word, or null. */
export function swatchOf(word: string): string | null {
  const plain = word.replace(/色$/, '');
  const name = exact[word] ?? exact[plain] ?? last[plain.at(-1) ?? ''];
  return name === undefined ? null : `var(--goods-${name})`;
}
