import type { DepartmentId } from '../../core/ids.ts';
import type {
  ChecklistItem,
  DepartmentTerms,
  FieldKind,
  FieldSource,
  FormField,
  Labels,
} from '../../core/tasks/department.ts';
import { DEPARTMENTS, LOCALES } from '../../core/vocabulary.ts';
import type { Database } from '../../ports/database.ts';
import type { Texts } from '../../ports/texts.ts';
import { insertDepartment, lockWhereNone } from './store.ts';

type First = (typeof DEPARTMENTS)[number];
type Field = readonly [
  fieldId: string,
  kind: FieldKind,
  required: boolean,
  more?: { readonly from?: FieldSource; readonly options?: readonly string[] },
];

interface Plan {
  readonly hours: number;
  readonly fields: readonly Field[];
  readonly checklist: readonly string[];
}

/** What an installation begins with. Everything in it can be changed on the screen. */
const PLANS: Readonly<Record<First, Plan>> = {
  'risk-control': {
    hours: 4,
    fields: [
      ['concern', 'choice', true, { options: ['withdrawal', 'login', 'device', 'counterparty'] }],
      ['reference', 'text', false, { from: 'subject' }],
      ['since', 'date', false],
      ['may-tell', 'yes_no', false],
    ],
    checklist: ['hold-reviewed', 'account-reviewed', 'may-be-told'],
  },
  'wallet-operations': {
    hours: 4,
    fields: [
      ['txid', 'txid', false, { from: 'txid' }],
      ['address', 'address', false, { from: 'address' }],
      ['asset', 'text', true, { from: 'asset' }],
      ['network', 'text', false, { from: 'network' }],
      ['amount', 'number', false, { from: 'amount' }],
    ],
    checklist: ['found-on-chain', 'matched-in-ledger', 'may-be-told'],
  },
  compliance: {
    hours: 24,
    fields: [
      ['matter', 'choice', true, { options: ['identity', 'funds', 'authority', 'tax'] }],
      ['deadline', 'date', false],
      ['may-tell', 'yes_no', false],
    ],
    checklist: ['documents-checked', 'decision-noted', 'may-be-told'],
  },
  engineering: {
    hours: 24,
    fields: [
      ['part', 'choice', true, { options: ['app', 'website', 'api', 'trading'] }],
      ['first-seen', 'date', false],
      ['repeatable', 'yes_no', false],
      ['reference', 'text', false, { from: 'subject' }],
    ],
    checklist: ['reproduced', 'cause-found', 'fixed'],
  },
};

const MINUTES_AN_HOUR = 60;

const labelsOf = (texts: Texts, key: string): Labels =>
  Object.fromEntries(LOCALES.map((locale) => [locale, texts.say(locale, key)]));

const fieldOf = (texts: Texts, [fieldId, kind, required, more = {}]: Field): FormField => ({
  fieldId,
  kind,
  required,
  labels: labelsOf(texts, `department.field.${fieldId}`),
  options: (more.options ?? []).map((optionId) => ({
    optionId,
    labels: labelsOf(texts, `department.option.${optionId}`),
  })),
  from: more.from ?? null,
});

const itemOf = (texts: Texts, itemId: string): ChecklistItem => ({
  itemId,
  labels: labelsOf(texts, `department.check.${itemId}`),
  required: true,
});

const termsOf = (texts: Texts, departmentId: First): DepartmentTerms => {
  const { hours, fields, checklist } = PLANS[departmentId];
  return {
    names: labelsOf(texts, `department.name.${departmentId}`),
    fields: fields.map((field) => fieldOf(texts, field)),
    checklist: checklist.map((itemId) => itemOf(texts, itemId)),
    defaultMinutes: hours * MINUTES_AN_HOUR,
  };
};

/** Makes the four departments where an installation has none at all; otherwise changes nothing. */
export const ensureDepartments = (database: Database, texts: Texts): Promise<void> =>
  database.transaction().execute(async (trx) => {
    if (!(await lockWhereNone(trx))) return;
    for (const departmentId of DEPARTMENTS)
      await insertDepartment(
        trx,
        departmentId as string as DepartmentId,
        termsOf(texts, departmentId),
      );
  });
