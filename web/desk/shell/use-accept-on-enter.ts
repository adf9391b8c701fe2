import { useEffect, useRef } from 'react';

/** Enter takes an offer wherever Enter means nothing else. */
export const useAcceptOnEnter = (accept: () => void): void => {
  const latest = useRef(accept);
  latest.current = accept;
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key !== 'Enter' || event.isComposing || event.repeat || event.defaultPrevented)
        return;
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      const target = event.target;
      const idle =
        target === document.body ||
        (target instanceof HTMLElement && target.getAttribute('role') === 'listbox');
      if (!idle) return;
      event.preventDefault();
      latest.current();
    };
    // Before the list's own Enter: a person who waits comes before a row to look at.
    window.addEventListener('keydown', press, { capture: true });
    return () => window.removeEventListener('keydown', press, { capture: true });
  }, []);
};
