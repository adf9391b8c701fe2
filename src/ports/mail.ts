export interface OutgoingMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Deterministic Message-ID local part, so that a retry is recognisable as the same mail. */
  readonly key: string;
}

/** Hands a mail to a mail system. Throws when it was not accepted; the caller retries. */
export interface Mail {
  send(mail: OutgoingMail): Promise<void>;
}
