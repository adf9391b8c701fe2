import { CODE_CUE } from './code-cues.ts';
import { cuePattern, findCues, linkPattern } from './cues.ts';
import type { FoldedText } from './fold-text.ts';
import type { SecretSpan } from './span.ts';

const PASSWORD_CUE = cuePattern(`
password, passcode, pass phrase, pw, psw, pswd, pass word, parola, wachtwoord, 비번, 암호, пасс, 密碼是, 口令, p@ssword, p@ssw0rd, passw0rd, passwort, kennwort, passwd, passphrase, pwd, pass, login password, fund password, 密码, 密碼, 登录密码, 资金密码,
パスワード, 비밀번호, 패스워드, mot de passe, mdp, contraseña, clave, senha, пароль, пароля, كلمة المرور,
كلمة السر, الباسورد, باسورد`);
const API_SECRET_CUE = cuePattern(`
api secret, api secret key, sign key, signing key, signing secret, hmac key, hmac secret, secret key, secretkey, secret, client secret, access secret,
api key secret, api密钥, api 密钥, 密钥, 密鑰, シークレット, シークレットキー, 시크릿, 시크릿 키, 비밀키, clé secrète,
clave secreta, clave api secreta, секретный ключ, секрет, المفتاح السري, bearer`);
const SETUP_KEY_CUE = cuePattern(`
2fa backup, 2fa, totp, authenticator, google authenticator, otp, otp 키, otp 시크릿, 2fa 키, authenticator app, autenticador, authentificateur, аутентификатора, двухфакторной аутентификации, المصادقة الثنائية, مصادقة ثنائية, مفتاح المصادقة, مفتاح المصادقة الثنائية, 인증기, 인증 앱 키, 驗證器, 验证器, 谷歌验证, 谷歌验证码, 認証アプリ, 인증 앱, аутентификатор,
setup key, authenticator key, authenticator secret, 2fa key, 2fa secret, totp secret, totp key,
google key, ga key, backup key, otp secret, 16 digit key, 谷歌密钥, 谷歌验证密钥, 谷歌验证器密钥, 验证器密钥, 备份密钥,
セットアップキー, 설정 키, 설정키, clé de configuration, clave de configuración, ключ настройки, ключ 2fa,
مفتاح الإعداد`);
const JWT = /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}/g;
/** Keys of services that bear their kind in front; Amazon's secret stands beside its key. */
const TOKEN_WITH_NAME =
  /(?<![A-Za-z0-9])(?:[sr]k_live_[A-Za-z0-9]{16,}|gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{30,}|glpat-[A-Za-z0-9_-]{16,}|xox[abprs]-[A-Za-z0-9-]{16,}|AIza[A-Za-z0-9_-]{35}|(?<=AKIA[A-Z0-9]{16}[\s:,|]{1,3})[A-Za-z0-9/+]{40})/g;
const OTPAUTH = /otpauth(?:-migration)?:\s?\/\s?\/\s?\S{8,}(?:\s{0,2}[?&]\S{4,}){0,4}/g;
/** Sixteen and more letters of base32 at a stretch, or groups of four. */
const SETUP_KEY =
  /^(?:[A-Za-z2-7]{16,64}|[A-Za-z2-7]{4}(?:[ -][A-Za-z2-7]{4}){3,15})(?![A-Za-z0-9])/;
const SETUP_NOUN =
  /^[\s_-]{0,2}(?:key|backup|secret|setup|seed|code|密钥|密鑰|キー|키|시크릿|مفتاح|cle|clave|ключ)s?(?![a-z])/u;
const MAX_GAP = 28;
const LINKED =
  linkPattern(`account, login, email, mail, wallet, exchange, old, new, current, api, compte, nouveau, ancien,
cuenta, nueva, nuevo, vieja, аккаунта, аккаунт, почты, новый, старый, الخاصة بي, الخاصة, بي, حسابي, لحسابي, الجديدة, 账户, 账号, 邮箱, 新,
旧, アカウント, 新しい, 古い, 계정, 새, 메일, от, к, до, de, du, del, of, лк, لل, ل, هي, هو, حساب`);
const TOKEN = /[\x21-\x7e]{4,256}/g;

