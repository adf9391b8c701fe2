import type { StaffPrincipal } from '../../contract/principal.ts';
import type { BinaryReply } from '../../contract/route.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { Locale } from '../../core/vocabulary.ts';
import { writeAudit } from '../audit/index.ts';
import { composeReport } from './compose-report.ts';
import type { TracingDeps } from './deps.ts';
import { printReport } from './print-report.ts';
import { openTraceOf, type Subject } from './show-trace.ts';
import { findReport, insertReport, type ReportRow } from './store.ts';

const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const contextOf = (reportId: string, file: 'json' | 'pdf'): string =>
  `trace-report:${reportId}:${file}`;

/**
 * Makes a dated report, as JSON and as PDF, and keeps both under the customer's key: what was handed out can be shown
 * again, byte for byte. Failures: `trace_not_found`, `report_locale` (no letters for that language).
 */
export const makeReport = async (
  deps: TracingDeps,
  staff: StaffPrincipal,
  subject: Subject,
  request: { readonly traceId: string; readonly locale: Locale },
): Promise<Outcome<ReportRow>> => {
  const { traceId, locale } = request;
  if (!deps.reports.locales.includes(locale)) return fail('invalid', 'report_locale');
  const opened = await openTraceOf(deps, staff, subject, traceId);
  if (!opened.ok) return opened;
  const reportId = deps.ids.uuid();
  const madeAt = deps.clock.now();
  const whole = composeReport(opened.value, subject, {
    reportId,
    madeAt,
    exchange: deps.exchangeName,
  });
  const json = new TextEncoder().encode(`${JSON.stringify(whole, null, 1)}\n`);
  const jsonSha256 = toHex(deps.sha256(json));
  const printed = printReport(opened.value, whole, jsonSha256, (key, values) =>
    deps.texts.say(locale, key, values),
  );
  const pdf = await deps.reports.print(printed, locale);
  const row: ReportRow = {
    reportId,
    traceId,
    version: opened.value.row.version,
    locale,
    jsonSha256,
    pdfSha256: toHex(deps.sha256(pdf)),
    madeBy: staff.agentId,
    madeAt,
  };
  const vault = await deps.vault.of(subject.customerId);
  await deps.database.transaction().execute(async (trx) => {
    await insertReport(trx, {
      ...row,
      jsonSealed: vault.seal(json, contextOf(reportId, 'json')),
      pdfSealed: vault.seal(pdf, contextOf(reportId, 'pdf')),
    });
    await writeAudit(trx, {
      actor: { kind: 'staff', id: staff.agentId },
      action: 'trace_report_made',
      subject: { kind: 'trace', id: traceId },
      data: { reportId, jsonSha256, pdfSha256: row.pdfSha256 },
    });
  });
  return ok(row);
};

const nameOf = (subject: Subject, madeAt: number, ending: string): string =>
  `trace-${subject.number.replace(/[^A-Za-z0-9-]/g, '')}-${new Date(madeAt).toISOString().slice(0, 10)}.${ending}`;

const download = (bytes: Uint8Array, contentType: string, name: string): BinaryReply => ({
  bytes,
  contentType,
  headers: {
    'content-disposition': `attachment; filename="${name}"`,
    'cache-control': 'private, no-store',
  },
});

/** Names and digests of both files: whoever gets them can check that they belong together and are whole. */
const manifestOf = (subject: Subject, row: ReportRow): Uint8Array =>
  new TextEncoder().encode(
    `${JSON.stringify(
      {
        format: 'mainstay-trace-manifest/1',
        reportId: row.reportId,
        madeAt: new Date(row.madeAt).toISOString(),
        files: [
          { name: nameOf(subject, row.madeAt, 'json'), sha256: row.jsonSha256 },
          { name: nameOf(subject, row.madeAt, 'pdf'), sha256: row.pdfSha256 },
        ],
      },
      null,
      1,
    )}\n`,
  );

/** A file of a report as it was made. Failures: `trace_not_found`, `report_not_found`. */
export const readReport = async (
  deps: TracingDeps,
  staff: StaffPrincipal,
  subject: Subject,
  asked: {
    readonly traceId: string;
    readonly reportId: string;
    readonly file: 'pdf' | 'json' | 'manifest';
  },
): Promise<Outcome<BinaryReply>> => {
  const opened = await openTraceOf(deps, staff, subject, asked.traceId);
  if (!opened.ok) return opened;
  const row = await findReport(deps.database, asked.traceId, asked.reportId);
  if (row === undefined) return fail('not_found', 'report_not_found');
  const { file } = asked;
  if (file === 'manifest') {
    const name = nameOf(subject, row.madeAt, 'manifest.json');
    return ok(download(manifestOf(subject, row), 'application/json', name));
  }
  const sealed = file === 'pdf' ? row.pdfSealed : row.jsonSealed;
  const bytes = await deps.vault.open(subject.customerId, sealed, contextOf(row.reportId, file));
  const type = file === 'pdf' ? 'application/pdf' : 'application/json';
  return ok(download(bytes, type, nameOf(subject, row.madeAt, file)));
};
