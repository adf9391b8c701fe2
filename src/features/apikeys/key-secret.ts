const SECRET_BYTES = 32;
const NAME_BYTES = 5;
const KEY = /^msk_[0-9a-f]{10}_[A-Za-z0-9_-]{43}$/;
const BEARER = /^Bearer +(msk_[^\s]+)$/i;

export interface MadeSecret {
  /** The whole key, shown once. */
  readonly secret: string;
  /** Its beginning: tells keys apart, opens nothing. */
  readonly prefix: string;
}

/** `msk_`, by which searches for leaked secrets know it, ten characters of a name, and 256 random bits. */
export const makeKeySecret = (random: (bytes: number) => Uint8Array): MadeSecret => {
  const prefix = `msk_${Buffer.from(random(NAME_BYTES)).toString('hex')}`;
  return { secret: `${prefix}_${Buffer.from(random(SECRET_BYTES)).toString('base64url')}`, prefix };
};

/** Whether an `Authorization` header carries a key rather than a customer's session, well formed or not. */
export const carriesKey = (authorization: string): boolean => BEARER.test(authorization);

/** The key in an `Authorization` header; undefined where it cannot be one of ours. */
export const readKey = (authorization: string): string | undefined => {
  const key = BEARER.exec(authorization)?.[1];
  return key !== undefined && KEY.test(key) ? key : undefined;
};
