/** The till's panes that are not its first paint, fetched together when one of them is first needed. */
import { msg } from '@lit/localize';
import { html, render } from 'lit';
import '../../components/hc-sheet.ts';
import './hc-ask-pane.ts';
import './hc-camera-pane.ts';
import './hc-cart-discount.ts';
import './hc-pay-pane.ts';
import './hc-receipt-pane.ts';
import './hc-desk-pane.ts';
import './hc-member-pane.ts';
import './hc-unknown-code.ts';
import './hc-variant-picker.ts';

/** The list of keys, `?`. */
export function showKeys(): void {
  const root = document.createElement('div');
  document.body.append(root);
  const keys: readonly (readonly [string, string])[] = [
    ['/', msg('搜索商品')],
    ['+ −', msg('加一件、减一件')],
    ['*', msg('输入数量')],
    ['3 *', msg('数量改为 3')],
    ['Del', msg('删除这一行')],
    ['F2', msg('改价')],
    ['F4', msg('挂单、取单')],
    ['F8', msg('收款')],
    ['F9', msg('会员')],
    ['Alt D', msg('整单优惠')],
    ['Alt R', msg('退货')],
    ['↑ ↓', msg('上一行、下一行')],
    ['Alt 1–4', msg('支付方式')],
    ['Esc', msg('退一层')],
    ['Ctrl K', msg('去哪里')],
    ['Ctrl Shift L', msg('锁定')],
  ];
  render(
    html`<hc-sheet .heading=${msg('按键')} .open=${true} @sheet-close=${() => root.remove()}>
      <dl style="display:grid;grid-template-columns:max-content 1fr;gap:8px 24px;margin:0">
        ${keys.map(([key, what]) => html`<dt style="font-weight:600">${key}</dt><dd style="margin:0">${what}</dd>`)}
      </dl>
    </hc-sheet>`,
    root,
  );
}
