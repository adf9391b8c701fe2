declare module 'texts:*' {
  const catalogue: import('./compiled.ts').Catalogue;
  export default catalogue;
}
declare module 'icon:*' {
  /** Path data on a 24 × 24 grid, for a stroke of 2. */
  const path: string;
  export default path;
}
declare module 'launcher:labels' {
  /** The launcher's word by locale. */
  const labels: Readonly<Record<string, string>> & { readonly en: string };
  export default labels;
}
declare module 'words:bip39' {
  const words: import('../../../src/core/secrets/packed-words.ts').PackedWords;
  export default words;
}
