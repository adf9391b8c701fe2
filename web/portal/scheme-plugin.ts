const DARK = ':root[data-theme="dark"]';

/** The rule's text from its selector to the brace that ends it. */
const ruleOf = (css: string): string => {
  const start = css.indexOf(DARK);
  const end = css.indexOf('}', start);
  if (start < 0 || end < 0) throw new Error(`web/kit/tokens.css has no rule for ${DARK}`);
  return css.slice(start, end + 1);
};

/** Vite plugin: these pages follow the device by the style alone, because without a script nobody sets an attribute. */
export const schemePlugin = () => ({
  name: 'mainstay-scheme',
  enforce: 'pre' as const,
  transform(code: string, id: string): string | undefined {
    if (!id.endsWith('/kit/tokens.css')) return undefined;
    const rule = ruleOf(code);
    return code.replace(
      rule,
      `@media (prefers-color-scheme: dark) {${rule.replace(DARK, ':root')}}`,
    );
  },
});
