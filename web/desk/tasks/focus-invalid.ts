import { type RefObject, useEffect } from 'react';

/** Whenever something new is wrong, the first thing that is gets the focus. `wrong`: another value for each finding. */
export const useFocusInvalid = (within: RefObject<HTMLElement | null>, wrong: unknown): void => {
  useEffect(() => {
    if (wrong === null) return;
    within.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [within, wrong]);
};
