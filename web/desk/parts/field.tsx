import { type ReactNode, useId } from 'react';

interface FieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | null | undefined;
  readonly children: (props: {
    readonly id: string;
    readonly 'aria-describedby': string | undefined;
    readonly 'aria-invalid': boolean | undefined;
  }) => ReactNode;
}

/** A control with its name above it and, below, what helps or what is wrong. */
export const Field = ({ label, hint, error, children }: FieldProps) => {
  const id = useId();
  const below = error ?? hint;
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="text-12 font-medium">
        {label}
      </label>
      {children({
        id,
        'aria-describedby': below === undefined ? undefined : `${id}-below`,
        'aria-invalid': typeof error === 'string' ? true : undefined,
      })}
      {below !== undefined && below !== null && (
        <p
          id={`${id}-below`}
          role={typeof error === 'string' ? 'alert' : undefined}
          className={typeof error === 'string' ? 'text-12 text-danger' : 'text-12 text-muted'}
        >
          {below}
        </p>
      )}
    </div>
  );
};
