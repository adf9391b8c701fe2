import { Shuffle } from 'lucide-react';
import { useText } from '../locale/text.ts';
import { Chip } from '../parts/chip.tsx';
import { useDepartments } from './queries.ts';

/** How often the customer was handed on. From the alarm on it is said in red; `always` shows fewer ones too. */
export const PassesChip = ({
  passes,
  always = true,
}: {
  readonly passes: number;
  readonly always?: boolean;
}) => {
  const text = useText();
  const alarm = useDepartments().data?.passesAlarm;
  const late = alarm !== undefined && passes >= alarm;
  if (passes === 0 || (!always && !late)) return null;
  return (
    <span data-testid="passes" data-alarm={late} className="inline-flex">
      <Chip icon={Shuffle} tone={late ? 'danger' : 'plain'} title={text('row.passes_what')}>
        {text('row.passes', { count: passes })}
      </Chip>
    </span>
  );
};
