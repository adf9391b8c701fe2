/** Where menus are put: inside the page's main landmark, so that nothing lies outside of all landmarks. */
export const layerHome = (): HTMLElement => document.querySelector('main') ?? document.body;
