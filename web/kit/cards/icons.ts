import deposit from 'icon:arrow-down-to-line';
import withdrawal from 'icon:arrow-up-from-line';
import verification from 'icon:badge-check';
import order from 'icon:chart-candlestick';
import restriction from 'icon:circle-pause';
import apiKey from 'icon:code-xml';
import twoFactor from 'icon:key-round';
import payment from 'icon:landmark';
import lock from 'icon:lock';
import feeTier from 'icon:percent';
import trace from 'icon:waypoints';
import type { CardKind } from '../../../src/core/selfservice/vocabulary.ts';

export const CARD_ICONS: Readonly<Record<CardKind, string>> = {
  deposit,
  withdrawal,
  order,
  restriction,
  verification,
  fee_tier: feeTier,
  payment,
  api_key: apiKey,
  two_factor_reset: twoFactor,
  trace,
  lock,
};
