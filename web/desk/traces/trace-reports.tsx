import { Download, FileText } from 'lucide-react';
import { useState } from 'react';
import type { TraceReply } from '../../../src/contract/tracing.ts';
import { REPORT_LOCALES } from '../../../src/core/tracing/report-locales.ts';
import type { Locale } from '../../../src/core/vocabulary.ts';
import { makeReport, REPORT_FILES, reportFile } from '../api/tracing-api.ts';
import { useNames } from '../conversation/use-names.ts';
import { useLocale, useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Moment } from '../parts/moment.tsx';
import { showFailure } from '../state/change-conversation.ts';
import { useTakeTrace } from './queries.ts';

type Report = TraceReply['reports'][number];

const Line = ({
  report,
  place,
}: {
  readonly report: Report;
  readonly place: { readonly conversationId: string; readonly traceId: string };
}) => {
  const text = useText();
  const { agentName } = useNames();
  return (
    <li
      data-testid="trace-report"
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line py-1.5"
    >
      <span className="flex min-w-0 flex-col">
        <span className="flex flex-wrap gap-x-2">
          <Moment at={report.madeAt} />
          <bdi className="text-muted">{agentName(report.madeBy)}</bdi>
          <span className="text-muted">{text(`locale.${report.locale}`)}</span>
        </span>
        <bdi dir="ltr" title={report.pdfSha256} className="truncate font-mono text-11 text-muted">
          SHA-256 {report.pdfSha256.slice(0, 16)}…
        </bdi>
      </span>
      <span className="flex-1" />
      {REPORT_FILES.map((file) => (
        <a
          key={file}
          href={reportFile(place, report.reportId, file)}
          download
          data-testid={`report-${file}`}
          className="inline-flex min-h-7 items-center gap-1 rounded-6 px-2 font-medium text-accent hover:bg-surface pointer-coarse:min-h-11"
        >
          <Download aria-hidden size={13} />
          {text(`trace.file.${file}`)}
        </a>
      ))}
    </li>
  );
};

/** Dated reports for other exchanges and the police: made in a language, kept as they were made. */
export const TraceReports = ({
  conversationId,
  reply,
}: {
  readonly conversationId: string;
  readonly reply: TraceReply;
}) => {
  const text = useText();
  const own = useLocale();
  const take = useTakeTrace(conversationId);
  const [locale, setLocale] = useState<Locale>(REPORT_LOCALES.find((each) => each === own) ?? 'en');
  const [busy, setBusy] = useState(false);
  const { traceId } = reply.trace;
  const make = (): void => {
    setBusy(true);
    makeReport(conversationId, traceId, locale)
      .then(() => take())
      .catch((thrown: unknown) => showFailure('failed.report', thrown))
      .finally(() => setBusy(false));
  };
  return (
    <section aria-labelledby="trace-reports" className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <h3 id="trace-reports" className="flex-1 font-semibold">
          {text('trace.reports')}
        </h3>
        <select
          aria-label={text('trace.report_language')}
          className="control !w-auto"
          value={locale}
          onChange={(event) => setLocale(event.target.value as Locale)}
        >
          {REPORT_LOCALES.map((each) => (
            <option key={each} value={each}>
              {text(`locale.${each}`)}
            </option>
          ))}
        </select>
        <Button icon={FileText} busy={busy} data-testid="make-report" onClick={make}>
          {text('trace.make_report')}
        </Button>
      </div>
      {reply.reports.length === 0 ? (
        <p className="text-muted">{text('trace.no_reports')}</p>
      ) : (
        <ul>
          {reply.reports.map((report) => (
            <Line key={report.reportId} report={report} place={{ conversationId, traceId }} />
          ))}
        </ul>
      )}
    </section>
  );
};
