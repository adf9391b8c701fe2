import { EyeOff } from 'lucide-react';
import type { AccountReply } from '../../../src/contract/security.ts';
import { useText } from '../locale/text.ts';
import { Chip } from '../parts/chip.tsx';

type Reveals = AccountReply['reveals'];

/** How many customers this day has still room for is used up, and this one is not among them; null while it is not so. */
export const spentLimit = ({ used, limit, includesThis }: Reveals): number | null =>
  !includesThis && used >= limit ? limit : null;

/** No more customers today: why, and what can be done. */
export const RevealLimit = ({ limit }: { readonly limit: number }) => {
  const text = useText();
  return (
    <p
      role="status"
      data-testid="reveal-limit"
      className="flex items-start gap-2 rounded-6 border border-warn px-3 py-2 text-warn"
    >
      <EyeOff aria-hidden size={15} className="mt-px shrink-0" />
      {text('reveal.limit_reached', { limit })}
    </p>
  );
};

/** Customers revealed today, of how many. */
export const RevealCount = ({ reveals }: { readonly reveals: Reveals }) => {
  const text = useText();
  const { used, limit } = reveals;
  return (
    <span role="status" data-testid="reveal-count" data-used={used} data-limit={limit}>
      <Chip tone={used >= limit ? 'warn' : 'plain'} title={text('reveal.count_hint')}>
        {text('reveal.count', { used, limit })}
      </Chip>
    </span>
  );
};
