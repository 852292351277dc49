/** The words for transfers: stages, steps of the log, and what is to be settled. */
import { msg, str } from '@lit/localize';
import type { TransferStage } from '../../shared/transfers/transfer-state.ts';
import type { TransferLogRow, TransferTab, TransferTaskView } from '../worker/transfer-views.ts';
import { quantity } from './figures.ts';

const stages: Readonly<Record<TransferStage, () => string>> = {
  asked: () => msg('待审核'),
  rejected: () => msg('已退回'),
  toShip: () => msg('待发货'),
  underWay: () => msg('在途'),
  differs: () => msg('有差异'),
  done: () => msg('已完成'),
  closed: () => msg('已结单'),
  void: () => msg('已作废'),
};
export const stageName = (stage: TransferStage): string => stages[stage]();

/** Class of its tag. */
export function stageTone(stage: TransferStage): string {
  if (stage === 'differs') return 'danger';
  if (stage === 'asked' || stage === 'toShip') return 'warn';
  return stage === 'underWay' ? 'info' : stage === 'done' ? 'ok' : '';
}

const tabs: Readonly<Record<TransferTab, () => string>> = {
  all: () => msg('全部'),
  asked: () => msg('待审核'),
  toShip: () => msg('待发货'),
  underWay: () => msg('在途'),
  differs: () => msg('有差异'),
  done: () => msg('已完成'),
};
export const TRANSFER_TABS = Object.keys(tabs) as readonly TransferTab[];
export const tabName = (tab: TransferTab): string => tabs[tab]();

const steps: Readonly<Record<TransferLogRow['kind'], () => string>> = {
  request: () => msg('提交'),
  edit: () => msg('改数量'),
  withdraw: () => msg('撤回'),
  submit: () => msg('重新提交'),
  approve: () => msg('审核通过'),
  reject: () => msg('驳回'),
  unapprove: () => msg('反审核'),
  forceClose: () => msg('结单'),
  reopen: () => msg('重开'),
  void: () => msg('作废'),
  ship: () => msg('发货'),
  receive: () => msg('收货'),
  lose: () => msg('记为损耗'),
  back: () => msg('退回发货仓'),
  correct: () => msg('更正多收'),
};
export const stepName = (kind: TransferLogRow['kind']): string => steps[kind]();

/** What happened, in one line; `pieces` in thousandths. */
export function transferTaskText(task: TransferTaskView): string {
  const pieces = quantity(task.pieces);
  switch (task.kind) {
    case 'short':
      return msg(str`短少 ${pieces}：发出的没有收到`);
    case 'over':
      return task.double
        ? msg(str`多收 ${pieces}：两人各收了一次，疑似重复`)
        : msg(str`多收 ${pieces}：收到的比发出的多`);
    case 'overShipped':
      return msg(str`多发 ${pieces}：发出的比要的多`);
    case 'voided':
      return msg('结单时不知道货已发出，货还在路上');
    case 'lapsed':
      return msg('审核的是旧数量，内容已改，要重新审核');
    case 'noEffect':
      return msg('货已发出，这一步没有生效');
    case 'editClash':
      return msg('两人同时改了同一行的数量');
    case 'misplaced':
      return msg('不是收发双方的仓库做的，没有生效');
    case 'disputed':
      return msg('同一张单有两种内容，先到的有效');
    case 'orphan':
      return msg('货动了，但找不到调拨单');
    case 'unlike':
      return msg('单上的数量和库存流水对不上');
  }
}
