import { alternatives, cuePattern } from './cues.ts';

/** Expressions that name a one-time code beyond doubt. */
export const CODE_CUE = cuePattern(`
google auth, 2fa google, sms verification, verification sms, one time key, otp, totp, one time code, one time password, one time pin, one time passcode, passcode,
verification code, verify code, verification number, confirmation code, security code,
auth code, authentication code, authenticator code, authorization code, login code,
log in code, sign in code, signin code, sms code, text code, email code, mail code, 2fa code,
2fa, tfa code, mfa code, mfa, two factor code, two step code, backup code, recovery code,
access code, google code, google authenticator, authenticator, ga code, pin code, pin,
withdrawal code, transfer code, device code, 6 digit code, six digit code, 验证码, 驗證碼, 校验码, 校驗碼,
动态码, 動態碼, 动态密码, 动态口令, 短信码, 簡訊碼, 谷歌验证, 谷歌码, 谷歌驗證, 确认码, 確認碼, 安全码, 安全碼, 登录码, 一次性密码, 备用码, 恢复码,
認証コード, 確認コード, セキュリティコード, ワンタイムパスワード, ワンタイムコード, ワンタイム, 認証番号, 確認番号, 二段階認証, 2段階認証, 暗証番号,
バックアップコード, ログインコード, smsコード, 인증번호, 인증 번호, 인증코드, 인증 코드, 확인코드, 확인 코드, 보안코드, 보안 코드, 일회용 비밀번호,
일회용 코드, 오티피, 백업 코드, 복구 코드, 로그인 코드, 2단계 인증, code de vérification, code de confirmation,
code de sécurité, code sms, code à usage unique, code de connexion, code d'authentification,
code d’authentification, code de validation, code secret, code 2fa, code google,
code de secours, mot de passe à usage unique, código de verificación, código de confirmación,
código de seguridad, código sms, código 2fa, código de acceso, código de autenticación,
código de un solo uso, clave dinámica, código google, código de respaldo,
código de verificação, código de segurança, codice di verifica, codice di sicurezza,
codice otp, ověřovací kód, код подтверждения, код из смс, код из sms, код смс, смс код,
sms код, проверочный код, одноразовый код, одноразовый пароль, код безопасности, код доступа,
код аутентификации, код авторизации, код 2fa, код двухфакторной, код верификации, код проверки,
код входа, код от гугл, код google, пин код, пин, резервный код, аутентификатор, двухфакторка, двухфакторку, двухфакторная, 2фа, رمز التحقق,
كود التحقق, رمز التأكيد, كود التأكيد, رمز الأمان, رمز المصادقة, رمز الدخول, رمز التفعيل,
كود التفعيل, رمز sms, الرمز السري, رمز لمرة واحدة, رمز مؤقت`);

/** Words that mean some code; trusted only right beside the digits. */
export const WEAK_CODE_CUE = cuePattern(`
verification, auth, two factor, 2 factor, vérification, verificación, 验证, 認証, 인증, подтверждение, подтверждения, التحقق, code, codigo, codice, kod, kód, код, кода, коды, смс, sms, text message, token, g2fa, 码, 碼,
口令, コード, ワンタイム, 코드, 번호, رمز, الرمز, كود, الكود, رمزي, 短信`);

