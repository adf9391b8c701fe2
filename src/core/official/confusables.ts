/**
 * Letters of other scripts, and of Latin beyond ASCII, that are drawn like ASCII ones. After the confusables of
 * Unicode Technical Standard 39, as far as they can stand in the name of a host.
 */
const DRAWN_ALIKE: Readonly<Record<string, string>> = {
  a: 'аαɑａạᴀӓ',
  b: 'ьƅɓʙвβ',
  c: 'сϲᴄⅽҫ',
  d: 'ԁɗđⅾԃ',
  e: 'еєҽɛεэɘё℮',
  f: 'ƒғꜰ',
  g: 'ɡցɢ',
  h: 'һհнʜħњ',
  i: 'іɩιɪıįӏїϊꙇ',
  j: 'јϳʝ',
  k: 'кκқҝᴋĸќҟ',
  l: 'ⅼӏιłʟŀꞁ',
  m: 'мⅿʍᴍɱ',
  n: 'ոпηɴŋռи',
  o: 'оοօøöσσᴏоѳө๐໐ჿ',
  p: 'рρþᴘҏ',
  q: 'ԛգʠ',
  r: 'гʀɼᴦ',
  s: 'ѕꜱʂտ',
  t: 'тτᴛţţŧ',
  u: 'υսʊᴜццμ',
  v: 'νѵᴠⅴ',
  w: 'ωԝɯшщᴡ',
  x: 'хχ×ⅹ',
  y: 'уүγʏყÿў',
  z: 'ᴢʐƶ',
};

const GLYPHS: ReadonlyMap<string, string> = new Map(
  Object.entries(DRAWN_ALIKE)
    // Of a letter that stands twice the first counts: `а` is an a.
    .flatMap(([ascii, drawn]) => [...drawn].map((letter) => [letter, ascii] as const))
    .reverse(),
);

/** The label with every letter as the ASCII one that it is drawn like; others stay. Marks above and below are dropped. */
export const foldGlyphs = (label: string): string => {
  let folded = '';
  for (const char of label.normalize('NFKC').toLowerCase().normalize('NFD')) {
    if (!/\p{M}/u.test(char)) folded += GLYPHS.get(char) ?? char;
  }
  return folded;
};

/** ASCII that is read as other ASCII at a glance; the longer first. */
const READ_ALIKE: readonly (readonly [RegExp, string])[] = [
  [/rn/g, 'm'],
  [/vv/g, 'w'],
  [/[1i|!]/g, 'l'],
  [/0/g, 'o'],
  [/3/g, 'e'],
  [/5/g, 's'],
  [/4/g, 'a'],
  [/7/g, 't'],
  [/q/g, 'g'],
];

/** Equal skeletons: at a glance the same word. Only to be compared with other skeletons. */
export const skeletonOf = (label: string): string =>
  READ_ALIKE.reduce((text, [shape, as]) => text.replace(shape, as), foldGlyphs(label));
