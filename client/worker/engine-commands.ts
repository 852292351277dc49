/** Which command is done by what. Commands that need a shop answer `no-shop` before there is one. */

import { toBase64url } from '../../shared/foundation/bytes.ts';
import { err, ok, type Result } from '../../shared/foundation/result.ts';
import { exportBackup } from '../commands/backup.ts';
import { checkAudit } from '../commands/check-audit.ts';
import { previewRole, saveRole } from '../commands/define-role.ts';
import { removeCategory, saveCategory } from '../commands/edit-categories.ts';
import { bulkEdit, editGoods } from '../commands/edit-goods.ts';
import { removeMemberLevel, saveMemberLevel, setLoyaltyRules } from '../commands/edit-loyalty.ts';
import { addLoyaltyMember, editLoyaltyMember, mergeLoyaltyMembers, setMemberPin } from '../commands/edit-members.ts';
import { closePlace, reopenPlace, savePlace, setPlaceRules } from '../commands/edit-places.ts';
import {
  copyProduct,
  createProduct,
  removeProduct,
  restoreProduct,
  setProductField,
} from '../commands/edit-products.ts';
import { removePromotion, savePromotion } from '../commands/edit-promotions.ts';
import { setWeighedCodes } from '../commands/edit-settings.ts';
import { addVariants, removeVariants, setUnits } from '../commands/edit-variants.ts';
import { exportFile } from '../commands/export-file.ts';
import { holdCart, recallHold } from '../commands/hold-cart.ts';
import { importMembers } from '../commands/import-members.ts';
import { importProducts, resumeImport } from '../commands/import-products.ts';
import { prepareEnrolled, prepareJoining } from '../commands/join-shop.ts';
import { readInvitation, writeOffer } from '../commands/join-texts.ts';
import { addPicture, readPicture } from '../commands/keep-pictures.ts';
import {
  changeRole,
  declineReview,
  dismiss,
  enrol,
  invite,
  previewDismiss,
  ratify,
  revokeDevice,
} from '../commands/manage-people.ts';
import { countStock, otherMovement, receiveGoods } from '../commands/move-stock.ts';
import { askTransfer, cancelTransfer, decideTransfer, editTransfer, moveTransfer } from '../commands/move-transfers.ts';
import { notePrint } from '../commands/note-print.ts';
import { returnGoods, reverseSale } from '../commands/return-goods.ts';
import { closeShift, moveCash, openDrawer, openShift } from '../commands/run-shift.ts';
import { sell } from '../commands/sell.ts';
import { answerQuota, askQuota, grantEscrow, passQuota, reclaimTill } from '../commands/share-quota.ts';
import { setShopSettings } from '../commands/shop-settings.ts';
import { chooseTally, postStocktake, startStocktake, stepStocktake, tallyStock } from '../commands/take-stock.ts';
import { adjustWallet, payOutStored, topUpStored } from '../commands/top-up.ts';
import { undoImport } from '../commands/undo-import.ts';
import { signerOf } from '../replica/device-keys.ts';
import { printThroughRelay } from '../sync/printer-requests.ts';
import type { Engine } from './engine.ts';
import type { CommandHandlers } from './engine-host.ts';
import type { ShownError } from './engine-protocol.ts';
import { closeSample, createShop, openSample } from './founding-commands.ts';
import { importJournal, StagedImport } from './import-journal.ts';
import { recoveryCommands } from './recovery-commands.ts';
import { NotReady, type ShopDesk } from './shop-desk.ts';
import { terminalCommands } from './terminal-commands.ts';

