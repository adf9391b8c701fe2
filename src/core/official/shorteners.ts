import { liesWithin } from './host.ts';

/** Services whose short addresses hide where they lead. */
const SHORTENERS: ReadonlySet<string> = new Set(
  `bit.ly bitly.com j.mp t.co tinyurl.com tiny.cc tiny.one goo.gl is.gd v.gd ow.ly buff.ly rebrand.ly cutt.ly rb.gy
   shorturl.at shorturl.asia s.id t.ly lnkd.in fb.me wp.me amzn.to dlvr.it adf.ly bl.ink short.io shrtco.de soo.gd
   clck.ru vk.cc u.to goo.su surl.li kutt.it linktr.ee urlz.fr shorte.st bc.vc ouo.io gg.gg ibb.co x.gd qr.ae qrco.de
   dwz.cn t.cn url.cn suo.im suo.nz mrw.so 0x0.st han.gl me2.kr vo.la zrr.kr bitly.kr lrl.kr tr.im trib.al hyperurl.co
   1url.com budurl.com chilp.it cli.gs po.st snip.ly snipurl.com shor.by shortcm.li smarturl.it t2m.io tny.im urlr.me
   page.link app.link onelink.me`.split(/\s+/),
);

export const isShortener = (host: string): boolean => liesWithin(host, SHORTENERS);
