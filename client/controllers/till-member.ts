/**
 * The member at the till: whether members may be looked up here, and the balances of the one in the basket as they are
 * now. While somebody pays, what the customer was shown stays.
 */
import type { ReactiveElement } from 'lit';
import type { LoyaltyMemberView } from '../worker/loyalty-views.ts';
import type { TillController } from './till-controller.ts';
import { WatchController } from './watch-controller.ts';

export class TillMember {
  readonly #till: TillController;
  readonly #rules: WatchController<'loyaltyRules'>;
  readonly #view: WatchController<'loyaltyMember'>;

  constructor(host: ReactiveElement, till: TillController) {
    this.#till = till;
    this.#rules = new WatchController(host, 'loyaltyRules', () => null);
    this.#view = new WatchController(host, 'loyaltyMember', () => {
      const { member } = till.basket;
      return member === undefined || member === null ? undefined : { id: member.id };
    });
  }

  get mayView(): boolean {
    return this.#rules.view?.may.view === true;
  }

  /** Fen of stored value beyond which the member's PIN is asked for; null when there is none to ask for. */
  get pinOver(): number | null {
    return this.#view.view?.hasPin === true ? (this.#rules.view?.rules.pinOver ?? null) : null;
  }

  typed(pin: string): void {
    this.#till.walletPin = pin;
  }

  /** Takes a member to the sale; of one that was merged the one it counts as is taken by whoever shows it. */
  take({ id, name, level, points, stored }: LoyaltyMemberView): void {
    const { name: levelName = '', priceLevel = '' } = level ?? {};
    this.#till.setMember({ id, name, level: levelName, priceLevel, points, stored });
  }

  refresh(paying: boolean): void {
    const { view } = this.#view;
    if (view === undefined || view === null || paying || view.id !== this.#till.basket.member?.id) return;
    this.take(view);
  }
}
