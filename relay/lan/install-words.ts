/** The install page's words. It stands before the app and outside its bundle, so it carries its own two languages. */
export type Language = 'zh' | 'en';
export type Platform = 'ios' | 'android' | 'mac' | 'pc';

export interface InstallWords {
  readonly title: string;
  readonly why: string;
  readonly messenger: string;
  readonly download: string;
  readonly steps: Readonly<Record<Platform, readonly string[]>>;
  readonly open: string;
  readonly compare: string;
  readonly limits: string;
}

const WORDS: Readonly<Record<Language, InstallWords>> = {
  zh: {
    title: '让这台设备信任店里的合仓',
    why: '合仓在店里的网络上用加密连接，浏览器要先认得店里的证书。每台设备只做一次。',
    messenger: '这里是聊天软件自带的浏览器，不能保存数据。点右上角 ···，选「在浏览器打开」。',
    download: '下载证书',
    steps: {
      ios: [
        '下载后打开「设置」，点顶部「已下载描述文件」，安装。',
        '再到「设置 › 通用 › 关于本机 › 证书信任设置」，打开 Hecang LAN。',
        '回到这一页，会自动打开合仓。',
      ],
      android: [
        '下载后打开「设置」，搜「CA 证书」（在安全或加密与凭据里）。',
        '选「安装证书 › CA 证书 › 仍然安装」，选刚下载的 hecang-lan.crt。',
        '回到这一页，会自动打开合仓。请用 Chrome 或 Edge。',
      ],
      mac: [
        '双击下载的 hecang-lan.crt，加入「登录」钥匙串。',
        '双击 Hecang LAN，在「信任」里选「始终信任」。',
        '回到这一页，会自动打开合仓。',
      ],
      pc: [
        '双击下载的 hecang-lan.crt，点「安装证书」，选「当前用户」。',
        '选「将所有证书都放入下列存储」，浏览到「受信任的根证书颁发机构」。',
        '重新打开浏览器，回到这一页。',
      ],
    },
    open: '装好了，打开合仓',
    compare: '和电脑上显示的指纹核对：',
    limits: '这张证书只对局域网地址有效，不能用来冒充任何网站。',
  },
  en: {
    title: 'Let this device trust the shop’s Hecang',
    why: 'Hecang uses an encrypted connection on the shop’s network, so the browser must know the shop’s certificate first. Once per device.',
    messenger:
      'This is a messenger’s own browser, which can’t keep data. Open the ··· menu and choose “Open in browser”.',
    download: 'Download certificate',
    steps: {
      ios: [
        'Open Settings, tap “Profile Downloaded” at the top, and install it.',
        'Then Settings › General › About › Certificate Trust Settings: switch on Hecang LAN.',
        'Come back to this page; Hecang opens by itself.',
      ],
      android: [
        'Open Settings and search for “CA certificate” (under security or credentials).',
        'Choose “Install a certificate › CA certificate › Install anyway” and pick hecang-lan.crt.',
        'Come back to this page; Hecang opens by itself. Use Chrome or Edge.',
      ],
      mac: [
        'Double-click hecang-lan.crt and add it to the login keychain.',
        'Double-click Hecang LAN there and set Trust to “Always Trust”.',
        'Come back to this page; Hecang opens by itself.',
      ],
      pc: [
        'Double-click hecang-lan.crt, choose “Install Certificate” for the current user.',
        'Choose “Place all certificates in the following store”: Trusted Root Certification Authorities.',
        'Restart the browser and come back to this page.',
      ],
    },
    open: 'Done, open Hecang',
    compare: 'Compare with the fingerprint on the computer:',
    limits: 'This certificate is good for addresses on a local network only; it can’t stand for any website.',
  },
};

export const installWords = (language: Language): InstallWords => WORDS[language];
