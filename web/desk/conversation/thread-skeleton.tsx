/** Messages before they are known. */
export const ThreadSkeleton = () => (
  <div aria-hidden className="late flex min-h-0 flex-1 flex-col gap-4 overflow-hidden p-4">
    <span className="pulse h-12 w-3/5 !rounded-10" />
    <span className="pulse h-16 w-1/2 self-end !rounded-10" />
    <span className="pulse h-12 w-2/5 !rounded-10" />
    <span className="pulse h-20 w-3/5 self-end !rounded-10" />
  </div>
);
