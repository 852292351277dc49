/** What checking a bundle found, in plain words, Chinese and English: what is wrong, where, and what was proved or not. */
import type { BundleReport, Finding } from '../../shared/bundle/bundle-report.ts';

export type WordsLocale = 'zh' | 'en';
type Words = readonly [zh: string, en: string];

/** One line a finding. */
export function findingWords(finding: Finding, locale: WordsLocale): string {
  return pick(wordsOf(finding), locale);
}

function wordsOf(finding: Finding): Words {
  switch (finding.code) {
    case 'line':
      return [
        `第 ${finding.line} 行不是本格式的内容，或不该在这里`,
        `Line ${finding.line} is none of this format, or does not belong there`,
      ];
    case 'number':
      return [
        `第 ${finding.line} 行的序号是 ${finding.found}，应为 ${finding.expected}：有行被删去或换了位置`,
        `Line ${finding.line} has number ${finding.found} where ${finding.expected} was due: lines were removed or moved`,
      ];
    case 'header':
      return [
        `${at(finding, 'zh')}的头部读不懂：内容被改过`,
        `The header of ${at(finding, 'en')} cannot be read: it was changed`,
      ];
    case 'gap':
      return [
        `${finding.feed} 缺第 ${range(finding)} 笔，其后的都无法证明`,
        `${finding.feed} lacks commits ${range(finding)}; nothing after them is proved`,
      ];
    case 'order':
      return [
        `第 ${finding.line} 行（${finding.feed} 第 ${finding.seq} 笔）排在它所依据的记录之前：行被换过位置`,
        `Line ${finding.line} (${finding.feed}, ${finding.seq}) stands before what it builds on: lines were moved`,
      ];
    case 'cause':
      return [
        `第 ${finding.line} 行提到 ${finding.feed} 第 ${finding.seq} 笔，文件里没有`,
        `Line ${finding.line} names ${finding.feed}, ${finding.seq}, which is not in the file`,
      ];
    case 'altered':
      return [
        `${at(finding, 'zh')}被改过：其他记录引用它时的指纹与现在不同`,
        `${at(finding, 'en')} was changed: others name it by another hash`,
      ];
    case 'part':
      return [
        `${at(finding, 'zh')}的内容（${finding.document}）被改过：与签名的指纹不符`,
        `A text of ${at(finding, 'en')} (${finding.document}) was changed: it is not the one that was signed`,
      ];
    case 'signature':
      return finding.by === null
        ? [
            `${at(finding, 'zh')}的签名不对：签名或它之前的内容被改过`,
            `The seal of ${at(finding, 'en')} is not good: it, or something before it, was changed`,
          ]
        : [
            `${at(finding, 'zh')}的签名不是本机所签，而是设备 ${finding.by} 的`,
            `The seal of ${at(finding, 'en')} is not by its own device but by device ${finding.by}`,
          ];
    case 'redemption':
      return [
        `${at(finding, 'zh')}用了一张邀请，却没有那张邀请的签名`,
        `${at(finding, 'en')} uses an invitation without its signature`,
      ];
    case 'unsealed':
      return [
        `${finding.feed} 第 ${range(finding)} 笔没有有效的签名覆盖`,
        `No good seal covers ${finding.feed}, commits ${range(finding)}`,
      ];
    case 'key':
      return [
        `第 ${finding.line} 行：文件里没有 ${finding.feed} 的公钥`,
        `Line ${finding.line}: the file has no public key for ${finding.feed}`,
      ];
    case 'genesis':
      return [
        '第一笔不是本店的开店记录：它的指纹不是店铺编号',
        'The first commit is not the one that founded this shop: its hash is not the id of the shop',
      ];
    case 'refused':
      return [
        `${at(finding, 'zh')}不合规则（${finding.why}），没有设备会收下它`,
        `${at(finding, 'en')} breaks the rules (${finding.why}): no device would have taken it`,
      ];
    case 'truncated':
      return [
        `文件到第 ${finding.line} 行就断了：结尾的清单和签名不在`,
        `The file breaks off after line ${finding.line}: its manifest and seal are not there`,
      ];
    case 'manifest':
      return finding.feed === null
        ? ['结尾的清单与前面的内容对不上', 'The manifest does not fit what stands before it']
        : [
            `结尾的清单与 ${finding.feed} 对不上：有记录被删去或添加`,
            `The manifest does not fit ${finding.feed}: commits were removed or added`,
          ];
    case 'exporter':
      return [
        '导出的设备从来不是本店成员的设备：文件可能被人删减后重新签过名',
        'The exporting device never was a member’s of this shop: somebody may have cut the file and signed it anew',
      ];
    case 'bundle-seal':
      return [
        '导出人的签名不对：文件与导出时不是一字不差',
        'The seal of the exporter is not good: the file is not, to the letter, what was exported',
      ];
  }
}

