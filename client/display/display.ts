/** The customer's screen, in a window of its own: hears the till over a channel, asks it when it opens. */
import { render } from 'lit';
import '../styles/tokens.css';
import '../styles/base.css';
import './display.css';
import { applyPreferences } from '../controllers/preferences.ts';
import { DISPLAY_CHANNEL, type DisplayMessage, type DisplayState } from '../hardware/customer-display.ts';
import { renderDisplay } from './display-screen.ts';

const root = document.querySelector('main');
const channel = new BroadcastChannel(DISPLAY_CHANNEL);
let state: DisplayState = { phase: 'idle', shop: '' };

const draw = (): void => {
  if (root !== null) render(renderDisplay(state), root);
};

channel.onmessage = ({ data }: MessageEvent<DisplayMessage>) => {
  if (data.kind !== 'state') return;
  state = data.state;
  draw();
};

void applyPreferences().then(() => {
  draw();
  const ask: DisplayMessage = { kind: 'ask' };
  channel.postMessage(ask);
});
