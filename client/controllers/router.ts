/**
 * Addresses of the pages over the browser's own history. Pure reading of a path is apart from listening, so it can be
 * tested; unknown paths lead home.
 */
export type PageName =
  | 'till'
  | 'catalogue'
  | 'import'
  | 'stock'
  | 'count'
  | 'receive'
  | 'transfers'
  | 'quota'
  | 'places'
  | 'review'
  | 'audit'
  | 'members'
  | 'roles'
  | 'promotions'
  | 'customers'
  | 'status'
  | 'today'
  | 'settings'
  | 'labels'
  | 'more'
  | 'join'
  | 'home';

export interface Route {
  readonly page: PageName;
  /** Record named in the path (`/catalogue/<id>`), if any. */
  readonly id: string | null;
}

const pages: readonly PageName[] = [
  'till',
  'catalogue',
  'stock',
  'count',
  'receive',
  'transfers',
  'quota',
  'places',
  'review',
  'audit',
  'members',
  'roles',
  'promotions',
  'customers',
  'status',
  'today',
  'settings',
  'labels',
  'more',
  'join',
];

export function readPath(path: string): Route {
  const [first = '', second = ''] = path.split('/').filter((part) => part !== '');
  if (first === 'catalogue' && second === 'import') return { page: 'import', id: null };
  const page = pages.find((name) => name === first);
  if (page === undefined) return { page: 'home', id: null };
  return { page, id: second === '' ? null : decodeURIComponent(second) };
}

export function pathOf(page: PageName, id: string | null = null): string {
  if (page === 'home') return '/';
  if (page === 'import') return '/catalogue/import';
  return id === null ? `/${page}` : `/${page}/${encodeURIComponent(id)}`;
}

/** Moves to a page; `replace` for steps that Back should skip. Listeners of `popstate` hear both. */
export function go(page: PageName, id: string | null = null, replace = false): void {
  const path = pathOf(page, id);
  if (path === location.pathname) return;
  if (replace) history.replaceState(null, '', path);
  else history.pushState(null, '', path);
  dispatchEvent(new PopStateEvent('popstate'));
}
