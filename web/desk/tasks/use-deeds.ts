import { useState } from 'react';
import type { TaskReply } from '../../../src/contract/tasks.ts';
import { asFailure } from '../api/failure.ts';
import { showFailure } from '../state/change-conversation.ts';
import { useTakeTask } from './queries.ts';
import { actOnTask, type TaskDeed } from './tasks-api.ts';

export type Refused = ReturnType<typeof asFailure>;

/** Does something with a task. Null where it is done; else why not. */
export type OnDo = (deed: TaskDeed) => Promise<Refused | null>;

/** Which items of the checklist have to be ticked first; a new list each time somebody tried without them. */
export type Lacking = readonly string[];

/** The checklist as it stands on the screen, also before the server has heard of it. */
export interface Ticks {
  readonly isTicked: (item: TaskReply['checklist'][number]) => boolean;
  readonly tick: (itemId: string, done: boolean) => void;
}

const itemsOf = ({ code, details }: Refused): Lacking | null =>
  code === 'checklist_open' && Array.isArray(details.items)
    ? details.items.filter((each) => typeof each === 'string')
    : null;

/**
 * Does things with a task and shows how it stands then. What the checklist lacks is said at its items; a refusal of
 * anything else is said, and given back to whoever asked.
 */
export const useDeeds = (taskId: string) => {
  const take = useTakeTask();
  const [lacking, setLacking] = useState<Lacking | null>(null);
  const onDo: OnDo = async (deed) => {
    try {
      take(await actOnTask(taskId, deed));
      if (deed.verb === 'finish') setLacking(null);
      return null;
    } catch (thrown) {
      const refused = asFailure(thrown);
      const items = itemsOf(refused);
      if (items !== null) setLacking(items);
      // What is said in words is answered where it was written.
      else if (!('text' in deed) || deed.verb === 'entries')
        showFailure('failed.task_deed', thrown);
      return refused;
    }
  };
  // Shown at once; what the server says of it takes its place.
  const [ticked, setTicked] = useState<ReadonlyMap<string, boolean>>(new Map());
  const ticks: Ticks = {
    isTicked: ({ itemId, doneAt }) => ticked.get(itemId) ?? doneAt !== null,
    tick: (itemId, done) => {
      setTicked((before) => new Map([...before, [itemId, done]]));
      void onDo({ verb: 'checks', itemId, done }).finally(() =>
        setTicked((before) => new Map([...before].filter(([id]) => id !== itemId))),
      );
    },
  };
  return { onDo, ticks, lacking, setLacking };
};
