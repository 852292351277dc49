// Roles: the owner makes one of the shop's own, invites somebody to it, changes what it may do; the other device follows, and pages come and go.
import { joinByLink, openEmptyShop } from './kit/first-run.ts';
import { expect, test } from './kit/house.ts';
import { everythingSent, goTo, invite } from './kit/shop-pages.ts';

test('a role of the shop’s own is made, given and narrowed; the other device follows by itself', async ({ house }) => {
  const owner = await house.device();
  await openEmptyShop(owner.page, { shop: '权限店', member: '何敏' });
  await goTo(owner.page, '成员');
  await owner.page.getByRole('button', { name: '角色', exact: true }).click();
  const roles = owner.page.locator('hc-roles-page');
  await roles.getByRole('button', { name: '新建', exact: true }).click();
  await roles.getByLabel('角色名称').fill('周末帮手');
  await roles.getByRole('button', { name: '盘点 新增：本店' }).click();
  await expect(roles.getByRole('button', { name: '盘点 新增：全部' })).toBeVisible();
  await roles.getByRole('button', { name: '新建角色' }).click();
  await expect(roles.getByRole('list', { name: '角色' })).toContainText('周末帮手');
  await everythingSent(owner.page);

  const link = await invite(owner.page, '周末帮手');
  const helper = await house.device();
  await joinByLink(helper, link, { member: '李强', device: '李强的手机' });
  const rail = helper.page.getByRole('navigation', { name: '页面' });
  await expect(rail.getByRole('link', { name: '收银' })).toBeVisible();

  await goTo(owner.page, '成员');
  await expect(owner.page.locator('hc-members-page')).toContainText('周末帮手 · 总店');
  await owner.page.getByRole('button', { name: '角色', exact: true }).click();
  await roles.getByRole('button', { name: /^周末帮手/ }).click();
  const cell = roles.getByRole('button', { name: /^收银 新增：/ });
  await cell.click();
  await cell.click();
  await expect(cell).toHaveAccessibleName(/收银 新增：–/);
  await expect(roles.locator('.sight')).toContainText('没有收银台');
  await roles.getByRole('button', { name: '保存 1 处更改' }).click();
  await expect(roles.getByRole('status')).toContainText('1 人会失去部分权限：李强');
  await roles.getByRole('button', { name: /马上收回/ }).click();
  await expect(roles.getByRole('button', { name: '保存 0 处更改' })).toBeDisabled();
  await expect(rail.getByRole('link', { name: '收银' })).toHaveCount(0);
  await expect(rail.getByRole('link', { name: '商品' })).toBeVisible();
});
