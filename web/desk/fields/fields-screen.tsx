import { ListPlus, Plus } from 'lucide-react';
import { useState } from 'react';
import { labelIn } from '../../../src/core/fields/field.ts';
import { useLocale, useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { Failed } from '../parts/failure.tsx';
import { CELL, HEAD, Screen, TABLE } from '../parts/screen.tsx';
import { ScreenSkeleton } from '../parts/screen-skeleton.tsx';
import { useMe } from '../state/me.ts';
import { FieldForm } from './field-form.tsx';
import { type CaseField, forgetFields, useFields } from './fields-api.ts';
import { TagsTable } from './tags-table.tsx';

const Row = ({ field, onEdit }: { field: CaseField; onEdit: (() => void) | null }) => {
  const text = useText();
  const locale = useLocale();
  const where = field.categories.map((each) => text(`category.${each}`)).join(', ');
  return (
    <tr data-testid="field-row" className={field.retired ? 'text-muted' : ''}>
      <th scope="row" className={`${CELL} text-start font-medium`}>
        <bdi>{labelIn(field.labels, locale)}</bdi>
        <bdi dir="ltr" className="block font-mono text-12 font-normal text-muted">
          {field.key}
        </bdi>
      </th>
      <td className={CELL}>{text(`fields.kind.${field.kind}`)}</td>
      <td className={CELL}>{where === '' ? text('fields.everywhere') : where}</td>
      <td className={CELL}>{text(`fields.asked.${field.askedOfCustomer}`)}</td>
      <td className={CELL}>
        {field.retired
          ? text('fields.retired')
          : text(field.requiredToSolve ? 'fields.needed' : 'fields.optional')}
      </td>
      <td className={`${CELL} text-end`}>
        {onEdit !== null && <Button onClick={onEdit}>{text('edit')}</Button>}
      </td>
    </tr>
  );
};

const COLUMNS = ['label_column', 'kind', 'categories', 'asked', 'state'] as const;

const Table = ({
  fields,
  onEdit,
}: {
  readonly fields: readonly CaseField[];
  readonly onEdit: ((field: CaseField) => void) | null;
}) => {
  const text = useText();
  return (
    <table className={TABLE}>
      <caption className="sr-only">{text('nav.fields')}</caption>
      <thead>
        <tr>
          {COLUMNS.map((column) => (
            <th key={column} scope="col" className={HEAD}>
              {text(`fields.${column}`)}
            </th>
          ))}
          <th scope="col" className={HEAD}>
            <span className="sr-only">{text('edit')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => (
          <Row
            key={field.fieldId}
            field={field}
            onEdit={onEdit === null ? null : () => onEdit(field)}
          />
        ))}
      </tbody>
    </table>
  );
};

/** What is filled in for conversations, what customers are asked first, and the tags in use. */
export const FieldsScreen = () => {
  const text = useText();
  const { role } = useMe();
  const query = useFields();
  const [editing, setEditing] = useState<CaseField | 'new' | null>(null);
  const mayWrite = role === 'admin';
  const fields = query.data;
  const add = (
    <Button tone="primary" icon={Plus} data-testid="field-new" onClick={() => setEditing('new')}>
      {text('fields.new')}
    </Button>
  );
  return (
    <Screen title={text('nav.fields')} actions={mayWrite ? add : null}>
      {query.isPending && <ScreenSkeleton />}
      {query.isError && (
        <Failed what="failed.fields" thrown={query.error} onRetry={() => void query.refetch()} />
      )}
      {fields?.length === 0 && (
        <div className="py-8">
          <Empty icon={ListPlus} sentence={text('fields.empty')} />
        </div>
      )}
      {fields !== undefined && fields.length > 0 && (
        <Table fields={fields} onEdit={mayWrite ? setEditing : null} />
      )}
      <TagsTable />
      {editing !== null && (
        <FieldForm
          field={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
          onSaved={forgetFields}
        />
      )}
    </Screen>
  );
};
