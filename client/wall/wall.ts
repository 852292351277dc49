/**
 * The wall display (看板): what runs low, what is negative, how many products, today's takings. Read-only; shop and
 * token come in the address (`?shop=…#token=…`), so that the token is not sent to servers in a log line of pages.
 */
import { msg } from '@lit/localize';
import { html, render } from 'lit';
import '../styles/tokens.css';
import '../styles/base.css';
import './wall.css';
import { applyPreferences } from '../controllers/preferences.ts';
import { count, yuan } from '../i18n/figures.ts';
import { connectView, type ViewConnection } from '../sync/view-connection.ts';
import { stockProblems, todayFigures } from './wall-model.ts';
import { renderWall } from './wall-screen.ts';

const parameters = new URLSearchParams(location.search);
const secret = new URLSearchParams(location.hash.slice(1));
const shop = parameters.get('shop') ?? '';
const token = secret.get('token') ?? parameters.get('token') ?? '';
const origin = `${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}`;
const root = document.querySelector('main');

void applyPreferences().then(() => {
  if (root === null) return;
  if (shop === '' || token === '') {
    render(html`<p class="ask">${msg('地址里少了店铺或令牌。请管理员重新给一个看板地址')}</p>`, root);
    return;
  }
  start(root);
});

function start(root: HTMLElement): void {
  const open = (name: string, map: string): ViewConnection => connectView(origin, shop, { name, root: map }, token);
  const views = {
    catalogue: open('catalogue', 'products'),
    stock: open('stock', 'onHand'),
    today: open('today', 'branches'),
  };
  let waiting = false;
  let connected = false;
  const draw = (): void => {
    waiting = false;
    const catalogue = views.catalogue.entries();
    const today = todayFigures(views.today.entries());
    const known = Object.values(views).every((view) => view.known());
    const model = {
      connected,
      known,
      products: known ? count(catalogue.size) : '–',
      tickets: known ? count(today.tickets) : '–',
      net: known ? yuan(today.net) : '–',
      problems: stockProblems(catalogue, views.stock.entries(), 30),
    };
    render(renderWall(model), root);
  };
  for (const view of Object.values(views))
    view.listen((now) => {
      connected = now;
      if (!waiting) requestAnimationFrame(draw);
      waiting = true;
    });
}
