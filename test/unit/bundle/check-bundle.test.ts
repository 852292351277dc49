/**
 * Tampering with a proof bundle: the file that a shop hands to an outsider, changed in every way that comes to mind. The
 * second checker, which shares no code with the first, must find a fault in the same files and in none else.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { bundleTools } from '../../../relay/operator/bundle-tools.ts';
import { findingWords, reportWords } from '../../../relay/operator/bundle-words.ts';
import { DamagedFile, readBundle } from '../../../relay/operator/read-bundle.ts';
import { chainHash, sha256, signerOf } from '../../../relay/platform/node-crypto.ts';
import { bundleSealMessage } from '../../../shared/bundle/bundle-lines.ts';
import type { BundleReport } from '../../../shared/bundle/bundle-report.ts';
import { BundleCheck } from '../../../shared/bundle/check-bundle.ts';
import { chainStart, hashTextOf } from '../../../shared/commit/chain.ts';
import { sealMessage } from '../../../shared/commit/seal.ts';
import { toBase64url } from '../../../shared/foundation/bytes.ts';
import { asFeedId } from '../../../shared/foundation/ids.ts';
import { faultsOf } from '../../independent/check-bundle.mjs';
import { bundleCast } from '../../kit/bundle-cast.ts';

const cast = bundleCast();
const { lines, firstSale } = cast;

function check(of: readonly string[]): BundleReport {
  const bundle = new BundleCheck(bundleTools);
  for (const line of of) bundle.line(line);
  return bundle.finish();
}
function codes(report: BundleReport): string[] {
  return [...new Set(report.findings.map((finding) => finding.code))];
}
function otherFinds(of: readonly string[]): boolean {
  return faultsOf(`${of.join('\n')}\n`).length > 0;
}
/** With line `at` changed and the file signed anew by its exporter: only the commits themselves can tell. */
function forged(at: number, change: (line: string) => string | null): string[] {
  const changed = lines.slice(0, -1).flatMap((line, i) => (i === at ? (change(line) ?? []) : line));
  return cast.sign(changed);
}
type Told = [number, string, number, string, (string | null)[], string | null];
function edit(at: number, change: (told: Told) => void): string[] {
  return forged(at, (line) => {
    const told = JSON.parse(line) as Told;
    change(told);
    return JSON.stringify(told);
  });
}

describe('an untouched bundle', () => {
  it('BUNDLE-1 BUNDLE-2 BUNDLE-3 BUNDLE-4 BUNDLE-16 is proved: every commit stands, and both checkers agree', () => {
    const report = check(lines);
    expect(report.findings).toEqual([]);
    expect(report.verdicts?.get('effective')).toBe(cast.commits.length);
    expect(report.forks).toEqual([]);
    expect(faultsOf(`${lines.join('\n')}\n`)).toEqual([]);
  });

  it('BUNDLE-14 withheld texts are counted and are no fault', () => {
    const without = edit(firstSale, (told) => {
      told[4] = told[4].map(() => null);
    });
    const report = check(without);
    expect(report.findings).toEqual([]);
    expect([...report.withheld.keys()].sort()).toEqual(['cash', 'stock', 'tickets']);
    expect(otherFinds(without)).toBe(false);
  });
});

describe('a bundle that somebody changed on the way', () => {
  it('BUNDLE-4 one letter of a part: the part is named, and the exporter no longer vouches', () => {
    const changed = lines.map((line, i) =>
      i === firstSale ? line.replace('\\"quantity\\":', '\\"quantitx\\":') : line,
    );
    const report = check(changed);
    expect(codes(report)).toEqual(['part', 'bundle-seal']);
    expect(report.findings[0]).toMatchObject({ line: firstSale + 1 });
    expect(otherFinds(changed)).toBe(true);
  });

  it('BUNDLE-11 BUNDLE-12 a line removed: the gap and its numbers', () => {
    const report = check(lines.filter((_, i) => i !== firstSale));
    expect(codes(report)).toEqual(expect.arrayContaining(['number', 'gap', 'bundle-seal', 'manifest']));
    expect(report.findings.find((one) => one.code === 'gap')).toMatchObject({ from: 1, to: 1 });
    expect(otherFinds(lines.filter((_, i) => i !== firstSale))).toBe(true);
  });

  it('BUNDLE-11 two lines swapped that know nothing of each other: the numbers tell', () => {
    const swapped = [...lines];
    [swapped[firstSale], swapped[firstSale + 1]] = [lines[firstSale + 1] ?? '', lines[firstSale] ?? ''];
    const report = check(swapped);
    expect(codes(report)).toEqual(['number', 'bundle-seal']);
    expect(report.findings[0]).toMatchObject({ line: firstSale + 1 });
    expect(otherFinds(swapped)).toBe(true);
  });

  it('BUNDLE-18 a tail cut off, at any line', () => {
    for (const keep of [1, 4, firstSale, firstSale + 7, lines.length - 2, lines.length - 1]) {
      expect(codes(check(lines.slice(0, keep)))).toContain('truncated');
      expect(otherFinds(lines.slice(0, keep))).toBe(true);
    }
  });

  it('BUNDLE-10 any single letter, anywhere: never proved', () => {
    const text = lines.join('\n');
    for (let i = 0; i < 120; i++) {
      const at = Math.floor((text.length / 120) * i);
      if (text[at] === '\n') continue;
      const changed = `${text.slice(0, at)}${text[at] === 'x' ? 'y' : 'x'}${text.slice(at + 1)}`.split('\n');
      expect([at, codes(check(changed)).length > 0, otherFinds(changed)]).toEqual([at, true, true]);
    }
  });
});

