/**
 * Entry of the app: the engine's worker is started before anything else, since reading snapshots takes longer than
 * drawing the first page; all that the page is made of is fetched and run meanwhile (start-app.ts).
 */
import '@vaadin/vaadin-lumo-styles/lumo.css';
import './styles/tokens.css';
import './styles/base.css';
import { connectEngine } from './worker/engine-client.ts';

const engine = connectEngine();
const { startApp } = await import('./start-app.ts');
await startApp(engine);
