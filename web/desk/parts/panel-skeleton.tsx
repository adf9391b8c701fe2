const LINES = ['a', 'b', 'c', 'd', 'e', 'f'];

/** Lines of a side panel before they are known. */
export const PanelSkeleton = () => (
  <div aria-hidden className="late flex flex-col gap-3 p-4">
    {LINES.map((line) => (
      <span key={line} className="pulse h-3.5" />
    ))}
  </div>
);
