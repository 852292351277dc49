/**
 * Base of every component: redraws when the language changes and emits typed, composed events. A component takes
 * properties and emits events; it never sees a document, a socket, a store or the engine.
 */
import { updateWhenLocaleChanges } from '@lit/localize';
import { LitElement } from 'lit';

export class HcElement extends LitElement {
  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  /** Fires `name` across shadow borders; a `detail` of the event is what listeners read. */
  protected emit<Detail>(name: string, detail: Detail): void {
    this.dispatchEvent(new CustomEvent<Detail>(name, { detail, bubbles: true, composed: true }));
  }
}

/** Detail of a custom event, typed where it is listened to. */
export type DetailEvent<Detail> = CustomEvent<Detail>;
