/**
 * Where menus are put: inside the layer that is open (what lies outside of it cannot be reached meanwhile), else inside
 * the page's main landmark, so that nothing lies outside of all landmarks.
 */
export const layerHome = (): HTMLElement =>
  [...document.querySelectorAll<HTMLElement>('[data-layer-home]')].at(-1) ??
  document.querySelector('main') ??
  document.body;
