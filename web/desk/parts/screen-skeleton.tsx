const LINES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** Lines of a table before they are known. */
export const ScreenSkeleton = () => (
  <div aria-hidden className="late flex flex-col">
    {LINES.map((line) => (
      <div key={line} className="flex h-10 items-center gap-6 border-b border-line px-3">
        <span className="pulse h-3 w-24" />
        <span className="pulse h-3 flex-1" />
        <span className="pulse h-3 w-20" />
      </div>
    ))}
  </div>
);
