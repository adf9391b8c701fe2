import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { RuleNames } from '../../../src/contract/automation.ts';
import { request } from '../api/request.ts';
import { type TextKey, useText } from '../locale/text.ts';

const STALE_MS = 60_000;

/** What rules are called, for everyone who reads what they did. */
export const useRuleNames = (): ((ruleId: string) => string) => {
  const text = useText();
  const names = useQuery({
    queryKey: ['rule-names'],
    queryFn: () => request<RuleNames>('GET', '/api/desk/rule-names'),
    staleTime: STALE_MS,
  }).data?.names;
  return useMemo(
    () => (ruleId) => {
      const found = names?.find((each) => each.ruleId === ruleId);
      if (found === undefined) return text('rule.ui.gone');
      if (found.name !== '') return found.name;
      return found.ready === null
        ? text('rule.ui.unnamed')
        : text(`rule.ready.${found.ready}` as TextKey);
    },
    [names, text],
  );
};
