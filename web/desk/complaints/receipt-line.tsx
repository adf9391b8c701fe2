import { AlarmClockOff, MailCheck, MailQuestion } from 'lucide-react';
import type { RegisterRow } from '../../../src/contract/complaints.ts';
import { useLocale, useText } from '../locale/text.ts';
import { Chip } from '../parts/chip.tsx';
import { dayIn } from './complaint-day.ts';

/** Whether its customer knows that a complaint was received; and by when they have to. */
export const ReceiptLine = ({ row }: { readonly row: RegisterRow }) => {
  const text = useText();
  const locale = useLocale();
  const { acknowledgedAt, acknowledgeBy, acknowledgedLate, timeZone } = row;
  const late = acknowledgedLate && (
    <Chip tone="danger" icon={AlarmClockOff}>
      {text('complaint.due.overdue')}
    </Chip>
  );
  if (acknowledgedAt !== null)
    return (
      <span className="inline-flex flex-wrap items-center gap-2">
        <span className="inline-flex items-center gap-1 text-ok">
          <MailCheck aria-hidden size={14} />
          {text('complaint.receipt.done', { day: dayIn(acknowledgedAt, timeZone, locale) })}
        </span>
        {late}
      </span>
    );
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      <span className="inline-flex items-center gap-1 text-warn">
        <MailQuestion aria-hidden size={14} />
        {text('complaint.receipt.by', { day: dayIn(acknowledgeBy, timeZone, locale) })}
      </span>
      {late}
    </span>
  );
};
