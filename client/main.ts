/**
 * Composition root of the app: words and theme first, then the engine, then the root element. A new version waits until
 * it is asked for; a half-typed sale is a draft in the store and is there again after the reload. In a messenger's own
 * browser nothing starts: keys made there would not last.
 */
import '@vaadin/vaadin-lumo-styles/lumo.css';
import './styles/tokens.css';
import './styles/base.css';
import { registerSW } from 'virtual:pwa-register';
import { inMessenger } from './controllers/messenger-browser.ts';
import { applyPreferences } from './controllers/preferences.ts';
import { HcApp } from './pages/hc-app.ts';
import { connectEngine } from './worker/engine-client.ts';

const hour = 60 * 60 * 1000;

await applyPreferences();
const app = document.querySelector('hc-app');
if (inMessenger(navigator.userAgent)) {
  await import('./pages/first-run/hc-messenger-notice.ts');
  app?.replaceWith(document.createElement('hc-messenger-notice'));
} else if (app instanceof HcApp) {
  app.engine = connectEngine();
  const update = registerSW({
    onNeedRefresh() {
      app.updateReady = true;
    },
    onRegisteredSW(_address, registration) {
      if (registration !== undefined) setInterval(() => void registration.update(), hour);
    },
  });
  app.addEventListener('update-now', () => void update(true));
}
