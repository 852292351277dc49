/**
 * `已删除 · 撤销`, bottom left, six seconds, one at a time. Only for what can be undone; the loaded part comes with the
 * first use, never with the till's first paint.
 */
import { msg } from '@lit/localize';
import { html, render } from 'lit';

let close: () => void = () => {};

export async function showUndo(text: string, undo: () => void): Promise<void> {
  const { Notification } = await import('@vaadin/notification');
  close();
  const notice = new Notification();
  notice.position = 'bottom-start';
  notice.duration = 6000;
  notice.renderer = (root) => {
    render(
      html`<span>${text}</span>
        <button
          style="margin-left:16px;border:0;background:none;font:inherit;font-weight:600;color:var(--hc-primary-text);min-height:32px;cursor:pointer"
          @click=${() => {
            notice.close();
            undo();
          }}
        >
          ${msg('撤销')}
        </button>`,
      root,
    );
  };
  close = () => notice.close();
  // Not `opened-changed`: that fires before the notice has ever been open.
  notice.addEventListener('closed', () => notice.remove());
  document.body.append(notice);
  notice.opened = true;
}
