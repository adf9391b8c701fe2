/** What is put before or behind a brand to make it look like one of its own addresses. */
const BAIT = `
  2fa access account accounts activate activation admin airdrop airdrops alert alerts api app apps asset assets auth
  authenticate authentication authorize bank beta blog bonus bot btc bnb bitcoin care cash center centre chat check
  claim claims client cloud club coin coins com community competition confirm confirmation connect contact corp cs
  crypto customer customers dapp dashboard de defi deposit desk dev dex discord download earn eth ether ethereum eu
  event events exchange ex fi finance financial free fund funds fx get gift gifts give giveaway giveaways giving global
  go group help helpcenter helpdesk helpline home hotline hub id in inc info int invest io jp kr kyc labs launch ledger
  limited link live login logins logon ltd mail margin market markets mining mobile my net network new news nft now
  notice office official on online org page pay payment payments platform portal prelaunch premium present presents
  pro profile promo promos promotion register registration reset restore resolve reward rewards recover recovery refund
  safe safety sale secure secured security service services session shop sign signin signup site smart soft stake staking
  status store supply support swap sync system team tech telegram terminal test testnet the token tokens top tr trade
  trader trades trading transfer trust trx uk unlock update updates upgrade us usa usd usdt user users valid validate
  validation verification verified verify vip wallet wallets web win withdraw withdrawal www xrp
`;
const BAIT_WORDS: ReadonlySet<string> = new Set(BAIT.trim().split(/\s+/));
const LONGEST = Math.max(...[...BAIT_WORDS].map(({ length }) => length));

/** Whether a text is nothing but such words, digits and hyphens, run together or not; an empty one is. */
export const isBait = (text: string): boolean => {
  const reached = [true];
  for (let end = 1; end <= text.length; end += 1) {
    let isReached = /[\d-]/.test(text[end - 1] ?? '') && reached[end - 1] === true;
    for (let start = Math.max(0, end - LONGEST); start < end && !isReached; start += 1) {
      isReached = reached[start] === true && BAIT_WORDS.has(text.slice(start, end));
    }
    reached.push(isReached);
  }
  return reached[text.length] === true;
};

/** The text without such words at its ends, where enough is left to be a name: `shortest` characters. */
export const withoutBait = (text: string, shortest: number): readonly string[] => {
  const left: string[] = [];
  for (const word of BAIT_WORDS) {
    if (word.length < 3 || text.length - word.length < shortest) continue;
    if (text.endsWith(word)) left.push(text.slice(0, -word.length));
    if (text.startsWith(word)) left.push(text.slice(word.length));
  }
  return left;
};

/** Names of brands that are ordinary words: that one occurs somewhere says nothing by itself. */
const ORDINARY: ReadonlySet<string> = new Set(
  `gate crypto gemini coin coins base bit token exchange market wallet swap trust ledger safe phantom rainbow
   exodus atomic compound curve maker opera brave coinlist balance stellar cosmos polygon near flow status
   bank cash pay trade trading global argent rabby`.split(/\s+/),
);
/** Words and names that lie close to a brand's name and are not meant for it. */
const INNOCENT: ReadonlySet<string> = new Set(
  `finance financial balance binary alliance britain cracker kraker baker bitter bitten better letter litter twitter
   uniform coinage coinbank hobby huobao brokers maker market markets index dex bitcoin bitcoins ethereum metal meta
   taxbit orbit habit rabbit exhibit inhibit credit reddit update updates upbeat cupid google github cobalt geminis
   bybus krakow okay changelog spectrum profit prophet checkup cognex revolt revolution phaseshift bigpanda
   biomart connex unix check blank binder orbital inbound`.split(/\s+/),
);

export const isOrdinaryWord = (label: string): boolean => ORDINARY.has(label);
export const isInnocentWord = (label: string): boolean =>
  INNOCENT.has(label) || ORDINARY.has(label);
