/**
 * The places count, always in words: how many places hold all that this device made, or how many changes are only here.
 * Amber with a ring when something is only here or the network is away; never a claim without a receipt.
 */
import { msg, str } from '@lit/localize';
import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { controls } from '../styles/controls.ts';
import type { PlacesView } from '../worker/engine-protocol.ts';
import { HcElement } from './hc-element.ts';

export function placesText(places: PlacesView): string {
  const own = places.onlyHere.length;
  if (own > 0) return places.online ? msg(str`${own} 笔只在本机`) : msg(str`离线 · ${own} 笔只在本机`);
  return places.online ? msg(str`已存 ${places.places} 处`) : msg(str`离线 · 已存 ${places.places} 处`);
}

/** Fires `places-open` when pressed. */
@customElement('hc-places')
export class HcPlaces extends HcElement {
  static override styles = [
    controls,
    css`
      :host {
        display: inline-block;
      }
      button {
        border-radius: 999px;
        border-color: transparent;
        background: transparent;
        font-weight: 400;
        font-size: 13px;
        min-height: 32px;
        padding: 0 12px;
        gap: 8px;
      }
      button.amber {
        background: var(--hc-warn-soft);
        color: var(--hc-warn-text);
        font-weight: 600;
      }
      i {
        width: 9px;
        height: 9px;
        border-radius: 9px;
        background: var(--hc-ok-text);
      }
      .amber i {
        background: transparent;
        border: 2px solid var(--hc-warn-mark);
      }
      @media (pointer: coarse) {
        button {
          position: relative;
        }
        button::after {
          content: "";
          position: absolute;
          inset: -6px 0;
        }
      }
    `,
  ];

  @property({ attribute: false }) places: PlacesView | undefined;

  override render() {
    const places = this.places;
    if (places === undefined) return html``;
    const amber =
      places.onlyHere.length > 0 || !places.online || places.needs.some((need) => need.kind !== 'not-persisted');
    return html`<button class=${amber ? 'amber' : ''} @click=${() => this.emit('places-open', null)} aria-live="off">
      <i></i><span>${placesText(places)}</span>
    </button>`;
  }
}
