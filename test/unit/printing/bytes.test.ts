import { describe, expect, it } from 'vitest';
import { drawerBytes, escPosBytes } from '../../../shared/printing/esc-pos.ts';
import { gb18030Encoder } from '../../../shared/printing/gb18030.ts';
import { layOut } from '../../../shared/printing/lay-out.ts';
import { blank, pairBlock, qrBlock, rule, textBlock } from '../../../shared/printing/paper.ts';
import { receiptPaper } from '../../../shared/printing/receipt-paper.ts';
import { decodeGb18030, fullReceipt, words } from '../../kit/receipts.ts';

const encode = gb18030Encoder(decodeGb18030);
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('GB18030', () => {
  it('PRINT-9 writes the codes of the standard', () => {
    expect(hex(encode('啊'))).toBe('b0a1');
    expect(hex(encode('合仓'))).toBe('bacfb2d6');
    expect(hex(encode('A1~'))).toBe('41317e');
    expect(hex(encode('×'))).toBe('a1c1');
    expect(hex(encode('　'))).toBe('a1a1');
    expect(hex(encode('€'))).toBe('a2e3');
    // Four bytes: the first code, a rare Han character, one beyond the basic plane.
    expect(hex(encode('\u0080'.normalize()))).toBe('');
    expect(hex(encode('㐀'))).toBe('8139ee39');
    expect(hex(encode('𠀀'))).toBe('95328236');
    expect(hex(encode('−¥'))).toBe('2da3a4');
  });

  it('PRINT-9 reads back as it was written, for every character that can be printed', () => {
    const lost: string[] = [];
    for (let code = 0x20; code < 0x20000; code++) {
      if (code >= 0xd800 && code < 0xf900) continue;
      const char = String.fromCodePoint(code);
      if (/\p{C}|\p{M}|\p{Z}/u.test(char) || char.normalize('NFC') !== char || '−¥\ufffd'.includes(char)) continue;
      const back = decodeGb18030(encode(char));
      if (back !== char) lost.push(`${code.toString(16)} ${char} ${back}`);
    }
    expect(lost).toEqual([]);
  });

  it('PRINT-9 writes a question mark for what has no code', () => {
    expect(hex(encode('a\ue5e5b'))).toMatch(/^61(3f)?62$/);
  });
});

describe('ESC/POS', () => {
  it('PRINT-10 PRINT-12 resets, sets Chinese mode, prints and cuts', () => {
    const lines = layOut([textBlock('合仓', { align: 'centre', size: 2, bold: true }), rule, blank], 4);
    expect(hex(escPosBytes({ lines, drawer: false }, encode))).toBe(
      [
        '1b40',
        '1c26',
        '1b4501',
        '1d2111',
        'bacf',
        '0a',
        'b2d6',
        '0a',
        '1b4500',
        '1d2100',
        '2d2d2d2d0a',
        '0a',
        '1d564200',
      ].join(''),
    );
  });

  it('PRINT-11 opens the drawer before the paper, when asked', () => {
    const lines = layOut([pairBlock('a', 'b')], 4);
    expect(hex(escPosBytes({ lines, drawer: true }, encode))).toBe('1b401c261b700019fa612020620a1d564200');
    expect(hex(drawerBytes())).toBe('1b401b700019fa');
  });

  it('PRINT-8 stores and prints a QR code', () => {
    const bytes = hex(escPosBytes({ lines: layOut([qrBlock('HC1:R:x')], 32), drawer: false }, encode));
    expect(bytes).toContain('1d286b0400314132001d286b03003143061d286b0300314531');
    expect(bytes).toContain(`1d286b0a00315030${Buffer.from('HC1:R:x').toString('hex')}1d286b0300315130`);
  });

  it('PRINT-4 PRINT-10 a whole receipt is byte for byte what it was', () => {
    const job = { lines: layOut(receiptPaper(fullReceipt, words), 32), drawer: true };
    expect(hex(escPosBytes(job, encode)).replace(/(.{100})/g, '$1\n')).toMatchSnapshot();
  });
});
