import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './styles.css';
import { App } from './app.tsx';
import { chooseLocale, firstLocale } from './locale/text.ts';
import { applyTheme, preferences } from './state/me.ts';
import { queryClient } from './state/queries.ts';

applyTheme(preferences.get().theme);

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no place for the desk');

void chooseLocale(firstLocale()).then(() =>
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <App />
      </QueryClientProvider>
    </StrictMode>,
  ),
);
