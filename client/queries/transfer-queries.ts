/**
 * Transfers as pages show them. The document is one for the shop, so whoever may view it holds all of it; a person sees
 * those of the places they work in. What somebody may do is asked of the policy here and again by the command.
 */
import { goodOf, titleOfGood } from '../../shared/catalogue/good.ts';
import type { Transfer, TransferEnd } from '../../shared/schema/transfer.ts';
import { isOpenTo } from '../../shared/transfers/transfer-commands.ts';
import type { TransferStage, TransferState, TransferTask } from '../../shared/transfers/transfer-state.ts';
import { unlikeMoves } from '../../shared/transfers/unlike-moves.ts';
import type { ShopDesk } from '../worker/shop-desk.ts';
import type {
  TransferEndsView,
  TransferListView,
  TransferPlace,
  TransferQueries,
  TransferRow,
  TransferTab,
  TransferTaskView,
  TransferView,
} from '../worker/transfer-views.ts';
import { maySeeStock, placeOf } from './read-shop.ts';

type Params<Name extends keyof TransferQueries> = TransferQueries[Name]['params'];

export const NO_TRANSFERS: TransferListView = {
  rows: [],
  total: 0,
  counts: { all: 0, asked: 0, toShip: 0, underWay: 0, differs: 0, done: 0 },
};

const TAB_OF: Readonly<Record<TransferStage, TransferTab>> = {
  asked: 'asked',
  rejected: 'done',
  toShip: 'toShip',
  underWay: 'underWay',
  differs: 'differs',
  done: 'done',
  closed: 'done',
  void: 'done',
};

export function transferList(desk: ShopDesk, { tab, search, limit }: Params<'transfers'>): TransferListView {
  const counts = { ...NO_TRANSFERS.counts };
  const wanted = search.trim().toLowerCase();
  const rows: TransferRow[] = [];
  let total = 0;
  for (const state of desk.folds.transfers.all()) {
    if (!isSeen(desk, state.request.value)) continue;
    const own = TAB_OF[state.stage];
    counts.all++;
    counts[own]++;
    if (tab !== 'all' && tab !== own) continue;
    if (wanted !== '' && !textOf(desk, state).includes(wanted)) continue;
    total++;
    if (rows.length < limit) rows.push(rowOf(desk, state));
  }
  return { rows, total, counts };
}

export function transferView(desk: ShopDesk, { id }: Params<'transfer'>): TransferView | null {
  const state = desk.folds.transfers.read(id);
  if (state === null || !isSeen(desk, state.request.value)) return null;
  const transfer = state.request.value;
  const { from, to, side } = transfer;
  const may = (use: string, end: TransferEnd): boolean => desk.may(`${use}@${end.branch}/${end.warehouse}`);
  const asks = may('transfer.add', transfer[side]);
  const [sends, receives] = [may('transfer.add', from), may('transfer.add', to)];
  const decides = may('transfer.approve', from);
  const writesOff = decides || may('transfer.approve', to);
  const anyUnderWay = state.lines.some(({ underWay }) => underWay > 0);
  const over = state.lines.some(({ underWay }) => underWay < 0);
  const running = state.status === 'approved' || state.status === 'partial';
  const toShip = running && state.lines.some(({ reserved }) => reserved > 0);
  return {
    ...rowOf(desk, state),
    status: state.status,
    remark: transfer.remark,
    expected: transfer.expected ?? null,
    needsApproval: transfer.approval === true,
    version: state.version,
    detail: state.lines.map((line) => lineView(desk, from, line)),
    log: logOf(desk, state),
    tasks: tasksOf(desk, state),
    may: {
      approve: decides && isOpenTo(state, 'approve'),
      reject: decides && isOpenTo(state, 'reject'),
      unapprove: decides && isOpenTo(state, 'unapprove'),
      edit: asks && isOpenTo(state, 'edit'),
      resubmit: asks && isOpenTo(state, 'submit'),
      ship: sends && toShip,
      receive: receives && anyUnderWay,
      cancel: (sends && (running || anyUnderWay)) || (asks && isOpenTo(state, 'void')),
      lose: writesOff && anyUnderWay,
      bringBack: sends && anyUnderWay,
      correct: receives && over,
      confirmShipped: sends && over,
    },
  };
}

