import { useId } from 'react';
import { useMe } from '../state/me.ts';
import { useNow } from '../state/now.ts';

/** Two lines of the pattern, in CSS pixels. */
const TILE = { width: 340, height: 190 };
const ANGLE = -24;

/** To the minute, in UTC: the same for whoever looks at the picture. */
const minuteOf = (at: number): string =>
  `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/**
 * Says on every picture of this screen who took it: badge, name and time, again and again, too faint to be in the way.
 * It lies over everything, takes no pointer, is nothing to a screen reader, and is printed along.
 */
export const ScreenMark = () => {
  const me = useMe();
  const id = useId();
  const words = `${me.badge} · ${me.name} · ${minuteOf(useNow())}`;
  return (
    <svg
      aria-hidden
      data-testid="screen-mark"
      data-badge={me.badge}
      className="pointer-events-none fixed inset-0 z-[55] size-full fill-fg will-change-transform [fill-opacity:0.055] print:[fill-opacity:0.16]"
    >
      <defs>
        <pattern
          id={id}
          {...TILE}
          patternUnits="userSpaceOnUse"
          patternTransform={`rotate(${ANGLE})`}
        >
          <text direction="ltr" x="0" y="40" className="text-12 font-medium">
            {words}
          </text>
          <text
            direction="ltr"
            x={-TILE.width / 2}
            y={40 + TILE.height / 2}
            className="text-12 font-medium"
          >
            {words}
          </text>
          <text
            direction="ltr"
            x={TILE.width / 2}
            y={40 + TILE.height / 2}
            className="text-12 font-medium"
          >
            {words}
          </text>
        </pattern>
      </defs>
      <rect width="100%" height="100%" fill={`url(#${id})`} fillOpacity="1" />
    </svg>
  );
};
