import { useEffect, useMemo, useRef, useState } from 'react';
import type { Finding } from './finding.ts';
import { type Guard, guardHere, guardInTime, wakeGuard } from './wake-guard.ts';

const NOTHING: readonly Finding[] = [];
/** Of a field whose words belong to no conversation. */
export const noOtherWords = (): readonly string[] => [];

export interface Guarding {
  readonly findings: readonly Finding[];
  /** Shows what was found; null until the guard is here. */
  readonly Panel: Guard['GuardPanel'] | null;
  /** Sending waits for the guard. */
  readonly isWaiting: boolean;
  /** Whether the words may be kept on the device or told to other tabs. Never before they were looked at. */
  readonly mayKeep: (text: string) => boolean;
  /** Goes on with what was written unless there is a secret in it; waits for the guard where it is still on its way. */
  readonly pass: (go: () => void) => void;
}

/** Keeps secrets on the page. `before`: what the same person said lately, for phrases spread over messages. */
export const useGuard = (text: string, before: () => readonly string[]): Guarding => {
  const [isWaiting, setWaiting] = useState(false);
  const [guard, setGuard] = useState(guardHere);
  const isTyped = text !== '';
  useEffect(() => {
    if (isTyped) void wakeGuard().then(setGuard);
  }, [isTyped]);
  const said = useRef(before);
  said.current = before;
  const findings = useMemo(
    () => (guard === null || text === '' ? NOTHING : guard.findSecrets(text, said.current())),
    [guard, text],
  );
  const pass = (go: () => void): void => {
    const goIfClear = (by: Guard | null): void => {
      if (by === null || by.findSecrets(text, before()).length === 0) go();
    };
    if (isWaiting) return;
    if (guard !== null) {
      goIfClear(guard);
      return;
    }
    setWaiting(true);
    void guardInTime().then((came) => {
      setWaiting(false);
      setGuard(came);
      goIfClear(came);
    });
  };
  return {
    findings,
    Panel: guard?.GuardPanel ?? null,
    isWaiting,
    mayKeep: (words) =>
      guard?.mayBeKept(words) === true && guard.findSecrets(words, before()).length === 0,
    pass,
  };
};