export function transferEnds(desk: ShopDesk): TransferEndsView {
  const { places } = desk.folds;
  const all = places.ids('warehouse').map((id) => placeView(desk, endOf(desk, id)));
  const mine = all.filter(({ branch, warehouse }) => desk.may(`transfer.add@${branch}/${warehouse}`));
  return { all, mine: mine.map(({ warehouse }) => warehouse), here: desk.warehouse };
}

/** Of all transfers seen; and moves whose transfer is not here, or that say other than what was booked. */
export function transferTasks(desk: ShopDesk): readonly TransferTaskView[] {
  const { transfers, stock } = desk.folds;
  const tasks = transfers
    .all()
    .filter((state) => isSeen(desk, state.request.value))
    .flatMap((state) => tasksOf(desk, state));
  const orphans = transfers.orphans().map(({ value, ref }): TransferTaskView => {
    const place = placeView(desk, value).name;
    const pieces = value.lines.reduce((sum, { quantity }) => sum + quantity, 0);
    const title = titleOf(desk, value.lines[0]?.variant ?? '');
    const common = { transfer: '', number: '', from: place, to: '', title, pieces, double: false };
    return { kind: 'orphan', ...common, who: desk.writerName(ref.feed), time: ref.time };
  });
  const unlike = unlikeMoves(transfers, stock, (place) => {
    const [branch = '', warehouse = ''] = place.split('/');
    return maySeeStock(desk, branch, warehouse);
  }).flatMap(({ state, move }) =>
    isSeen(desk, state.request.value)
      ? [
          {
            kind: 'unlike' as const,
            ...headOf(desk, state),
            pieces: move.value.lines.reduce((sum, { quantity }) => sum + quantity, 0),
            who: desk.writerName(move.ref.feed),
            time: move.ref.time,
            double: false,
          },
        ]
      : [],
  );
  return [...tasks, ...orphans, ...unlike].sort((a, b) => b.time - a.time);
}

function isSeen(desk: ShopDesk, { from, to }: Transfer): boolean {
  return [from, to].some(({ branch, warehouse }) => desk.may(`transfer.view@${branch}/${warehouse}`));
}

function endOf(desk: ShopDesk, warehouse: string): TransferEnd {
  return { branch: desk.folds.places.text('warehouse', warehouse, 'branch'), warehouse };
}

/** The branch's name, and the warehouse's where the branch has several or it is called otherwise. */
export function placeView(desk: ShopDesk, { branch, warehouse }: TransferEnd): TransferPlace {
  const { places } = desk.folds;
  const [own, house] = [places.text('branch', branch, 'name'), places.text('warehouse', warehouse, 'name')];
  const several = places.ids('warehouse').filter((id) => places.text('warehouse', id, 'branch') === branch).length > 1;
  const name = house !== own && (several || own === '') ? [own, house].filter((one) => one !== '').join(' · ') : own;
  return { branch, warehouse, name: name === '' ? warehouse : name };
}

function titleOf(desk: ShopDesk, variant: string): string {
  const good = goodOf(desk.folds.catalogue, variant);
  return good === null ? variant : titleOfGood(good);
}

function textOf(desk: ShopDesk, state: TransferState): string {
  const { number, remark, lines, from, to } = state.request.value;
  const goods = lines.map(({ variant }) => {
    const good = goodOf(desk.folds.catalogue, variant);
    return good === null ? '' : `${titleOfGood(good)} ${good.itemNo}`;
  });
  return [number, remark, placeView(desk, from).name, placeView(desk, to).name, ...goods].join(' ').toLowerCase();
}

function headOf(desk: ShopDesk, state: TransferState) {
  const { id, number, from, to, lines } = state.request.value;
  const [first] = lines;
  return {
    transfer: id,
    number,
    from: placeView(desk, from).name,
    to: placeView(desk, to).name,
    title: first === undefined ? '' : titleOf(desk, first.variant),
  };
}