export function engineCommands(engine: Engine): CommandHandlers {
  const at = <Input, Output>(
    run: (desk: ShopDesk, input: Input) => Promise<Result<Output, ShownError>>,
  ): ((input: Input) => Promise<Result<Output, ShownError>>) => {
    return async (input) => {
      if (engine.desk === null) return err({ code: 'no-shop' });
      engine.desk.online = () => engine.state.line?.connected ?? false;
      try {
        return await run(engine.desk, input);
      } catch (error) {
        if (error instanceof NotReady) return err({ code: 'not-ready' });
        throw error;
      }
    };
  };
  const staged = new StagedImport();
  let offered = '';
  return {
    createShop: (input) => createShop(engine, input),
    openSample: (input) => openSample(engine, input),
    closeSample: () => closeSample(engine),
    readInvitation: async ({ link }) => {
      const read = readInvitation(link);
      if (read === null) return err({ code: 'bad-link' });
      const { shopName, inviter, role, branchName, expires } = read.text;
      return ok({ shop: shopName, inviter, role, branch: branchName, expires: expires * 1000 });
    },
    joinShop: async (input) => {
      const joining = await prepareJoining(engine.device, input);
      if (!joining.ok) return joining;
      await engine.join(joining.value);
      return ok(null);
    },
    offerKey: async ({ member, deviceName }) => {
      offered = deviceName;
      return ok({ code: writeOffer({ key: toBase64url(engine.device.keys.publicKey), member, device: deviceName }) });
    },
    ...recoveryCommands(engine),
    ...terminalCommands(engine),
    enrol: at((desk, input) => enrol(desk, engine.facts.origin, input)),
    acceptEnrolment: async ({ code }) => {
      const prepared = await prepareEnrolled(engine.device, code, offered);
      if (!prepared.ok) return prepared;
      await engine.openShop(prepared.value.record);
      return ok(null);
    },
    invite: at((desk, input) => invite(desk, engine.facts.origin, input)),
    dismiss: at(dismiss),
    previewDismiss: at(async (desk, input) => ok(previewDismiss(desk, input))),
    revokeDevice: at(revokeDevice),
    changeRole: at(changeRole),
    createProduct: at(createProduct),
    setProductField: at(setProductField),
    editGoods: (input, context) => at((desk: ShopDesk, plan: typeof input) => editGoods(desk, plan, context))(input),
    bulkEdit: (input, context) => at((desk: ShopDesk, plan: typeof input) => bulkEdit(desk, plan, context))(input),
    addVariants: at(addVariants),
    removeVariants: at(removeVariants),
    setUnits: at(setUnits),
    copyProduct: at(copyProduct),
    saveCategory: at(saveCategory),
    removeCategory: at(removeCategory),
    addPicture: at((desk, input) => addPicture(desk, engine.blobs(desk), input)),
    readPicture: at((desk, input) => readPicture(engine.blobs(desk), input)),
    setWeighedCodes: at(setWeighedCodes),
    removeProduct: at(removeProduct),
    restoreProduct: at(restoreProduct),
    stageImport: async (piece) => {
      staged.put(piece);
      return ok(null);
    },
    importProducts: (input, context) =>
      at((desk: ShopDesk, plan: typeof input) => importProducts(desk, plan, context, importJournal(engine)))(
        staged.taken(input),
      ),
    resumeImport: (_input, context) =>
      at((desk: ShopDesk, _none: null) => resumeImport(desk, context, importJournal(engine)))(null),
    undoImport: at(undoImport),
    readyToImport: at(async (desk) => {
      await desk.records();
      return ok(null);
    }),
    exportFile: (input, context) => at((desk: ShopDesk, wish: typeof input) => exportFile(desk, wish, context))(input),
    receiveGoods: at(receiveGoods),
    otherMovement: at(otherMovement),
    countStock: at(countStock),
    startStocktake: at(startStocktake),
    tallyStock: at(tallyStock),
    chooseTally: at(chooseTally),
    stepStocktake: at(stepStocktake),
    postStocktake: at(postStocktake),
    sell: at((desk, input) => engine.spot.run(desk, input.basket, (shop) => sell(shop, input))),
    openShift: at(openShift),
    closeShift: at(closeShift),
    moveCash: at((desk, input) => engine.spot.run(desk, spotName('moveCash', input), (shop) => moveCash(shop, input))),
    openDrawer: at((desk, input) =>
      engine.spot.run(desk, spotName('openDrawer', input), (shop) => openDrawer(shop, input)),
    ),
    holdCart: at(holdCart),
    recallHold: at(recallHold),
    returnGoods: at((desk, input) =>
      engine.spot.run(desk, spotName('returnGoods', input), (shop) => returnGoods(shop, input)),
    ),
    reverseSale: at((desk, input) =>
      engine.spot.run(desk, spotName('reverseSale', input), (shop) => reverseSale(shop, input)),
    ),
    notePrint: at((desk, input) =>
      engine.spot.run(desk, spotName('notePrint', input), (shop) => notePrint(shop, input)),
    ),
    saveRole: at(saveRole),
    previewRole: at(async (desk, draft) => ok(previewRole(desk, draft))),
    ratify: at(ratify),
    declineReview: at(declineReview),
    syncNow: async () => {
      engine.syncNow();
      return ok(null);
    },
    askPersistence: () => askPersistence(engine),
    exportBackup: at((desk) => exportBackup(desk)),
    checkAudit: (input, context) => at((desk: ShopDesk, _hooks: typeof input) => checkAudit(desk, context))(input),
    chooseBranch: at(async (desk, { branch, warehouse = null }) => {
      await engine.keepRecord({ ...desk.open.record, branch, warehouse });
      return ok(null);
    }),
    saveDraft: async ({ key, text }) => {
      await engine.saveDraft(key, text);
      return ok(null);
    },
    announcePresence: async (presence) => {
      engine.announce(presence);
      return ok(null);
    },
    setShopSettings: at(setShopSettings),
    setShopRules: at(setShopSettings),
    printBytes: at((desk, { address, bytes }) => {
      const { platform, keys } = engine.device;
      const { shop, relay } = desk.open.record;
      const origin = relay ?? engine.facts.origin;
      const { sha256 } = platform;
      return printThroughRelay({ origin, shop, address, bytes, signer: signerOf(keys), sha256, now: () => Date.now() });
    }),
    addLoyaltyMember: at(addLoyaltyMember),
    editLoyaltyMember: at(editLoyaltyMember),
    mergeLoyaltyMembers: at(mergeLoyaltyMembers),
    setMemberPin: at(setMemberPin),
    topUpStored: at(topUpStored),
    payOutStored: at(payOutStored),
    adjustWallet: at(adjustWallet),
    importMembers: at(importMembers),
    saveMemberLevel: at(saveMemberLevel),
    removeMemberLevel: at(removeMemberLevel),
    setLoyaltyRules: at(setLoyaltyRules),
    savePromotion: at(savePromotion),
    removePromotion: at(removePromotion),
    setStockRule: at((desk, { product, rule }) =>
      setProductField(desk, { id: product, field: 'stockRule', value: rule }),
    ),
    grantEscrow: at(grantEscrow),
    passQuota: at(passQuota),
    reclaimTill: at(reclaimTill),
    askQuota: at(askQuota),
    answerQuota: at(answerQuota),
    savePlace: at(savePlace),
    closePlace: at(closePlace),
    reopenPlace: at(reopenPlace),
    setPlaceRules: at(setPlaceRules),
    askTransfer: at(askTransfer),
    decideTransfer: at(decideTransfer),
    editTransfer: at(editTransfer),
    cancelTransfer: at(cancelTransfer),
    moveTransfer: at(moveTransfer),
  };
}

/** A paper that is not made yet, for a yes on the spot: nothing about it may change afterwards. */
const spotName = (command: string, input: unknown): string => `${command} ${JSON.stringify(input)}`;

/** What the browser promises now. Workers may only look: the asking itself is the page's (engine-client.ts). */
async function askPersistence(engine: Engine): Promise<Result<{ readonly persisted: boolean }, ShownError>> {
  await engine.refreshStorage();
  return ok({ persisted: engine.state.storage.persisted });
}
