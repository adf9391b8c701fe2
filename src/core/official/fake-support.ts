/**
 * How people pose as support, or sell a rescue, in the languages of the product. Alone they say nothing: customers
 * use such words, too. Beside a contact that is not ours they are a reason to look twice.
 */
const PHRASES: readonly RegExp[] = [
  /\b(?:official|live|customer|technical|help) (?:support|service|care|desk|agent|team)\b/i,
  /\b(?:validate|synchroni[sz]e|sync|rectify|connect|verify|import) (?:your|the|my) wallet\b/i,
  /\b(?:recover(?:y|ed)?|retrieve|get back) (?:\S+ ){0,3}(?:funds|coins|crypto|bitcoin|money|expert|agent|hacker)\b/i,
  /\b(?:contact|message|text|write|reach|dm|add) (?:me|him|her|them|us|the \S+) (?:on|at|via|through|directly)\b/i,
  /(?:官方|人工|在线|專屬|专属)(?:客服|支持)|(?:联系|添加|加)(?:我|他|她|客服|微信|老师)|(?:追回|找回)(?:资金|资产|币|损失)|(?:验证|同步|连接)(?:你的|您的)?钱包/,
  /(?:공식|고객|기술)\s?(?:지원|센터|상담)|(?:텔레그램|카카오톡|카톡)(?:으로|에서|로)?\s?(?:연락|문의)|지갑(?:을)?\s?(?:연결|동기화|인증)|(?:자금|코인|피해금)(?:을)?\s?(?:복구|회수|되찾)/,
  /(?:公式|カスタマー|テクニカル)(?:サポート|センター)|(?:LINE|テレグラム|ライン)(?:で|に)?(?:連絡|追加|登録)|ウォレット(?:を)?(?:接続|同期|認証)|(?:資金|コイン|被害金)(?:を)?(?:回収|取り戻)/i,
  /\b(?:service client|support (?:officiel|technique|client)|conseiller officiel)\b|\b(?:contactez|écrivez|ajoutez)[- ](?:moi|nous|le|la)\b|\b(?:récupérer|récupération) (?:\S+ ){0,3}(?:fonds|cryptos?|argent)\b|\b(?:valider|synchroniser|connecter) (?:votre|le) (?:portefeuille|wallet)\b/iu,
  /\b(?:soporte|servicio|atención) (?:oficial|técnico|al cliente)\b|\b(?:contácta|escríbe|agréga)(?:me|nos|lo|la)\b|\brecuperar (?:\S+ ){0,3}(?:fondos|criptos?|dinero)\b|\b(?:validar|sincronizar|conectar) (?:su|tu|la) (?:cartera|billetera|wallet)\b/iu,
  /(?:официальн\S+|техническ\S+|клиентск\S+) (?:поддержк|служб)|служб\S+ поддержки|(?:напиши|пиши|свяжи|добавь)(?:те|тесь|сь)? (?:мне|ему|ей|нам|с|в)|(?:верну|возврат|вернуть|вывести) (?:\S+ ){0,3}(?:средств|деньги|монет|крипт)|(?:подключ|подтверд|синхрониз)\S+ (?:\S+ )?кошел/iu,
  /(?:الدعم|خدمة)\s?(?:الرسمي|الفني|العملاء)|(?:تواصل|راسل)\S*\s?(?:معي|معنا|على|عبر)|(?:استرداد|استرجاع|استعادة)\s?(?:\S+ ){0,2}(?:الأموال|أموال|العملات|المال)|(?:ربط|توثيق|مزامنة)\s?(?:ال)?محفظ/u,
];

export const saysSupport = (text: string): boolean => PHRASES.some((phrase) => phrase.test(text));
