import { useSyncExternalStore } from 'react';

/** Whether the window answers to a media query now. */
export const useMedia = (query: string): boolean =>
  useSyncExternalStore(
    (listener) => {
      const media = matchMedia(query);
      media.addEventListener('change', listener);
      return () => media.removeEventListener('change', listener);
    },
    () => matchMedia(query).matches,
  );

export type Width = 'phone' | 'narrow' | 'medium' | 'wide';

/** The four arrangements of the desk. */
export const useWidth = (): Width => {
  const wide = useMedia('(min-width: 1280px)');
  const medium = useMedia('(min-width: 1024px)');
  const narrow = useMedia('(min-width: 768px)');
  if (wide) return 'wide';
  if (medium) return 'medium';
  return narrow ? 'narrow' : 'phone';
};
