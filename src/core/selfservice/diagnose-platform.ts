import type { AtMs } from '../ids.ts';
import {
  choiceOf,
  type Finding,
  finding,
  maybeMoment,
  nameOf,
  type Params,
  termsOf,
} from './finding.ts';
import type { NetworkCheckResult } from './vocabulary.ts';

export interface PlatformFacts {
  readonly components: readonly {
    readonly component: string;
    readonly state: 'normal' | 'slow' | 'outage' | 'maintenance';
    readonly since: AtMs | null;
    readonly expectedUntil: AtMs | null;
    readonly network: string | null;
  }[];
  readonly orderLatencyMs: number | null;
}

/** A network whose node was asked how crowded it is. */
export interface NetworkPace {
  readonly network: string;
  readonly congestion: 'low' | 'normal' | 'high';
}

const WORST = ['normal', 'slow', 'maintenance', 'outage'] as const;

/** Is it the platform or a network? What is worst is said, with all that share it. */
export const diagnosePlatform = (
  facts: PlatformFacts,
  networks: readonly NetworkPace[],
): Finding => {
  const worst = facts.components.reduce(
    (state, each) => (WORST.indexOf(each.state) > WORST.indexOf(state) ? each.state : state),
    'normal' as (typeof WORST)[number],
  );
  if (worst !== 'normal') {
    const hit = facts.components.filter(({ state }) => state === worst);
    const starts = hit.flatMap(({ since }) => since ?? []);
    const ends = hit.map(({ expectedUntil }) => expectedUntil);
    // An end is named only where each of them has one.
    const end = ends.reduce<AtMs | null>(
      (latest, each) => (each === null || latest === null ? null : Math.max(latest, each)),
      0,
    );
    const since = maybeMoment(starts.length === 0 ? null : Math.min(...starts));
    const until = maybeMoment(end);
    const named = [...new Set(hit.flatMap(({ network }) => network ?? []))];
    return finding('platform', worst, {
      params: {
        components: termsOf('component', ...new Set(hit.map(({ component }) => component))),
        known: since.known,
        since: since.at,
        dated: until.known,
        until: until.at,
        some: choiceOf(named.length > 0 ? 'yes' : 'no'),
        networks: nameOf(named.join(', ')),
      },
      phase: 'wait',
      actions: ['check_again'],
    });
  }
  const busy = networks.filter(({ congestion }) => congestion === 'high');
  if (busy.length > 0)
    return finding('platform', 'networks_busy', {
      params: { networks: nameOf(busy.map(({ network }) => network).join(', ')) },
      phase: 'wait',
      actions: ['check_again'],
    });
  const { orderLatencyMs } = facts;
  return finding('platform', 'normal', {
    params: {
      known: choiceOf(orderLatencyMs === null ? 'no' : 'yes'),
      latency: { kind: 'duration', ms: Math.round(orderLatencyMs ?? 0) },
    },
    phase: 'act',
    actions: ['check_network'],
  });
};

/** From here on something is wrong with the line. Times in ms. */
const LOST_SHARE = 0.2;
const CLOCK_OFF_MS = 30_000;
const SLOW_MS = 800;
const UNSTEADY_MS = 1_000;
const UNSTEADY_TIMES = 3;

/** What the page's own test says of the customer's line, and what to do. */
export const diagnoseNetwork = (result: NetworkCheckResult): Finding => {
  const { samples, lost, medianMs, slowMs, clockOffMs } = result;
  const told = (code: string, params: Params = {}): Finding =>
    finding('network', code, { params, phase: code === 'fine' ? 'end' : 'act', actions: AGAIN });
  if (!result.isOnline) return told('offline');
  if (medianMs === null || lost >= samples) return told('unreachable');
  const median: Params = { median: { kind: 'duration', ms: Math.round(medianMs) } };
  if (lost / samples >= LOST_SHARE)
    return told('losing', {
      lost: { kind: 'count', count: lost },
      samples: { kind: 'count', count: samples },
    });
  if (clockOffMs !== null && Math.abs(clockOffMs) > CLOCK_OFF_MS)
    return told('clock_off', {
      way: choiceOf(clockOffMs > 0 ? 'ahead' : 'behind'),
      off: { kind: 'duration', ms: Math.round(Math.abs(clockOffMs)) },
    });
  if (result.socket === 'failed') return told('socket_blocked', median);
  if (medianMs > SLOW_MS) return told('slow', median);
  if (slowMs !== null && slowMs > UNSTEADY_MS && slowMs > UNSTEADY_TIMES * medianMs)
    return told('unsteady', {
      ...median,
      slow: { kind: 'duration', ms: Math.round(slowMs) },
    });
  return told('fine', median);
};

const AGAIN = ['check_network'] as const;
