/**
 * The oracle: walks through time minute by minute and says what every promise of a history came to. It imports nothing
 * of the product, knows no Temporal, and counts whatever still runs from its beginning again at every change.
 */
import { DAY_MINUTES, MINUTE_MS, Walk, walkOver } from './walk.ts';
import type {
  World,
  WorldBook,
  WorldCalendar,
  WorldEntry,
  WorldPolicy,
  WorldTarget,
} from './world.ts';

const GIVE_UP_MINUTES = 4_000 * DAY_MINUTES;

interface Span {
  readonly key: string;
  readonly target: WorldTarget;
  readonly department: string | null;
  readonly runs: { from: number; to: number | null }[];
  done: boolean;
  late: { at: number; dueAt: number } | null;
  final: Counted | null;
  /** What was counted up to now by these terms; counted from the beginning again when they change. */
  memo: { walk: Walk | null; wanted: number; used: number; reachedAt: number | null } | null;
}

interface Counted {
  readonly targetMs: number | null;
  readonly consumedMs: number;
  readonly dueAt: number | null;
  readonly warnAt: number | null;
}

export interface OracleClock extends Counted {
  readonly key: string;
  readonly target: WorldTarget;
  readonly state: 'running' | 'paused' | 'met' | 'breached';
  readonly late: { readonly at: number; readonly dueAt: number } | null;
  readonly ended: boolean;
}

interface Terms {
  readonly policy: WorldPolicy;
  readonly walk: Walk | null;
}

export class Oracle {
  readonly #world: World;
  readonly #walks = new Map<WorldCalendar, Walk>();
  readonly #first: number;
  #facts = { category: '', priority: '', tier: '', channel: '', locale: '', team: '' };
  #status = 'new';
  #assistant: 'none' | 'owes' | 'waits' = 'none';
  #spans: Span[] = [];
  #now: number;

  constructor(world: World) {
    this.#world = world;
    this.#now = world.log[0]?.at ?? 0;
    this.#first = Math.floor(this.#now / MINUTE_MS);
  }

  /** Every promise at `end`, events up to then taken. */
  look(end: number): readonly OracleClock[] {
    for (const entry of this.#world.log) {
      if (entry.at > end) break;
      this.#advance(entry.at);
      this.#take(entry);
    }
    this.#advance(end);
    return this.#spans.map((span) => this.#clock(span));
  }