describe('a bundle that its own exporter forged and signed anew', () => {
  it('BUNDLE-13 a header changed: the commit is named, by what the witness listed', () => {
    const at = firstSale + 6;
    const feed = (JSON.parse(lines[at] ?? '') as Told)[1];
    const seq = (JSON.parse(lines[at] ?? '') as Told)[2];
    const changed = edit(at, (told) => {
      told[3] = told[3].replace(/"t":(\d+)/, (_, time: string) => `"t":${Number(time) + 1}`);
    });
    const report = check(changed);
    expect(report.findings).toContainEqual({ code: 'altered', feed, seq, line: at + 1 });
    expect(codes(report)).toContain('signature');
    expect(otherFinds(changed)).toBe(true);
  });

  it('BUNDLE-15 a seal made by another device: both are named', () => {
    const last =
      lines.length -
      1 -
      [...lines]
        .reverse()
        .findIndex((line) => line.includes(`"${cast.shop.devices[0]?.feed}"`) && !line.startsWith('["manifest"'));
    const changed = edit(last, (told) => {
      const feed = asFeedId(told[1]);
      const manifest = JSON.parse(lines.at(-2) ?? '') as [string, number, [string, number, string][]];
      const head = manifest[2].find(([one]) => one === feed)?.[2] ?? '';
      if (feed === null) throw new Error('no feed');
      const message = sealMessage(cast.shop.id, feed, told[2], new Uint8Array(Buffer.from(head, 'base64url')));
      told[5] = toBase64url(cast.shop.devices[1]?.signer.sign(message) ?? new Uint8Array(0));
    });
    const report = check(changed);
    expect(report.findings[0]).toMatchObject({ code: 'signature', by: cast.shop.devices[1]?.id });
    expect(codes(report)).toContain('unsealed');
    expect(otherFinds(changed)).toBe(true);
  });

  it('BUNDLE-15 the seal left out: what it covered is named', () => {
    const last = lines.findLastIndex((line) => line.includes(`"${cast.shop.devices[2]?.feed}"`) && /^\[\d/.test(line));
    const changed = edit(last, (told) => {
      told[5] = null;
    });
    expect(codes(check(changed))).toEqual(['unsealed']);
    expect(otherFinds(changed)).toBe(true);
  });

  it('BUNDLE-16 another shop’s id: the first commit did not found it', () => {
    const changed = forged(0, (line) => line.replace(cast.shop.id, toBase64url(new Uint8Array(32).fill(3))));
    expect(codes(check(changed)).length).toBeGreaterThan(0);
    expect(otherFinds(changed)).toBe(true);
  });

  it('BUNDLE-12 commits moved before their causes', () => {
    const feed = cast.shop.owner.feed;
    const own = lines.flatMap((line, i) => (line.includes(`,"${feed}",`) && /^\[\d/.test(line) ? [i] : []));
    const [one = 0, two = 0] = own.slice(-2);
    const moved = [...lines.slice(0, -1)];
    [moved[one], moved[two]] = [lines[two] ?? '', lines[one] ?? ''];
    const signed = cast.sign(moved);
    expect(codes(check(signed))).toEqual(expect.arrayContaining(['number', 'order']));
    expect(otherFinds(signed)).toBe(true);
  });

  it('BUNDLE-16 a file without a commit, whoever signed it', () => {
    const empty = cast.sign([lines[0] ?? '', '["manifest",0,[]]']);
    expect(codes(check(empty))).toEqual(['genesis']);
    expect(otherFinds(empty)).toBe(true);
  });

  it('BUNDLE-4 a stranger cuts the texts out and signs anew', () => {
    const stranger = signerOf(new Uint8Array(32).fill(9));
    const bare = lines.slice(0, -1).map((line, i) => {
      if (i === 0) return line.replace(toBase64url(cast.shop.owner.signer.publicKey), toBase64url(stranger.publicKey));
      const told = JSON.parse(line) as Told;
      if (typeof told[0] !== 'number' || /"(policy|listing)/.test(told[3])) return line;
      return JSON.stringify([...told.slice(0, 4), told[4].map(() => null), told[5]]);
    });
    let digest: Uint8Array = new Uint8Array(32);
    for (const line of bare) digest = chainHash(digest, `${line}\n`);
    const seal = toBase64url(stranger.sign(bundleSealMessage(cast.shop.id, digest)));
    const signed = [...bare, JSON.stringify(['seal', seal])];
    expect(codes(check(signed))).toEqual(['exporter']);
    expect(otherFinds(signed)).toBe(true);
  });

  it('BUNDLE-1 a line that holds more than its form', () => {
    const changed = forged(firstSale, (line) => `${line.slice(0, -1)},null,"a note"]`);
    expect(codes(check(changed))).toContain('line');
  });

  it('BUNDLE-18 a manifest that says less', () => {
    const changed = forged(lines.length - 2, (line) =>
      line.replace(/^\["manifest",(\d+)/, (_, n: string) => `["manifest",${Number(n) - 1}`),
    );
    expect(codes(check(changed))).toEqual(['manifest']);
    expect(otherFinds(changed)).toBe(true);
  });

  it('BUNDLE-19 what is proved is said, and what is not', () => {
    expect(reportWords(check(lines), 'zh').join('\n')).toMatch(/已证明：[\s\S]*不能证明：/);
    expect(reportWords(check(lines), 'en').join('\n')).toMatch(/Proved: [\s\S]*Not proved: /);
  });
});

describe('a device that was copied', () => {
  it('BUNDLE-17 two commits at one place are shown, and the file is still whole', () => {
    const at = lines.findLastIndex((line) => line.includes(`"${cast.shop.devices[0]?.feed}"`) && /^\[\d/.test(line));
    const [, feedText, seq, header, parts] = JSON.parse(lines[at] ?? '') as Told;
    const feed = asFeedId(feedText);
    const device = cast.shop.devices[0];
    if (feed === null || device === undefined) throw new Error('no feed');
    let before = chainStart(sha256, cast.shop.id, feed);
    for (const commit of cast.commits)
      if (commit.feed === feed && commit.seq < seq) before = chainHash(before, commit.header);
    const twin = header.replace(/"t":(\d+)/, (_, time: string) => `"t":${Number(time) + 1}`);
    const head = chainHash(before, twin);
    const seal = toBase64url(device.signer.sign(sealMessage(cast.shop.id, feed, seq, head)));
    const [, commits, ends] = JSON.parse(lines.at(-2) ?? '') as [string, number, unknown[]];
    const forked = cast.sign([
      ...lines.slice(0, -2),
      JSON.stringify([commits + 1, feed, seq, twin, parts, seal]),
      JSON.stringify(['manifest', commits + 1, [...ends, [feed, seq, hashTextOf(head)]]]),
    ]);
    const report = check(forked);
    expect(report.findings).toEqual([]);
    expect(report.forks).toEqual([{ feed, seq }]);
    expect(report.without).toHaveLength(1);
    expect(otherFinds(forked)).toBe(false);
  });
});

describe('the file on disk', () => {
  it('BUNDLE-18 packed or plain it reads the same; broken packing says so, and what came before it counts', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'hecang-bundle-'));
    const text = `${lines.join('\n')}\n`;
    const packed = gzipSync(text);
    const files = { plain: Buffer.from(text), packed, torn: packed.subarray(0, packed.length / 2) };
    const read = async (name: keyof typeof files) => {
      const file = path.join(folder, name);
      writeFileSync(file, files[name]);
      const got: string[] = [];
      await readBundle(file, (line) => got.push(line));
      return got;
    };
    expect(await read('plain')).toEqual(lines);
    expect(await read('packed')).toEqual(lines);
    await expect(read('torn')).rejects.toBeInstanceOf(DamagedFile);
    rmSync(folder, { recursive: true });
  });

  it('BUNDLE-10 every fault has words in both languages', () => {
    const report = check(lines.filter((_, i) => i !== firstSale));
    for (const finding of report.findings) {
      expect(findingWords(finding, 'zh')).toMatch(/[\u4e00-\u9fff]/);
      expect(findingWords(finding, 'en')).toMatch(/^[\x20-\x7e’–]+$/);
    }
  });
});
