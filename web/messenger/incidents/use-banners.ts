import { type JSX, useEffect, useState } from 'react';
import { useLocale } from '../app/locale.ts';

/** What is disturbed right now, fetched after the screen stands; it may be missing, and nothing waits for it. */
export const useBanners = (): JSX.Element | null => {
  const locale = useLocale();
  const [banners, setBanners] = useState<JSX.Element | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each language has its own
  useEffect(() => {
    import('./banners.tsx')
      .then(({ loadBanners }) => loadBanners())
      .then(setBanners, () => setBanners(null));
  }, [locale]);
  return banners;
};
