import { DirectionProvider } from '@base-ui/react/direction-provider';
import { useQuery } from '@tanstack/react-query';
import { type NavigateOptions, RouterProvider } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { getMe } from './api/desk-api.ts';
import { asFailure } from './api/failure.ts';
import { onSignedOut } from './api/request.ts';
import { chooseLocale, isRightToLeft, useLocale } from './locale/text.ts';
import { Failed } from './parts/failure.tsx';
import { Toasts } from './parts/toasts.tsx';
import { router } from './router.tsx';
import { setNavigator } from './shell/navigate.ts';
import { ShellSkeleton } from './shell/shell-skeleton.tsx';
import { stepOfCode } from './sign-in/step.ts';
import { MeContext, takePreferences } from './state/me.ts';
import { queryClient } from './state/queries.ts';
import { useSession } from './state/session.ts';

const SignIn = lazy(() => import('./sign-in/sign-in.tsx'));

// The table of addresses is the router's; what is no address of it shows its own page for that.
setNavigator((destination) => router.navigate(destination as unknown as NavigateOptions));

const ME = ['me'] as const;

/** The desk of whoever is signed in, or the way in. */
export const App = () => {
  const locale = useLocale();
  const me = useQuery({ queryKey: ME, queryFn: getMe, staleTime: Number.POSITIVE_INFINITY });
  const code = me.error === null ? null : asFailure(me.error);
  const missing = code === null ? null : stepOfCode(code.code);
  const signedOut = me.data === null || code?.status === 401 || missing !== null;
  useEffect(() => {
    onSignedOut(() => queryClient.setQueryData(ME, null));
  }, []);
  const saved = me.data?.preferences;
  const spoken = saved?.locale ?? me.data?.locale;
  useEffect(() => {
    if (saved === undefined || spoken === undefined) return;
    takePreferences(saved);
    void chooseLocale(spoken);
  }, [saved, spoken]);
  useSession(me.data ?? null);
  return (
    <DirectionProvider direction={isRightToLeft(locale) ? 'rtl' : 'ltr'}>
      {me.data ? (
        <MeContext value={me.data}>
          <RouterProvider router={router} />
        </MeContext>
      ) : signedOut ? (
        <Suspense>
          <SignIn
            {...(missing === null ? {} : { first: missing })}
            onDone={() => void me.refetch()}
          />
        </Suspense>
      ) : me.error !== null ? (
        <main className="mx-auto max-w-lg pt-16">
          <Failed what="failed.start" thrown={me.error} onRetry={() => void me.refetch()} />
        </main>
      ) : (
        <ShellSkeleton />
      )}
      <Toasts />
    </DirectionProvider>
  );
};
