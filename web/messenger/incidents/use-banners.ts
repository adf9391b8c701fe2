import { type JSX, useEffect, useRef, useState } from 'react';
import { useLocale } from '../app/locale.ts';

/** For so long the list of requests waits for what stands above it. */
const WAIT_MS = 500;

interface Banners {
  readonly banners: JSX.Element | null;
  /** Whether there are any is known, or was waited for long enough. */
  readonly isKnown: boolean;
  /** They came when all else stood already: nothing makes room for them. */
  readonly isLate: boolean;
}

/** As they were last, for whoever comes home again. */
let last: JSX.Element | null = null;

/** What is disturbed right now, fetched beside the requests; it may be missing, and moves nothing that can be tapped. */
export const useBanners = (hasRows: boolean): Banners => {
  const locale = useLocale();
  const [known, setKnown] = useState<Banners>({
    banners: last,
    isKnown: last !== null,
    isLate: false,
  });
  const stands = useRef(false);
  stands.current = hasRows && known.isKnown;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each language has its own
  useEffect(() => {
    const take = (banners: JSX.Element | null): void => {
      last = banners;
      setKnown((before) => ({
        banners,
        isKnown: true,
        isLate: before.banners === null ? stands.current : before.isLate,
      }));
    };
    const timer = setTimeout(() => setKnown((before) => ({ ...before, isKnown: true })), WAIT_MS);
    import('./banners.tsx').then(({ loadBanners }) => loadBanners()).then(take, () => take(null));
    return () => clearTimeout(timer);
  }, [locale]);
  return known;
};
