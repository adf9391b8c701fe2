import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createServerSecretGuard } from '../../adapters/secret-guard-bip39/create-guard.ts';

const guard = createServerSecretGuard();

/** As people write it, and behind the bar a part of the secret that must be gone. */
const WITH_SECRET = String.raw`
my 2fa backup key is KVKFKRCPNZQUYMLXOVYDSQKJKZDTSRLD|KVKFKRCP
google authenticator secret: MFRGGZDFMZTWQ2LK|MFRGGZDF
secret key for authenticator app: mfrg gzdf mztw q2lk|gzdf
谷歌验证器密钥：MFRGGZDFMZTWQ2LK|MFRGG
구글 OTP 키 MFRGGZDFMZTWQ2LK 입니다|MFRGG
認証アプリのシークレットキーは MFRGGZDFMZTWQ2LK です|MFRGG
clé secrète 2FA : MFRGGZDFMZTWQ2LK|MFRGG
la clave del autenticador es MFRGGZDFMZTWQ2LK|MFRGG
секретный ключ 2FA: MFRGGZDFMZTWQ2LK|MFRGG
مفتاح المصادقة الثنائية: MFRGGZDFMZTWQ2LK|MFRGG
totp seed = MFRGGZDFMZTWQ2LKNNWG23TPOA======|MFRGG
hi the code i got by text is 482193|482193
they texted me 482193 as the login code|482193
My 2FA code was 482193 but it says invalid|482193
I typed the verification code 482193 three times|482193
OTP 482193 expired|482193
is 482193 the right sms code?|482193
pin: 4821|4821
验证码：482193 一直提示错误|482193
我输入了短信验证码482193还是不行|482193
收到的谷歌验证码是 482 193|482 193
動態密碼 482193|482193
邮箱验证码【482193】|482193
SMS認証コード「482193」を入力しましたがエラーになります|482193
2段階認証の6桁は482193でした|482193
メールのコード 482193|482193
문자로 받은 인증번호 482193 입력했는데 안돼요|482193
OTP 번호가 482193인데 오류나요|482193
구글 인증 482193|482193
le code reçu par SMS est le 482193|482193
j'ai saisi le code 482193 mais ça ne marche pas|482193
code de confirmation reçu : 482 193|482 193
el código que me llegó por SMS es 482193|482193
ingresé el código de verificación 482193 y dice inválido|482193
mi código 2FA 482193|482193
мне пришел код 482193, не принимает|482193
код из смс 482193 неверный|482193
ввожу код 482193 а он не подходит|482193
двухфакторка 482193|482193
وصلني رمز التحقق 482193 ولا يعمل|482193
الكود اللي وصلني 482193|482193
رمز المصادقة ٤٨٢١٩٣ غير صحيح|٤٨٢١٩٣
my password is sunshine2024|sunshine2024
pw: Tr0ub4dor&3|Tr0ub4
login: bob@mail.com pass: qwerty123|qwerty123
my login is bob and the password Qwerty123!|Qwerty123
account bob@mail.com / password: hunter2abc|hunter2abc
密码是 Qwerty123! 登录不了|Qwerty123
我的资金密码 838271|838271
登录密码abc12345|abc12345
パスワードはQwerty123!です|Qwerty123
비밀번호는 Qwerty123! 입니다|Qwerty123
비번 Qwerty123!|Qwerty123
mon mot de passe est Soleil1999!|Soleil1999
mdp Soleil1999!|Soleil1999
mi contraseña es Qwerty123!|Qwerty123
la clave: Qwerty123!|Qwerty123
мой пароль Qwerty123!|Qwerty123
пароль от аккаунта: Qwerty123!|Qwerty123
كلمة السر Qwerty123!|Qwerty123
كلمة المرور هي Qwerty123!|Qwerty123
password=Qwerty123!&user=bob|Qwerty123
API Key: vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A Secret: NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j|NhqPtmdSJYdK
api secret key NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j|NhqPtmdSJYdK
apiSecret:"NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j"|NhqPtmdSJYdK
my okx secret is 22582BD0CFF14C41EDBF1AB98506286D|22582BD0
SECRET_KEY=22582bd0cff14c41edbf1ab98506286d|22582bd0
kraken private key kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==|kQH5HW
api passphrase: MyPass2024|MyPass2024
API密钥 secret 为 NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZj|NhqPtmd
시크릿 키: NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZj|NhqPtmd
секретный ключ API NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZj|NhqPtmd
APIシークレット NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZj|NhqPtmd
المفتاح السري للـ API هو NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZj|NhqPtmd
Authorization: Bearer 5f2b1c9e8d7a4f6b9c3e2d1a0f8b7c6d5e4f3a2b|5f2b1c9e
X-MBX-APIKEY and secretKey "5f2b1c9e8d7a4f6b9c3e2d1a0f8b7c6d"|5f2b1c9e
my card 4111111111111111 exp 12/26 cvv 123|4111111111
card: 5555-5555-5555-4444|5555-4444
visa ending? full number 4012 8888 8888 1881|8888 1881
银行卡号 6222021234567890128|6222021234
カード番号は4111-1111-1111-1111です|1111-1111
카드번호 4111111111111111 로 결제했어요|4111111111
numéro de carte : 4111111111111111|41111111
mi tarjeta 4111111111111111 fue rechazada|41111111
номер карты 4111111111111111|41111111
رقم البطاقة 4111111111111111|41111111
L1aW4aubDFB7yfras2S1mN3bqg9nwySY8nkoLmJebSLD5BWv3ENZ|L1aW4aub
import this: 6PRVWUbkzzsbcVac2qwfssoUJAN1Xhrg6bNk8J7Nzm5H7kxEbn2Nh2ZoGg|6PRVWUbk
zprvAWgYBBk7JR8Gjrh4UJQ2uJdG1r3WNRRfURiABBE3RvMXYSrRJL62XuezvGdPvG6GFBZduosCc1YP5wixPox7zhZLfiUm8aunE96BBa4Kei5|zprvAWgYB
metamask private key 4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318|4c0883a6
pvt key 4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318|4c0883a6
我的钱包私钥 0x4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318 帮我导入|4c0883a6
wallet backup velvet, canyon, mirror, puzzle, oxygen, tribe, harvest, nephew, blanket, drift, salmon|canyon
velvet canyon mirror puzzle oxygen tribe harvest nephew blanket drift salmon orbit velvet2|canyon
first word velvet second canyon third mirror fourth puzzle fifth oxygen sixth tribe seventh harvest eighth nephew ninth blanket tenth drift eleventh salmon twelfth orbit|canyon
the seed starts with velvet canyon mirror puzzle oxygen and ends with tribe harvest nephew blanket drift salmon orbit|canyon
-----BEGIN PRIVATE KEY----- MIIEvQIBADANBgkqhkiG9w0BAQEFAASC -----END PRIVATE KEY-----|MIIEvQ
-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA|b3Blbn
-----BEGIN RSA PRIVATE KEY----- Proc-Type: 4,ENCRYPTED MIIEpAIBAAKCAQEA|MIIEpA
my xprv xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi|xprv9s21
tprv8ZgxMBicQKsPd7Uf69XL1XwhmjHopUGep8GuEiJDZmbQz6o58LninorQAfcKZWARbtRtfnLcJ5MQ2AtHcQJCCRUcMRvmDUjyEmNUWwx8UbK|tprv8
yprvABrGsX5C9jantZVwdwcQhDXkqsu4RoSAZKBwPnLA3uyeVM3C3fvTuqzru4fovMSLqYSqALGe9MBqCf7Pg7Y7CTsjoNnLYg6HxR2Xo44NX7E|yprvA
binance api: key=vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A sign key=NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j|NhqPtm
export BYBIT_SECRET='Zk3kQ9vLw1pXs8Rt2yUu7aBcDeFgHiJkLmNo'|Zk3kQ9
my secret is Zk3kQ9vLw1pXs8Rt2yUu7|Zk3kQ9
Passwort: Sommer2024!|Sommer2024
backup codes 1234-5678 8765-4321|1234-5678
recovery codes: abcd-1234 efgh-5678|abcd-1234
10 backup codes:\n1) 48291300\n2) 55120011\n3) 77120099|77120099
code 482193 and then 551902|551902
google code is four eight two one nine three|four eight
短信码四八二一九三|八二一九
`;

