const LINES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** The desk before it is known whose it is: the final geometry, and nothing at all for the first 300 ms. */
export const ShellSkeleton = () => (
  <div aria-hidden className="late flex h-full">
    <div className="w-12 border-e border-line bg-surface max-md:hidden" />
    <div className="w-[340px] border-e border-line max-md:w-full">
      {LINES.map((line) => (
        <div key={line} className="flex h-[72px] flex-col gap-2 border-b border-line p-3">
          <span className="pulse h-3 w-1/2" />
          <span className="pulse h-3 w-4/5" />
        </div>
      ))}
    </div>
    <div className="flex-1 max-md:hidden" />
  </div>
);
