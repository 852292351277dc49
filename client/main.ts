/**
 * Entry of the app: the engine's worker is started before anything else, since reading snapshots takes longer than
 * drawing the first page; all that the page is made of is fetched and run meanwhile (start-app.ts). In a messenger's own
 * browser nothing starts: keys made there would not last.
 */
import '@vaadin/vaadin-lumo-styles/lumo.css';
import './styles/tokens.css';
import './styles/base.css';
import { inMessenger } from '../shared/foundation/messenger-browser.ts';
import { connectEngine } from './worker/engine-client.ts';

if (inMessenger(navigator.userAgent)) {
  const { applyPreferences } = await import('./controllers/preferences.ts');
  await applyPreferences();
  await import('./pages/first-run/hc-messenger-notice.ts');
  document.querySelector('hc-app')?.replaceWith(document.createElement('hc-messenger-notice'));
} else {
  const engine = connectEngine();
  const { startApp } = await import('./start-app.ts');
  await startApp(engine);
}
