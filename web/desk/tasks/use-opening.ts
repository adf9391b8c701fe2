import { useState } from 'react';
import type { DeskConversation } from '../../../src/contract/conversation.ts';
import type { Department } from '../../../src/contract/tasks.ts';
import { labelIn } from '../../../src/core/tasks/department.ts';
import { asFailure } from '../api/failure.ts';
import { useLocale, useText } from '../locale/text.ts';
import { failureText } from '../parts/failure.tsx';
import { showToast } from '../state/toasts.ts';
import type { Answer } from './answer-field.tsx';
import { useTakeTask } from './queries.ts';
import { openTask } from './tasks-api.ts';

type Body = Parameters<typeof openTask>[1];

/** Where the request itself stands among the answers. */
export const REQUEST = 'request:';

/** What is wrong, by field; under `null` what no field is to blame for. */
export type Wrong = ReadonlyMap<string | null, string>;

const isMissing = (answer: Answer): boolean =>
  answer === null || (typeof answer === 'string' && answer.trim() === '');

/** Sends a task to a department; what is missing or refused is said at its field. */
export const useOpening = (
  conversation: DeskConversation,
  department: Department,
  onOpened: () => void,
) => {
  const text = useText();
  const locale = useLocale();
  const take = useTakeTask();
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<Wrong | null>(null);
  const send = (body: Body): void => {
    if (busy) return;
    const answers = body.answers as Readonly<Record<string, Answer>>;
    const needed = department.fields.filter(
      ({ fieldId, required }) => required && isMissing(answers[fieldId] ?? null),
    );
    const missing = [
      ...(body.request.trim() === '' ? [REQUEST] : []),
      ...needed.map(({ fieldId }) => fieldId),
    ];
    if (missing.length > 0) {
      setWrong(new Map(missing.map((at) => [at, text('error.answer_missing')])));
      return;
    }
    setBusy(true);
    setWrong(null);
    openTask(conversation.id, body)
      .then((reply) => {
        take(reply);
        showToast({ text: text('task.opened', { department: labelIn(department.names, locale) }) });
        onOpened();
      })
      .catch((thrown: unknown) => {
        const failure = asFailure(thrown);
        const { at } = failure.details;
        const field = failure.code === 'message_empty' ? REQUEST : at;
        setWrong(new Map([[typeof field === 'string' ? field : null, failureText(failure, text)]]));
      })
      .finally(() => setBusy(false));
  };
  return { busy, wrong, send };
};