/** What looks like it and is none. */
const WITHOUT = `
order no. 4532015112830366 not filled
订单编号4532015112830366
订单号：4532015112830366 一直没成交
주문 4532015112830366 체결 안됨
注文ID 4532015112830366 が約定しません
n° de commande 4532015112830366
número de pedido: 4532015112830366
номер заказа 4532015112830366
ордер №4532015112830366
رقم الطلب 4532015112830366
paid by card, order 4532015112830366
client order id x-4532015112830366
timestamp 1700000000000 in request
my deposit tx 0xf2ca1bb6c7e907d06dafe4687e579fce76b37e4e93b7605022da52e6ccc26fd2 is pending
f2ca1bb6c7e907d06dafe4687e579fce76b37e4e93b7605022da52e6ccc26fd2 这笔充值没到
trx hash f2ca1bb6c7e907d06dafe4687e579fce76b37e4e93b7605022da52e6ccc26fd2
Solana tx 5VERv8NMvzbJMEkV8xnrLkEaWRtSz9CosKDYjCJjBRnbJLgp8uirBgmQpjKhoR4tjF3ZpRzrFmBV6UjKdiSZkQUW confirmed
address 7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV
contract 0xdAC17F958D2ee523a2206206994597C13D831ec7 on ERC20
memo 1234567890 tag 100234
block hash 0000000000000000000320283a032748cef8227873ff4872689bf23f1cda83a5
merkle f2ca1bb6c7e907d06dafe4687e579fce76b37e4e93b7605022da52e6ccc26fd2 proof of reserves leaf
my proof of reserves leaf is f2ca1bb6c7e907d06dafe4687e579fce76b37e4e93b7605022da52e6ccc26fd2
device id f2ca1bb6c7e907d06dafe4687e579fce76b37e4e93b7605022da52e6ccc26fd2
session 550e8400-e29b-41d4-a716-446655440000
I never shared my seed phrase with anyone
what is a seed phrase and why do I need 12 words
do you need my private key? I won't give it
12단어 복구 구문이 뭔가요?
助记词和私钥有什么区别
Can support see my password? I hope not!
I changed my password yesterday at 14:30
密码错误次数过多，24小时后再试
пароль не подходит с 2023 года
My verification code arrives after 10 minutes
Google Authenticator shows wrong codes since update 6.0
the 2FA code has 6 digits but field wants 8
I entered the code 3 times
error 1015 after code entry
fee 0.0005 BTC minimum 0.001
I bought 1234.5678 USDT for 100000 KRW
send to acc no 1234567890123 at KB bank
reference 20240511123456789
level2 kyc submitted 2024/05/11
OTP not received +82 10-1234-5678
call me 482-913-5512 please
zip 94107, suite 1200
BTC 2FA 2024 2025 update
my order 482193 is stuck
UID 48219305 verification failed
I sent 482193 USDT
error code 482193
ticket 482193 please
交易号 482193
订单号：48219305 没有到账
充值 482193 USDT
注文番号 482193
주문번호 482193 확인
commande 482193
pedido 482193
заказ 482193
طلب 482193
tag 482193 for XRP deposit
memo 482193
my phone number is 482193555
postal code 10115
block 812345
I have waited 72 hours and 3000 minutes
ETH at 3482 and BTC 68123
the price dropped to 48219
2FA reset takes 48 hours
password reset link expired
I forgot my password and 2FA code
mot de passe oublié depuis 2 jours
order id 4111111111111111 filled
订单 6222021234567890128
api key permissions: read, trade; error -2015
how do I find my private key for the wallet 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed
My account was hacked on 2024-05-12 at 14:30
the fund was 12,500.00 and fee 25.00
code: 200 ok
status code 404 on /api/v3/order
Invoice INV-2024-00123
IBAN DE89370400440532013000
seed round investment of 1000 USDT
the secret is to buy low
pin the message please
level 3 verification code never came
please pass this on to the team2024
the key 2024 roadmap items
API rate limit 1200 per minute
I used the same password for 3 years
wallet address: TJRabPrwbZy45sbavfcjinPJC18kjpRTv8
ref code ABC12345
my referral code is 48219305
promo code SUMMER2024
coupon 1234-5678
qr code 123456 from receipt
transfer code bank SWIFT DEUTDEFF500
SMS cost 0.05 each, 120 sent
버전 3.48.2 에서 오류
バージョン 12.4821
версия 4821
`;

const linesOf = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '');

test('secrets in everyday sentences of eight languages are destroyed', () => {
  for (const line of linesOf(WITH_SECRET)) {
    const bar = line.lastIndexOf('|');
    const text = line.slice(0, bar).replaceAll(String.raw`\n`, '\n');
    const secret = line.slice(bar + 1);
    assert.ok(text.includes(secret), line);
    assert.ok(!guard.redact(text).text.includes(secret), line);
  }
});

test('orders, amounts, versions and the like in everyday sentences stay', () => {
  for (const line of linesOf(WITHOUT)) assert.equal(guard.redact(line).text, line);
});
