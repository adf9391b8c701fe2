import type { OfficialAnswer } from '../../contract/official.ts';
import { classify, type OfficialBook } from '../../core/official/classify.ts';
import { readSubject, type Subject } from '../../core/official/read-subject.ts';

/** What was checked, as it was understood. */
const shownOf = (subject: Subject): string => {
  switch (subject.kind) {
    case 'link':
      return subject.host;
    case 'email':
      return `${subject.local}@${subject.host}`;
    case 'phone':
      return subject.number;
    case 'local_phone':
      return subject.digits;
    case 'handle':
      return `@${subject.handle}`;
    case 'agent':
      return subject.badge;
    case 'app':
      return subject.id;
  }
};

/** Whether what somebody pasted is ours; null where it is nothing that can be checked. */
export const verify = (book: OfficialBook, pasted: string, atMs: number): OfficialAnswer | null => {
  const subject = readSubject(pasted);
  if (subject === null) return null;
  const { verdict, reason, nearest, ofOthers, network } = classify(book, subject, atMs);
  return {
    kind: subject.kind === 'local_phone' ? 'phone' : subject.kind,
    shown: shownOf(subject),
    verdict,
    reason,
    nearest,
    ofOthers,
    network: network ?? (subject.kind === 'handle' ? subject.network : null),
  };
};
