import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useText } from '../locale/text.ts';
import { IconButton } from './button.tsx';

const COPIED_FOR_MS = 1_500;

/** Copies an id or address whole, and says that it did. */
export const CopyButton = ({
  value,
  className = '',
}: {
  readonly value: string;
  readonly className?: string;
}) => {
  const text = useText();
  const [copied, setCopied] = useState(false);
  const copy = (): void => {
    void navigator.clipboard.writeText(value).then(() => {
      setCopied(true);
      setTimeout(() => setCopied(false), COPIED_FOR_MS);
    });
  };
  return (
    <IconButton
      icon={copied ? Check : Copy}
      size={12}
      label={text(copied ? 'copied' : 'copy')}
      className={`-my-2 !size-7 pointer-coarse:!size-11 ${className}`}
      onClick={copy}
    />
  );
};
