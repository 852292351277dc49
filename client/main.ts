/**
 * Entry of the app: the engine's worker is started before anything else, since reading snapshots takes longer than
 * drawing the first page; all that the page is made of is fetched and run meanwhile (start-app.ts). On a device that has
 * no shop there is nothing to read: the page comes first, then the engine, then the fields' own styles. In a messenger's
 * own browser nothing starts: keys made there would not last.
 */
import './styles/tokens.css';
import './styles/base.css';
import { inMessenger } from '../shared/foundation/messenger-browser.ts';
import { connectEngine, isNewHere } from './worker/engine-client.ts';

const fieldStyles = (): Promise<unknown> => import('./vaadin-styles.ts');

if (inMessenger(navigator.userAgent)) {
  const { applyPreferences } = await import('./controllers/preferences.ts');
  await applyPreferences();
  await import('./pages/first-run/hc-messenger-notice.ts');
  document.querySelector('hc-app')?.replaceWith(document.createElement('hc-messenger-notice'));
} else if (isNewHere()) {
  const page = Promise.all([import('./start-app.ts'), import('./pages/first-run/hc-first-run.ts')]);
  const painted = page.then(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
  const engine = connectEngine(painted);
  const [{ startApp }] = await page;
  await startApp(engine, { isNew: true });
  await painted;
  await fieldStyles();
} else {
  const engine = connectEngine();
  const [{ startApp }] = await Promise.all([import('./start-app.ts'), fieldStyles()]);
  await startApp(engine, { isNew: false });
}
