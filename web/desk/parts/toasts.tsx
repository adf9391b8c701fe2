import { CircleCheck, TriangleAlert, X } from 'lucide-react';
import { useText } from '../locale/text.ts';
import { useStore } from '../state/store.ts';
import { closeToast, holdToasts, releaseToasts, type Toast, toasts } from '../state/toasts.ts';
import { Button, IconButton } from './button.tsx';

const Line = ({ toast }: { readonly toast: Toast }) => {
  const text = useText();
  const Icon = toast.tone === 'error' ? TriangleAlert : CircleCheck;
  return (
    <li
      data-testid="toast"
      className="enter pointer-events-auto flex items-center gap-2 rounded-10 border border-line bg-bg py-1.5 ps-3 pe-1.5 shadow-lift"
    >
      <Icon
        aria-hidden
        size={16}
        className={`shrink-0 ${toast.tone === 'error' ? 'text-danger' : 'text-ok'}`}
      />
      <div className="min-w-0 flex-1 py-1">
        <p>{toast.text}</p>
        {toast.detail !== null && <p className="font-mono text-11 text-muted">{toast.detail}</p>}
      </div>
      {toast.undo !== null && (
        <Button
          tone="quiet"
          className="text-accent"
          onClick={() => {
            const { undo } = toast;
            closeToast(toast.id);
            undo?.();
          }}
        >
          {toast.undoLabel ?? text('undo')}
        </Button>
      )}
      <IconButton icon={X} size={14} label={text('dismiss')} onClick={() => closeToast(toast.id)} />
    </li>
  );
};

/** What has just been done, with a way back; said politely to screen readers. */
export const Toasts = () => {
  const all = useStore(toasts);
  const text = useText();
  return (
    <section
      aria-label={text('toasts.label')}
      className="pointer-events-none fixed start-14 bottom-3 z-[60] flex w-80 flex-col max-md:inset-x-3 max-md:top-3 max-md:bottom-auto max-md:w-auto"
      onPointerEnter={holdToasts}
      onPointerLeave={releaseToasts}
      onFocus={holdToasts}
      onBlur={releaseToasts}
    >
      <ol aria-live="polite" className="flex flex-col gap-2">
        {all.map((toast) => (
          <Line key={toast.id} toast={toast} />
        ))}
      </ol>
    </section>
  );
};
