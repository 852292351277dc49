/** The sheet to count by on paper: names and empty boxes, no figures, so that nobody writes down what they expect. */
import { msg, str } from '@lit/localize';
import { html } from 'lit';
import type { Result } from '../../../shared/foundation/result.ts';
import { shortTime } from '../../i18n/times.ts';
import { browserPrint } from '../../printing/browser-print.ts';
import type { ShownError } from '../../worker/engine-protocol.ts';
import type { CountSheetRow, StocktakeView } from '../../worker/stocktake-protocol.ts';

const styles = `
  body { color: CanvasText; background: Canvas; font: 10pt/1.4 system-ui, -apple-system, "Segoe UI", "PingFang SC", "HarmonyOS Sans SC",
    MiSans, "Microsoft YaHei UI", "Noto Sans CJK SC", sans-serif; }
  h1 { font-size: 15pt; margin: 12mm 0 1mm; }
  p { margin: 0 0 4mm; }
  table { width: 100%; border-collapse: collapse; }
  th, td { border: 0.2mm solid currentColor; padding: 1.6mm 2mm; text-align: left; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  .box { width: 30mm; }
  .sign { display: flex; gap: 16mm; margin-top: 10mm; }
`;

/** Errors: `printer-blocked`. */
export function printCountSheet(
  view: StocktakeView,
  rows: readonly CountSheetRow[],
): Promise<Result<null, ShownError>> {
  const content = html`
    <h1>${msg('盘点表')} ${view.number}</h1>
    <p>${[view.place, view.scope === '' ? msg('全部商品') : view.scope, shortTime(view.time)].join(' · ')}</p>
    <table>
      <thead><tr><th>#</th><th>${msg('货号')}</th><th>${msg('商品')}</th><th>${msg('规格')}</th><th>${msg('单位')}</th><th class="box">${msg('实盘')}</th><th class="box">${msg('复盘')}</th></tr></thead>
      <tbody>${rows.map((row, i) => html`<tr><td>${i + 1}</td><td>${row.itemNo}</td><td>${row.name}</td><td>${row.spec}</td><td>${row.unit}</td><td></td><td></td></tr>`)}</tbody>
    </table>
    <div class="sign"><span>${msg('点数人')}</span><span>${msg('复盘人')}</span><span>${msg(str`共 ${rows.length} 种`)}</span></div>
  `;
  return browserPrint({ content, styles, paper: { width: 210, height: 297, margin: 12 } });
}
