import { type ComponentChild, render } from 'preact';

/** What `react-dom/client` means in the messenger's build. */
export const createRoot = (element: Element): { render(child: ComponentChild): void } => ({
  render: (child) => render(child, element),
});