/** The whole account: what this is, what was proved, what was not. */
export function reportWords(report: BundleReport, locale: WordsLocale): string[] {
  const say = (zh: string, en: string): string => pick([zh, en], locale);
  const { verdicts } = report;
  const count = (kind: 'effective' | 'void' | 'waiting'): number => verdicts?.get(kind) ?? 0;
  const withheld = [...report.withheld].map(([kind, parts]) => `${kind} ${parts}`).join(', ');
  const lines = [
    say(`店铺 ${report.shop ?? '?'}`, `Shop ${report.shop ?? '?'}`),
    say(
      `由设备 ${report.exporter ?? '?'} 导出于 ${day(report.exportedAt)}（设备自称）`,
      `Exported by device ${report.exporter ?? '?'} on ${day(report.exportedAt)} (as it says)`,
    ),
    say(
      `${report.commits} 笔记录，${report.parts} 段内容，${report.devices} 台设备，${report.seals} 个签名，${day(report.from / 1000)} 至 ${day(report.to / 1000)}`,
      `${report.commits} commits, ${report.parts} parts, ${report.devices} devices, ${report.seals} seals, ${day(report.from / 1000)} to ${day(report.to / 1000)}`,
    ),
  ];
  if (verdicts !== null) {
    lines.push(
      say(
        `有效 ${count('effective')}，未生效 ${count('void')}，待确认 ${count('waiting')}；${report.listed} 笔已由见证登记`,
        `${count('effective')} effective, ${count('void')} void, ${count('waiting')} waiting; ${report.listed} listed by the witness`,
      ),
    );
  }
  for (const { feed, seq } of report.forks) {
    lines.push(
      say(
        `${feed} 第 ${seq} 笔有两个版本：这台设备被复制过，或造了假`,
        `${feed} has two commits ${seq}: that device was copied, or lied`,
      ),
    );
  }
  for (const { feed, seq, reason } of report.without.slice(0, 20)) {
    lines.push(say(`未生效：${feed} 第 ${seq} 笔，${reason}`, `Without effect: ${feed}, ${seq}, ${reason}`));
  }
  lines.push(...(report.findings.length === 0 ? proved(report, withheld, say) : []));
  return lines;
}

function proved(report: BundleReport, withheld: string, say: (zh: string, en: string) => string): string[] {
  const lines = [
    say(
      '已证明：每笔都由其设备签名，一字未改；每台设备的记录从头连续到它的最后一笔；权限按当时的规定逐笔判过',
      'Proved: every commit was signed by its device and not a letter was changed; each device’s record runs from its first commit to its last without a gap; every commit was judged by the rights of its time',
    ),
    say(
      '不能证明：设备此后没有更多记录；导出人没有留下内容不放进来；设备自称的时间是真的；别处没有另一份不同的登记（拿另一台设备的导出比对）',
      'Not proved: that a device had nothing more after that; that the exporter held back no texts; that the times which devices claim are true; that no other order was shown elsewhere (compare with another device’s export)',
    ),
  ];
  if (withheld !== '') {
    lines.push(
      say(
        `不在文件里的内容（无权查看、已抹去，或导出人没有放进来；指纹仍在）：${withheld}`,
        `Texts that are not in the file (not the exporter’s to read, erased, or left out; their hashes are): ${withheld}`,
      ),
    );
  }
  if (report.malformed > 0) {
    lines.push(
      say(
        `${report.malformed} 段内容超出所声明的权限或格式不对，对所有人都不算数`,
        `${report.malformed} parts need more than their headers claim, or are misshapen: they count for nobody`,
      ),
    );
  }
  return lines;
}

function pick([zh, en]: Words, locale: WordsLocale): string {
  return locale === 'zh' ? zh : en;
}

function range({ from, to }: { readonly from: number; readonly to: number }): string {
  return from === to ? String(from) : `${from}–${to}`;
}

function at(
  place: { readonly feed: string; readonly seq: number; readonly line: number },
  locale: WordsLocale,
): string {
  return locale === 'zh'
    ? `第 ${place.line} 行（${place.feed} 第 ${place.seq} 笔）`
    : `line ${place.line} (${place.feed}, ${place.seq})`;
}

function day(ms: number): string {
  return ms > 0 && ms < 8.64e15 ? new Date(ms).toISOString().replace('T', ' ').slice(0, 16) : '?';
}
