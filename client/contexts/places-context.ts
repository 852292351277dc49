/** Where this device's own work is known, by receipt, to be held. */
import { createContext } from '@lit/context';
import type { PlacesView } from '../worker/engine-protocol.ts';

export const placesContext = createContext<PlacesView>(Symbol('places'));
