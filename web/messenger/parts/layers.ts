/** What Escape closes, the topmost last. */
const layers: (() => void)[] = [];

/** Puts a layer on top; the result takes it away. */
export const pushLayer = (close: () => void): (() => void) => {
  layers.push(close);
  return () => {
    const place = layers.indexOf(close);
    if (place >= 0) layers.splice(place, 1);
  };
};

/** Escape closes the top layer only; below the last one lies the panel itself. */
export const closeOnEscape = (closePanel: () => void): void => {
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented) return;
    event.preventDefault();
    (layers.at(-1) ?? closePanel)();
  });
};
