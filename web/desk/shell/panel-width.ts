import { prefer, preferences } from '../state/me.ts';
import { useStore } from '../state/store.ts';

export interface PanelRange {
  readonly name: 'list' | 'context';
  readonly least: number;
  readonly most: number;
  readonly usual: number;
}

export const LIST_PANEL: PanelRange = { name: 'list', least: 300, most: 380, usual: 340 };
export const CONTEXT_PANEL: PanelRange = { name: 'context', least: 280, most: 360, usual: 300 };

export const clampWidth = (range: PanelRange, width: number): number =>
  Math.round(Math.min(range.most, Math.max(range.least, width)));

export interface Panel {
  readonly width: number;
  readonly folded: boolean;
  readonly setWidth: (width: number) => void;
  readonly toggle: () => void;
}

/** A panel's width as this person left it; 0 is folded. */
export const usePanel = (range: PanelRange): Panel => {
  const { panels } = useStore(preferences);
  const kept = panels?.[range.name];
  const folded = kept === 0;
  const set = (width: number): void =>
    prefer({ panels: { ...preferences.get().panels, [range.name]: width } });
  return {
    width: kept === undefined || folded ? range.usual : clampWidth(range, kept),
    folded,
    setWidth: (width) => set(clampWidth(range, width)),
    toggle: () => set(folded ? range.usual : 0),
  };
};
