const offsetOf = (timeZone: string, at: number): number =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).offsetNanoseconds;

/**
 * The time zone whose days count in a country, by the Unicode CLDR's list of zones for regions. In a country of several
 * it is the one in which days end first, so that no term is longer than the law's in any of them. Null where there is no
 * such country.
 */
export const zoneOfCountry = (country: string, at: number): string | null => {
  const zones = new Intl.Locale(`und-${country}`).getTimeZones() ?? [];
  const [first] = [...zones].sort((a, b) => offsetOf(b, at) - offsetOf(a, at));
  return first ?? null;
};
