/** The words for places: branch, warehouse, bin, till, and their fields. */
import { msg } from '@lit/localize';
import type { PlaceType } from '../worker/place-views.ts';

const types: Readonly<Record<PlaceType, () => string>> = {
  branch: () => msg('门店'),
  warehouse: () => msg('仓库'),
  bin: () => msg('仓位'),
  register: () => msg('收银机'),
};
export const placeTypeName = (type: PlaceType): string => types[type]();

const headings: Readonly<Record<PlaceType, () => string>> = {
  branch: () => msg('新门店'),
  warehouse: () => msg('加仓库'),
  bin: () => msg('加仓位'),
  register: () => msg('加收银机'),
};
export const newPlaceHeading = (type: PlaceType): string => headings[type]();

const fields: Readonly<Record<string, () => string>> = {
  name: () => msg('名称'),
  code: () => msg('单号代码'),
  phone: () => msg('电话'),
  address: () => msg('地址'),
  warehouse: () => msg('仓库'),
  device: () => msg('设备'),
};
export const placeFieldName = (field: string): string => fields[field]?.() ?? field;
