/** The thread that reads messages. One whose locale has no models yet waits for them; the others do not wait for it. */
import { parentPort } from 'node:worker_threads';
import { decideLanguage } from '../../core/language/decide-language.ts';
import { openReader, type ReadMessage } from '../../core/understanding/read-message.ts';
import type { Locale } from '../../core/vocabulary.ts';
import { guessLanguages } from '../language-eld/guess-languages.ts';
import type { FromReader, ToReader } from './protocol.ts';

const readers = new Map<Locale, (text: string) => ReadMessage>();
const waiting = new Map<Locale, (() => void)[]>();

const understand = (id: number, text: string, hint: Locale): void => {
  const { language, isSure, locale, nearest } = decideLanguage(text, hint, guessLanguages);
  const read = readers.get(nearest);
  if (read === undefined) {
    waiting.set(nearest, [...(waiting.get(nearest) ?? []), () => understand(id, text, hint)]);
    return;
  }
  const understood = { locale, language, languageIsSure: isSure, ...read(text) };
  parentPort?.postMessage({ id, understood } satisfies FromReader);
};

parentPort?.on('message', (message: ToReader) => {
  if (message.kind === 'understand') {
    understand(message.id, message.text, message.hint);
    return;
  }
  readers.set(message.locale, openReader(message.models));
  const waited = waiting.get(message.locale) ?? [];
  waiting.delete(message.locale);
  for (const retry of waited) retry();
});
