import { useRef } from 'react';
import { clampWidth, type Panel, type PanelRange } from './panel-width.ts';

const STEP = 16;

interface SplitterProps {
  readonly range: PanelRange;
  readonly panel: Panel;
  readonly label: string;
  /** On which side of the splitter the panel lies, in reading direction. */
  readonly side: 'start' | 'end';
}

/** The line between two panels: dragged, or moved by the arrow keys. */
export const Splitter = ({ range, panel, label, side }: SplitterProps) => {
  const from = useRef<{ readonly x: number; readonly width: number } | null>(null);
  const rtl = document.documentElement.dir === 'rtl';
  const grows = (side === 'start' ? 1 : -1) * (rtl ? -1 : 1);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved; this separator can
    <div
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation="vertical"
      aria-valuenow={panel.width}
      aria-valuemin={range.least}
      aria-valuemax={range.most}
      className="relative z-10 w-px shrink-0 cursor-col-resize touch-none bg-line after:absolute after:inset-y-0 after:-start-1 after:w-2 hover:bg-accent focus-visible:bg-accent"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { x: event.clientX, width: panel.width };
      }}
      onPointerMove={(event) => {
        if (from.current === null) return;
        const moved = (event.clientX - from.current.x) * grows;
        panel.setWidth(clampWidth(range, from.current.width + moved));
      }}
      onPointerUp={() => {
        from.current = null;
      }}
      onDoubleClick={() => panel.setWidth(range.usual)}
      onKeyDown={(event) => {
        const towards = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
        if (towards === 0) return;
        event.preventDefault();
        panel.setWidth(panel.width + towards * STEP * grows);
      }}
    />
  );
};
