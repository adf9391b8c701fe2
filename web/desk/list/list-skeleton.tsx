const LINES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];

/** The rows before they are known, in their final size. */
export const ListSkeleton = ({ height }: { readonly height: number }) => (
  <div aria-hidden className="late min-h-0 flex-1 overflow-hidden">
    {LINES.map((line) => (
      <div
        key={line}
        style={{ height }}
        className="flex flex-col justify-center gap-2 border-b border-line px-3"
      >
        <span className="pulse h-3 w-2/5" />
        <span className="pulse h-2.5 w-4/5" />
      </div>
    ))}
  </div>
);