/** What a value of each sort needs at least; looked for first, because most texts hold none of it. */
const DIGIT = /[0-9]/;
const PASSWORD_MARK = /[0-9]|[!@#$%^&*_+=~?][\x21-\x7e]|[\x21-\x7e][!@#$%^&*_+=~]/;
const LONG_TOKEN = /[\x21-\x7e]{16}/;
const BASE32_RUN = /[A-Za-z2-7]{16}|[A-Za-z2-7]{4}(?:[ -][A-Za-z2-7]{4}){3}/;

/** Passwords, secrets of API keys, set-up keys of authenticators and session tokens, where the text names them. */
export const findCredentials = ({ flat, lower }: FoldedText): readonly SecretSpan[] => {
  const spans: SecretSpan[] = [];
  const hasDigit = DIGIT.test(flat);
  if (hasDigit && LONG_TOKEN.test(flat)) {
    spans.push(
      ...spansOf(flat, JWT, 'api_secret'),
      ...spansOf(flat, TOKEN_WITH_NAME, 'api_secret'),
      ...findNamed(flat, lower, API_SECRET_CUE, 'api_secret', isApiSecret),
    );
  }
  if (lower.includes('otpauth')) spans.push(...spansOf(lower, OTPAUTH, 'totp_secret'));
  if (hasDigit || PASSWORD_MARK.test(flat)) {
    spans.push(...findNamed(flat, lower, PASSWORD_CUE, 'password', isPassword));
  }
  if (BASE32_RUN.test(flat)) spans.push(...findSetupKeys(flat, lower));
  if (hasDigit) spans.push(...findNamed(flat, lower, CODE_CUE, 'one_time_code', isLetteredCode));
  return spans;
};

const spansOf = (text: string, pattern: RegExp, kind: SecretSpan['kind']): readonly SecretSpan[] =>
  findCues(text, pattern).map(({ start, end }) => ({ start, end, kind }));

/** The first run of printable ASCII behind the cue, if only linking words stand between. */
const findNamed = (
  flat: string,
  lower: string,
  pattern: RegExp,
  kind: SecretSpan['kind'],
  accepts: (token: string, gap: string) => boolean,
): readonly SecretSpan[] => {
  const spans: SecretSpan[] = [];
  for (const cue of findCues(lower, pattern)) {
    const behind = flat.slice(cue.end, cue.end + MAX_GAP + 256);
    for (const match of behind.matchAll(TOKEN)) {
      const gap = lower.slice(cue.end, cue.end + match.index);
      if (match.index > MAX_GAP || !LINKED.test(gap)) break;
      const lead = /^[:=>"'(`[<*]+/.exec(match[0])?.[0].length ?? 0;
      const value = match[0].slice(lead).replace(/["'`)\].,;:!?>*]+$/, '');
      if (!accepts(value, gap + match[0].slice(0, lead))) continue;
      const start = cue.end + match.index + lead;
      // The stripped punctuation may belong to the secret: it goes along.
      spans.push({ start, end: cue.end + match.index + match[0].length, kind });
      break;
    }
  }
  return spans;
};

/** What stands behind "password" in a piece of program or a manual: calls, members, settings, links. */
const PROGRAM =
  /\]\(|^\$\{|^--|^[)}\]]|^@[\w.-]+:[0-9]|^[A-Za-z_][\w.]*(?:\(|\[[0-9])|^[a-z_]+(?:\.[a-z_]+)+$|^[A-Z_]+(?:=|$)|^[a-z_]{3,}=[A-Za-z]+$|=\{|^\]?\(#/;

const isPassword = (value: string): boolean => {
  if (value.length < 4 || value.length > 64 || PROGRAM.test(value)) return false;
  if (/^https?:|^[^@\s]+@[^@\s]+\.[a-z]+$|\//i.test(value)) return false;
  const letters = /[A-Za-z]/.test(value);
  const digits = /[0-9]/.test(value);
  if (!letters) return /^[0-9]{6,12}$/.test(value);
  return value.length >= 6 && (digits || /[!@#$%^&*_+=~?]/.test(value));
};

/** `A7K9Q2`, `ABCD-1234-EFGH-5678`, `k3j2-9f8d`: letters and digits mixed, in capitals or in groups. */
const isLetteredCode = (value: string): boolean =>
  /[0-9]/.test(value) &&
  /[A-Za-z]/.test(value) &&
  (/^[A-Z0-9]{5,10}$/.test(value) || /^[A-Za-z0-9]{4,8}(?:-[A-Za-z0-9]{4,8}){1,7}$/.test(value));

const isApiSecret = (value: string): boolean =>
  /^[A-Za-z0-9+/_=.-]{16,}$/.test(value) && /[A-Za-z]/.test(value) && /[0-9]/.test(value);

const findSetupKeys = (flat: string, lower: string): readonly SecretSpan[] => {
  const spans: SecretSpan[] = [];
  for (const cue of findCues(lower, SETUP_KEY_CUE)) {
    const behind = flat.slice(cue.end, cue.end + 120);
    for (const match of behind.matchAll(/(?<![A-Za-z0-9])[A-Za-z2-7]/g)) {
      const gap = lower.slice(cue.end, cue.end + match.index);
      if (gap.length > MAX_GAP) break;
      if (!LINKED.test(gap.replace(SETUP_NOUN, ''))) continue;
      const key = SETUP_KEY.exec(behind.slice(match.index))?.[0];
      if (key === undefined || !isSetupKey(key)) continue;
      const start = cue.end + match.index;
      spans.push({ start, end: start + key.length, kind: 'totp_secret' });
      break;
    }
  }
  return spans;
};

/** Words in capitals are base32 too: groups need a digit, and one stretch a digit or capitals throughout. */
const isSetupKey = (key: string): boolean => /[2-7]/.test(key) || /^[A-Z]+$/.test(key);
