/** English for the import, the export and what is done with codes. */
export const englishImport: Readonly<Record<string, string>> = {
  期初仓库: 'Opening warehouse',
  大单位: 'Larger unit',
  大单位换算: 'Larger unit holds',
  大单位售价: 'Larger unit price',
  大单位条码: 'Larger unit code',
  第二单位: 'Second unit',
  第二单位换算: 'Second unit holds',
  第二单位售价: 'Second unit price',
  第二单位条码: 'Second unit code',
  第三单位: 'Third unit',
  第三单位换算: 'Third unit holds',
  第三单位售价: 'Third unit price',
  第三单位条码: 'Third unit code',
  导出时间: 'Exported at',
};
