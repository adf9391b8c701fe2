import type { Finding } from './finding.ts';
import { isGeneral } from './general-findings.ts';

/** The catalogue's key of a finding's sentence, without the face's prefix `selfservice.`. */
export const textKeyOf = ({ tool, code }: Pick<Finding, 'tool' | 'code'>): string => {
  if (isGeneral(code)) return `general.${code}`;
  return code.startsWith('tx_') ? `transaction.${code}` : `${tool}.${code}`;
};
