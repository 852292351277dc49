/** The app over the stand-in engine, for pictures: `?state=<json>` of FixtureState, `?path=` the page to open. */
import '@vaadin/vaadin-lumo-styles/lumo.css';
import '../../../client/styles/tokens.css';
import '../../../client/styles/base.css';
import { applyPreferences, changePreferences } from '../../../client/controllers/preferences.ts';
import { HcApp } from '../../../client/pages/hc-app.ts';
import { fixtureEngine } from '../fixture-engine.ts';

const asked = new URLSearchParams(location.search);
changePreferences({
  locale: asked.get('locale') === 'en' ? 'en' : 'zh-CN',
  theme: asked.get('theme') === 'dark' ? 'dark' : 'light',
});
await applyPreferences();
history.replaceState(null, '', asked.get('path') ?? '/');
dispatchEvent(new PopStateEvent('popstate'));
const app = document.querySelector('hc-app');
if (app instanceof HcApp) app.engine = fixtureEngine(JSON.parse(asked.get('state') ?? '{}'));
