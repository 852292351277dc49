/**
 * A stand-in engine for pictures of screens: plain values of an apparel shop, nothing stored, no signatures. Only the
 * gallery uses it; it is no part of the app.
 */

import type {
  CommandName,
  Commands,
  Engine,
  Queries,
  QueryName,
  ShownError,
} from '../../client/worker/engine-protocol.ts';
import type { Result } from '../../shared/foundation/result.ts';
import { ok } from '../../shared/foundation/result.ts';
import { type FixtureState, fixtureAnswers } from './fixture-answers.ts';

export function fixtureEngine(state: FixtureState): Engine {
  const answers = fixtureAnswers(state);
  const drafts = new Map<string, string>(Object.entries(state.drafts ?? {}));
  const answer = <Name extends QueryName>(name: Name, params: Queries[Name]['params']): Queries[Name]['view'] => {
    if (name === 'draft' && params !== null && 'key' in params)
      return (drafts.get(params.key) ?? null) as Queries[Name]['view'];
    return answers[name](params);
  };
  return {
    watch(name, params, show) {
      let open = true;
      queueMicrotask(() => open && show(answer(name, params)));
      return () => {
        open = false;
      };
    },
    async once(name, params) {
      return answer(name, params);
    },
    async run<Name extends CommandName>(
      name: Name,
      input: Commands[Name]['input'],
    ): Promise<Result<Commands[Name]['output'], ShownError>> {
      if (name === 'saveDraft') {
        const draft = input as Commands['saveDraft']['input'];
        if (draft.text === null) drafts.delete(draft.key);
        else drafts.set(draft.key, draft.text);
      }
      const refused = state.refuse?.[name];
      if (refused !== undefined) return { ok: false, error: refused };
      return ok(outputs[name] as Commands[Name]['output']);
    },
  };
}

const words = '苹果 山川 灯塔 竹子 石桥 海鸥 书信 火车 云朵 月亮 稻田 河流'.split(' ');
const link = `https://shop.example/join#${'Ab3dEf9hJk'.repeat(14)}`;
const outputs: { readonly [Name in CommandName]?: Commands[Name]['output'] } = {
  createShop: {
    recoveryWords: words,
    recoveryCode: `HCR1:${'k7Qd'.repeat(11)}`,
    recoveryAddress: 'https://shop.example',
  },
  completeRecoveryWord: { words: [...'时是十实事市石使'] },
  readRecovery: { shop: 'k7Qd'.repeat(11).slice(0, 43) },
  readInvitation: {
    shop: '河坊街店',
    inviter: '陈静',
    role: 'seller',
    branch: '河坊街店',
    expires: Date.UTC(2026, 10, 26, 6) * 1000,
  },
  offerKey: { code: `HCK1:${'p9Rt'.repeat(20)}` },
  enrol: { code: `HCE1:${'w2Xz'.repeat(24)}` },
  invite: { link },
  previewDismiss: { commits: 2, goods: -3000, cash: 53_800 },
  createProduct: { id: 'p0' },
  importProducts: {
    batch: 'b-20261125-0001',
    created: 2291,
    updated: 9,
    unchanged: 0,
    done: 2300,
    total: 2300,
    overtaken: [],
  },
  receiveGoods: { id: 'r9', number: 'RK-03-0046' },
  otherMovement: { number: 'QT-03-0007' },
  countStock: { number: 'PD-03-0012' },
  startStocktake: { id: 's1', number: 'PD-03-0013' },
  postStocktake: { lines: 24 },
  sell: { id: 't0', number: 'HF-03-0129', change: 9_600 },
  askPersistence: { persisted: true },
  exportBackup: { file: new Uint8Array([1]), name: 'hecang.hcb' },
};
