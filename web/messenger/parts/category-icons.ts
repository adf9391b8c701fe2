import deposit from 'icon:arrow-down-to-line';
import withdrawal from 'icon:arrow-up-from-line';
import verification from 'icon:badge-check';
import trading from 'icon:chart-candlestick';
import other from 'icon:circle-question-mark';
import account from 'icon:circle-user-round';
import api from 'icon:code-xml';
import fiat from 'icon:landmark';
import fees from 'icon:percent';
import tax from 'icon:receipt-text';
import security from 'icon:shield';
import fraud from 'icon:triangle-exclamation-point';
import type { Category } from '../../../src/core/vocabulary.ts';

export const CATEGORY_ICONS: Readonly<Record<Category, string>> = {
  account,
  security,
  deposit,
  withdrawal,
  trading,
  verification,
  fees,
  fiat,
  api,
  fraud,
  tax,
  other,
};
