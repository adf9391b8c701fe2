import { withoutMarkers } from '../../core/secrets/secret-guard.ts';
import type { Log } from '../../ports/log.ts';
import type { Understanding, Understood } from '../../ports/understanding.ts';
import type { Asked, Opening } from '../conversation/index.ts';

/** A request waits for its meaning no longer than this; later, in the queue, an emergency is raised all the same. */
const WAIT_MS = 1_500;
/** A category that was not picked is taken from the words when they are at least this likely to be about it. */
const CATEGORY_SCORE = 0.35;

const inTime = async (
  deps: { readonly understanding: Understanding; readonly log: Log },
  { text, locale }: Asked,
): Promise<Understood | undefined> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), WAIT_MS);
  });
  try {
    return await Promise.race([deps.understanding.understand(withoutMarkers(text), locale), late]);
  } catch (error) {
    // Whoever asks must not suffer for it: people answer.
    deps.log.error({ error }, 'a new request could not be understood');
    return undefined;
  } finally {
    clearTimeout(timer);
  }
};

/** How a new request begins: with the assistant, with people, or, in an emergency, before all others. */
export const triage = async (
  deps: { readonly understanding: Understanding; readonly log: Log },
  asked: Asked,
): Promise<Opening> => {
  const understood = await inTime(deps, asked);
  const picked = asked.category ?? 'other';
  if (understood === undefined)
    return { category: picked, locale: asked.locale, engage: false, urgent: false };
  const { locale, emergency, manner } = understood;
  if (emergency !== null) return { category: 'security', locale, engage: false, urgent: true };
  const [best] = understood.categories;
  const told = best !== undefined && best.score >= CATEGORY_SCORE ? best.category : 'other';
  return {
    category: asked.category ?? told,
    locale,
    engage: !asked.wantsPerson && !asked.hasFiles && manner !== 'person' && manner !== 'anger',
    urgent: false,
  };
};
