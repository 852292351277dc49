/** The dark squares of a QR code as one SVG path, with two squares of quiet around. The maker is fetched when first needed. */
export interface QrModules {
  /** Width in squares, quiet zone included. */
  readonly size: number;
  readonly path: string;
}

export async function qrModules(text: string): Promise<QrModules> {
  const { create } = await import('qrcode');
  const { modules } = create(text, { errorCorrectionLevel: text.length > 400 ? 'L' : 'M' });
  let path = '';
  for (let row = 0; row < modules.size; row += 1)
    for (let column = 0; column < modules.size; column += 1)
      if (modules.get(row, column) !== 0) path += `M${column + 2} ${row + 2}h1v1h-1z`;
  return { size: modules.size + 4, path };
}