/** Expressions whose digits are none of a secret. The nearest expression before the digits decides. */
export const HARMLESS_NUMBER_CUE = cuePattern(`
error code, error, err, country code, area code, dial code, zip code, zip, postal code,
postcode, promo code, coupon code, coupon, referral code, referral, ref code, invite code,
invitation code, discount code, voucher, gift code, swift code, bank code, sort code,
branch code, routing number, status code, http, http code, exit code, response code,
reason code, tracking code, product code, qr code, case code, agent code, partner code, order,
bot, bot id, bot no, bot number, order id, order no, order number, orders, trade id, txid, tx, transaction, block, height, uid,
user id, userid, account id, account number, account no, customer id, id, ticket,
ticket number, case, request, reference, reference number, ref, memo, tag, destination tag,
invoice, amount, balance, price, deposit, deposited, withdrawal, withdraw, withdrew, transfer,
transferred, sent, paid, bought, sold, total, fee, worth, phone, tel, year, since, nonce,
version, port, row, page, usdt, usdc, usd, eur, btc, eth, bnb, sol, xrp, trx, doge, ltc, krw,
jpy, cny, rub, aed, 错误代码, 错误码, 错误, 錯誤碼, 国家码, 邮编, 邮政编码, 邀请码, 推荐码, 优惠码, 代码, 订单, 订单号, 訂單, 工单, 工单号,
编号, 編號, 金额, 金額, 余额, 提现, 提币, 充值, 充币, 转账, 价格, 手机号, 电话, 区块, 高度, 标签, 流水号, 用户id, 账号, 年, 二维码, エラーコード,
エラー, 国コード, 郵便番号, 紹介コード, 招待コード, 注文, 注文番号, 取引, 取引番号, 金額, 残高, 出金, 入金, 送金, 電話番号, 電話, ユーザーid, チケット,
受付番号, タグ, ブロック, 口座番号, qrコード, 오류 코드, 오류코드, 에러 코드, 에러, 국가 코드, 우편번호, 추천 코드, 추천코드, 초대 코드, 주문, 주문번호,
주문 번호, 거래, 거래번호, 금액, 잔액, 출금, 입금, 송금, 전화번호, 휴대폰 번호, 계좌번호, 티켓, 문의번호, 문의 번호, 접수번호, 태그, 블록, 회원번호,
qr코드, 봇번호, 봇 번호, 봇, 机器人, 机器人编号, ボット, ボット番号, code d'erreur, code d’erreur, code erreur, code pays, code postal, code promo,
code de parrainage, code parrainage, code d'invitation, code banque, commande,
numéro de commande, transaction, montant, solde, retrait, dépôt, virement, téléphone, dossier,
erreur, prix, référence, bloc, código de error, código de país, código postal,
código promocional, código de referido, código de invitación, código de erro, error, pedido,
orden, transacción, monto, importe, saldo, retiro, depósito, transferencia, teléfono, caso,
referencia, precio, bloque, número de orden, número de pedido, код ошибки, ошибка, код страны,
почтовый индекс, индекс, промокод, реферальный код, код приглашения, код банка, заказ, заказа,
ордер, ордера, транзакция, транзакции, сумма, сумму, баланс, вывод, депозит, перевод, телефон,
номер, тикет, заявка, заявки, обращение, обращения, мемо, тег, блок, цена, qr код, رمز الخطأ,
كود الخطأ, خطأ, رمز الدولة, الرمز البريدي, رمز الإحالة, كود الإحالة, كود الدعوة, كود الخصم,
الطلب, طلب, رقم الطلب, رقم, المعاملة, المبلغ, مبلغ, الرصيد, سحب, إيداع, تحويل, هاتف, الهاتف,
تذكرة, حساب, سعر`);

/** "The code did not arrive": digits further on are something else. */
export const ABSENCE = new RegExp(
  `(?<!\\p{L})(?:${alternatives(`not, no, never, didnt, dont, without, waiting, missing, fail, failed, wrong, pas, jamais,
aucun, sin, nunca, не, нет, без, لم, لا, 안`)})(?!\\p{L})|n't|${alternatives(
    '没, 沒, 未, 無, 不能, 不到, 不对, ない, ません, なかった, 届か, 않, 못, 없, ليس',
  )}`,
  'u',
);

/** What makes digits an amount, a duration or a count. */
export const UNIT_BEHIND = new RegExp(
  `^\\s?(?:%|[€$£¥₩₽₹]|(?:${alternatives(`usdt, usdc, busd, usd, eur, gbp, krw, jpy, cny, rmb, rub, aed, btc, eth,
bnb, sol, xrp, trx, doge, ltc, ada, dot, bch, ton, dai, sat, sats, satoshi, gwei, wei, unit, units, coin, coins, token,
tokens, dollar, dollars, euro, euros, yen, won, yuan, ruble, rubles, sec, secs, second, seconds, min, mins, minute,
minutes, hr, hrs, hour, hours, day, days, week, weeks, month, months, year, years, times, confirmation, confirmations,
block, blocks, people, user, users, secondes, heures, jours, fois, segundos, minutos, horas, dias, veces, dolares,
pesos, раз, руб, рублей, доллар, долларов, секунд, минут, часов, часа, дней, дня`)})(?![\\p{L}\\p{N}])|${alternatives(
    '元, 块, 塊, 刀, 枚, 个, 個, 秒, 分, 天, 次, 年, 月, 円, 回, 件, 日, 万, 小时, 小時, 人民币, 時間, ドル, 원, 달러, 초, 분, 시간, 일, 회, 개, دولار, ثانية, دقيقة, ساعة, يوم, ريال, درهم',
  )})`,
  'u',
);

/** On the same line in front of a bare "code": it is the code of a fault. */
export const FAULT_CUE = new RegExp(
  `(?:${
    cuePattern(`вебсокет, ウェブソケット, 웹소켓, websockets, endpoint, sdk, client, library, websocket, socket, ws, closes, closed, disconnect, disconnected, status, exit,
returns, returned, response, error, apierror, exception, failed, failure, http, api, 错误, 报错, 錯誤, エラー, 오류, 에러, erreur,
fehler, erro, ошибка, ошибки, ошибку, خطأ`).source
  })[^\\n]*$`,
  'u',
);