function rowOf(desk: ShopDesk, state: TransferState): TransferRow {
  const { id, number, from, to, lines } = state.request.value;
  const { ref } = state.request;
  const may = (use: string, { branch, warehouse }: TransferEnd): boolean => desk.may(`${use}@${branch}/${warehouse}`);
  const mine =
    (state.stage === 'asked' && may('transfer.approve', from)) ||
    (state.stage === 'toShip' && may('transfer.add', from)) ||
    (state.stage === 'underWay' && may('transfer.add', to)) ||
    (state.stage === 'differs' && (may('transfer.add', from) || may('transfer.approve', to)));
  return {
    id,
    number,
    time: ref.time,
    from: placeView(desk, from),
    to: placeView(desk, to),
    stage: state.stage,
    title: titleOf(desk, lines[0]?.variant ?? ''),
    lines: lines.length,
    asked: state.lines.reduce((sum, { asked }) => sum + asked, 0),
    underWay: state.lines.reduce((sum, { underWay }) => sum + underWay, 0),
    who: desk.writerName(ref.feed),
    travel: desk.isLocal(id) ? 'local' : desk.travelOf(ref.feed, ref.seq),
    mine,
  };
}

function lineView(desk: ShopDesk, from: TransferEnd, line: TransferState['lines'][number]) {
  const good = goodOf(desk.folds.catalogue, line.variant);
  const seen = maySeeStock(desk, from.branch, from.warehouse);
  return {
    ...line,
    name: good?.name ?? line.variant,
    spec: good?.spec ?? '',
    itemNo: good?.itemNo ?? '',
    unit: good?.unit ?? '',
    onHand: seen ? desk.folds.stock.balance(line.variant, placeOf(from.branch, from.warehouse)) : null,
  };
}

function logOf(desk: ShopDesk, state: TransferState): TransferView['log'] {
  const { request, events, moves } = state;
  const facts = [
    { ...request, kind: 'request' as const, pieces: 0, reason: request.value.remark },
    ...events.map((fact) => ({ ...fact, kind: fact.value.event, pieces: 0, reason: fact.value.reason ?? '' })),
    ...moves.map((fact) => ({
      ...fact,
      kind: fact.value.type,
      pieces: fact.value.lines.reduce((sum, { quantity }) => sum + quantity, 0),
      reason: fact.value.reason ?? '',
    })),
  ];
  return facts
    .sort((a, b) => a.ref.time - b.ref.time)
    .map(({ key, kind, ref, pieces, reason }) => ({
      key,
      kind,
      who: desk.writerName(ref.feed),
      time: ref.time,
      pieces,
      reason,
      travel: desk.travelOf(ref.feed, ref.seq),
    }));
}

function tasksOf(desk: ShopDesk, state: TransferState): TransferTaskView[] {
  const head = headOf(desk, state);
  return state.tasks.map((task) => {
    const { pieces, ref, title, double } = factsOf(desk, task);
    return {
      kind: task.kind,
      ...head,
      ...(title === '' ? {} : { title }),
      pieces,
      who: desk.writerName(ref.feed),
      time: ref.time,
      double,
    };
  });
}

function factsOf(desk: ShopDesk, task: TransferTask) {
  const nothing = { pieces: 0, title: '', double: false };
  switch (task.kind) {
    case 'short':
    case 'overShipped': {
      const pieces = task.lines.reduce((sum, { quantity }) => sum + quantity, 0);
      return { ...nothing, pieces, title: titleOf(desk, task.lines[0]?.variant ?? ''), ref: task.ref };
    }
    case 'over': {
      const pieces = task.lines.reduce((sum, { quantity }) => sum + quantity, 0);
      const last = task.receipts.at(-1);
      const others = task.receipts.slice(0, -1);
      const double = last !== undefined && others.some(({ ref }) => desk.unseenByEachOther(ref, last.ref));
      const ref = last?.ref ?? { feed: '', seq: 0, time: 0 };
      return { pieces, title: titleOf(desk, task.lines[0]?.variant ?? ''), double, ref };
    }
    case 'editClash':
      return { ...nothing, ref: task.refs.at(-1) ?? { feed: '', seq: 0, time: 0 } };
    default:
      return { ...nothing, ref: task.ref };
  }
}
