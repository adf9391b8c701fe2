/**
 * English words that ordinary sentences about an exchange are made of. Many stand in the BIP-39 list as well; a run
 * of list words with many of them is read as a sentence unless its checksum is right.
 */
const COMMON = `about above access account across actual add address again ahead all almost alone already also always
amount amp any area around asset auto balance base become before begin below best between bring business buy call can
cash change check choose claim clean clear click close code coin come common confirm control correct could cover
credit current custom day deal decide different difficult dollar during each early easy end enough error even ever every exact example
exchange exist fee few figure file final find fine first fix follow foot force forget found friend from full get give
good great group grow guess half happy hard have help here high hold home hope hour idea into issue job join just keep
kind know large last late later latest leave left like limit link list little live load long lose lot love low main make manual
many market matter maybe mean message method middle minute minor money month more most much must name near need never
network new next nice nothing notice now number off offer often old once one only open option order other over own
page part pay people phone place please point position possible present pretty price private problem process program
proof public put question quick rather ready real reason receive recent recall record remain remember remove reopen
repeat replace report request require rest result return right safe same save say screen season second section secure
security see seek sell send service session set share should show side sign similar simple since small soon sorry
start state step still stop such sure swap system table take talk target tell term test thank that them then there
they thing think this time today together token tonight too total track trade transfer trust try type under
understand unknown unlock until update upgrade use used usual valid value verify version very video view visit wait
wallet want warn way week well what when where which while who why will wish with work world worry would write wrong year you
young your`;

/** Words that no list holds and every English sentence does: a phrase does not go on across them. */
const BREAKING = `a an and are as at be been but by did do does for had has he her him his how i if in is it its me my
no nor not of on or our out she so than the their to up us was we were your`;

/** List words that hold a sentence together; in a random phrase four of twelve are rarer than one in a thousand. */
const BINDING = `about above again all also always another any because before behind below between both can during
each either else enough even ever every few from have here into just like make many may more most much must near never
next now off often once one only other over same should since some such than that then there they this three together
toward under until upon use very well what when where which while who why will wish with you your yes`;

const asSet = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

const COMMON_WORDS = asSet(COMMON);
const BINDING_WORDS = asSet(BINDING);
const BREAKING_WORDS = asSet(BREAKING);

export const isCommonWord = (word: string): boolean => COMMON_WORDS.has(word);
export const isBindingWord = (word: string): boolean => BINDING_WORDS.has(word);
export const isBreakingWord = (word: string): boolean => BREAKING_WORDS.has(word);
