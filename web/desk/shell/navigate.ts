/** An address of the desk, as the router's table has it, with what stands in its places. */
export interface Destination {
  readonly to: string;
  readonly params?: Readonly<Record<string, string>>;
  /** Behind the `#`. */
  readonly hash?: string;
}

let navigate: ((destination: Destination) => Promise<void>) | undefined;

/** Told once by the page's start: screens go places without knowing the table of all screens. */
export const setNavigator = (given: (destination: Destination) => Promise<void>): void => {
  navigate = given;
};

/** Goes to an address of the desk. */
export const go = (destination: Destination): void => {
  if (navigate === undefined) throw new Error('nobody has said yet how to go places');
  void navigate(destination);
};
