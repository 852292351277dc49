/**
 * Composition root of the page: words and theme first, then the root element. A new version waits until it is asked for;
 * a half-typed sale is a draft in the store and is there again after the reload.
 */
import { registerSW } from 'virtual:pwa-register';
import { applyPreferences } from './controllers/preferences.ts';
import { HcApp } from './pages/hc-app.ts';
import type { Engine } from './worker/engine-protocol.ts';

const hour = 60 * 60 * 1000;

/** `isNew`: no shop is known here, the way in is shown before the engine has said so. */
export async function startApp(engine: Engine, { isNew }: { readonly isNew: boolean }): Promise<void> {
  await applyPreferences();
  const app = document.querySelector('hc-app');
  if (!(app instanceof HcApp)) return;
  app.isNew = isNew;
  app.engine = engine;
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
