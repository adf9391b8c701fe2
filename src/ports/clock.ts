/** Wall clock of this process. Leases and log times use the database's clock instead. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
}
