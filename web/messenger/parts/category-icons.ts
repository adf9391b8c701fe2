import type { Category } from '../../../src/core/vocabulary.ts';
import account from 'icon:circle-user-round';
import api from 'icon:code-xml';
import deposit from 'icon:arrow-down-to-line';
import fees from 'icon:percent';
import fiat from 'icon:landmark';
import fraud from 'icon:triangle-alert';
import other from 'icon:circle-question-mark';
import security from 'icon:shield';
import tax from 'icon:receipt-text';
import trading from 'icon:chart-candlestick';
import verification from 'icon:badge-check';
import withdrawal from 'icon:arrow-up-from-line';

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
