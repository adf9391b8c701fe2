/** Of every answer. */
export const baseHeaders = (publicOrigin: string): Readonly<Record<string, string>> => ({
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy':
    'accelerometer=(), camera=(self), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=(), browsing-topics=()',
  ...(publicOrigin.startsWith('https:') && {
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
  }),
});

/** Of API answers: nothing in them is ever a page. */
export const API_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'cache-control': 'no-store',
};

export interface PagePolicy {
  readonly nonce: string;
  readonly publicOrigin: string;
  readonly frameAncestors: readonly string[];
  readonly inlineStyles: boolean;
}

/** The socket has a scheme of its own, which `'self'` does not cover in every browser. */
const socketOrigin = (publicOrigin: string): string => publicOrigin.replace(/^http/, 'ws');

export const contentSecurityPolicy = (policy: PagePolicy): string =>
  [
    "default-src 'none'",
    `script-src 'self' 'nonce-${policy.nonce}'`,
    policy.inlineStyles
      ? "style-src 'self' 'unsafe-inline'"
      : `style-src 'self' 'nonce-${policy.nonce}'`,
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "font-src 'self' data:",
    `connect-src 'self' ${socketOrigin(policy.publicOrigin)}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${policy.frameAncestors.length > 0 ? policy.frameAncestors.join(' ') : "'none'"}`,
  ].join('; ');

/**
 * Of pages that are read: no script or style within them, none from elsewhere, and the messenger in a frame. Without
 * a nonce, so that the same page stays the same.
 */
export const READING_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-frame-options': 'DENY',
  'cross-origin-resource-policy': 'same-origin',
  // The messenger in its frame may open a window that asks for notifications, and that must be able to answer.
  'cross-origin-opener-policy': 'same-origin-allow-popups',
  // A form says where it comes from, to ourselves only; under `no-referrer` it would come from nowhere.
  'referrer-policy': 'same-origin',
};