  #bookAt(at: number): WorldBook {
    const { versions } = this.#world;
    const held = versions.filter(({ from }, index) => index === 0 || from <= at).at(-1);
    if (held === undefined) throw new Error('no book');
    return held.book;
  }

  #terms(at: number, span: Span): Terms {
    const book = this.#bookAt(at);
    const { category, priority, tier, channel, locale } = this.#facts;
    const fits = (list: readonly string[], value: string) =>
      list.length === 0 || list.indexOf(value) >= 0;
    const policy = book.policies.find(
      ({ when }) =>
        fits(when.categories, category) &&
        fits(when.priorities, priority) &&
        fits(when.tiers, tier) &&
        fits(when.channels, channel) &&
        fits(when.locales, locale),
    );
    if (policy === undefined) throw new Error('no policy');
    if (policy.hours === 'always') return { policy, walk: null };
    const { everyone, teams, departments } = book.hoursOf;
    const id =
      (span.department === null ? teams[this.#facts.team] : departments[span.department]) ??
      everyone;
    const calendar = book.calendars.find((one) => one.id === id);
    if (calendar === undefined) throw new Error('no calendar');
    const walk = this.#walks.get(calendar) ?? new Walk(calendar, this.#first);
    this.#walks.set(calendar, walk);
    return { policy, walk };
  }

  /** From the beginning of the span to `until`; the wanted milliseconds may be reached on the way. */
  #count(span: Span, walk: Walk | null, wanted: number, until: number) {
    let used = 0;
    for (const { from, to } of span.runs) {
      const part = walkOver(walk, from, Math.min(to ?? until, until), wanted - used);
      used += part.used;
      if (part.reachedAt !== null) return { used, reachedAt: part.reachedAt };
    }
    return { used, reachedAt: null };
  }

  #advance(to: number): void {
    const stops = this.#world.versions
      .slice(1)
      .map(({ from }) => from)
      .filter((from) => from > this.#now && from < to);
    for (const stop of [...stops, to]) {
      for (const span of this.#spans) this.#lateBy(span, stop);
      this.#now = stop;
    }
  }

  #lateBy(span: Span, stop: number): void {
    if (span.late !== null || span.runs.at(-1)?.to !== null || stop <= this.#now) return;
    const { policy, walk } = this.#terms(this.#now, span);
    const target = policy.targets[span.target];
    if (target === null) {
      span.memo = null;
      return;
    }
    const wanted = target * MINUTE_MS;
    const { memo } = span;
    if (memo === null || memo.walk !== walk || memo.wanted !== wanted) {
      span.memo = { walk, wanted, ...this.#count(span, walk, wanted, stop) };
    } else if (memo.reachedAt === null) {
      const more = walkOver(walk, this.#now, stop, wanted - memo.used);
      span.memo = { walk, wanted, used: memo.used + more.used, reachedAt: more.reachedAt };
    }
    const reachedAt = span.memo?.reachedAt ?? null;
    if (reachedAt === null || reachedAt >= stop) return;
    span.late = { at: Math.max(reachedAt, this.#now), dueAt: reachedAt };
  }

  #counted(span: Span): Counted {
    const { policy, walk } = this.#terms(this.#now, span);
    const target = policy.targets[span.target];
    const consumedMs = this.#count(span, walk, Number.POSITIVE_INFINITY, this.#now).used;
    if (target === null) return { targetMs: null, consumedMs, dueAt: null, warnAt: null };
    const targetMs = target * MINUTE_MS;
    const far = this.#now + GIVE_UP_MINUTES * MINUTE_MS;
    const until = (wanted: number) =>
      this.#count(span, walk, wanted, span.runs.at(-1)?.to === null ? far : this.#now).reachedAt;
    const warnAt = until(Math.ceil((targetMs * policy.warnAtPercent) / 100));
    return { targetMs, consumedMs, dueAt: until(targetMs), warnAt };
  }

  #clock(span: Span): OracleClock {
    const counted = span.final ?? this.#counted(span);
    const isRunning = span.runs.at(-1)?.to === null;
    const open = isRunning ? 'running' : 'paused';
    return {
      ...counted,
      key: span.key,
      target: span.target,
      late: span.late,
      ended: span.done,
      state: span.late !== null ? 'breached' : span.done ? 'met' : open,
    };
  }

  #begin(target: WorldTarget, key: string, department: string | null = null): void {
    const runs = [{ from: this.#now, to: null }];
    this.#spans.push({
      key,
      target,
      department,
      runs,
      done: false,
      late: null,
      final: null,
      memo: null,
    });
  }

  #end(span: Span): void {
    if (span.done) return;
    span.final = this.#counted(span);
    this.#stop(span);
    span.done = true;
  }

  #stop(span: Span): void {
    const last = span.runs.at(-1);
    if (last?.to === null) last.to = this.#now;
  }

  /** The customer waits for a word, if not already. */
  #ask(seq: number): void {
    const waits = this.#spans.some(
      ({ target, done }) => !done && (target === 'first_response' || target === 'next_response'),
    );
    if (!waits) this.#begin('next_response', `next_response:${seq}`);
  }

  #endAll(which: (target: WorldTarget) => boolean): void {
    for (const span of this.#spans) if (which(span.target)) this.#end(span);
  }

  #take({ seq, by, event }: WorldEntry): void {
    const text = (name: string): string => String(event[name]);
    switch (event.type) {
      case 'conversation_started':
        this.#facts = {
          category: text('category'),
          priority: text('priority'),
          tier: text('tier'),
          channel: text('channel'),
          locale: text('locale'),
          team: text('teamId'),
        };
        this.#begin('first_response', 'first_response');
        this.#begin('resolution', 'resolution');
        break;
      case 'message_sent':
        if (by === 'agent') {
          this.#endAll((target) => target === 'first_response' || target === 'next_response');
        } else {
          if (this.#assistant === 'waits') this.#assistant = 'owes';
          this.#ask(seq);
        }
        break;
      case 'status_changed':
        this.#status = text('to');
        if (this.#status === 'solved' || this.#status === 'closed') {
          this.#endAll((target) => target !== 'department');
        } else if (text('from') === 'solved') {
          for (const span of this.#spans.filter(({ target }) => target === 'resolution')) {
            span.done = false;
            span.final = null;
          }
          this.#ask(seq);
        }
        break;
      case 'category_changed':
        this.#facts = { ...this.#facts, category: text('to'), team: text('teamId') };
        break;
      case 'priority_changed':
        this.#facts = { ...this.#facts, priority: text('to') };
        break;
      case 'conversation_transferred':
        this.#facts = { ...this.#facts, team: text('toTeamId') };
        break;
      case 'conversation_queued':
        this.#facts = { ...this.#facts, team: text('teamId') };
        this.#assistant = 'none';
        break;
      case 'assignment_accepted':
        this.#assistant = 'none';
        break;
      case 'assistant_engaged':
        this.#assistant = 'owes';
        break;
      case 'assistant_replied':
        if (this.#assistant === 'owes') this.#assistant = 'waits';
        break;
      case 'task_opened':
        this.#begin('department', `department:${text('taskId')}`, text('departmentId'));
        break;
      case 'task_ended':
        for (const span of this.#spans)
          if (span.key === `department:${text('taskId')}`) this.#end(span);
        break;
    }
    this.#settle();
  }

  /** With the customer, or with somebody outside, nothing runs but a department's time. */
  #settle(): void {
    const resting =
      this.#assistant === 'waits' ||
      ['pending', 'on_hold', 'solved', 'closed'].includes(this.#status);
    for (const span of this.#spans) {
      if (span.done || span.target === 'department') continue;
      if (resting) this.#stop(span);
      else if (span.runs.at(-1)?.to !== null) span.runs.push({ from: this.#now, to: null });
    }
  }
}
