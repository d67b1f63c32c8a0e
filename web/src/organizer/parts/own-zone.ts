/** The time zone of this browser, for what belongs to no conference. */
export const OWN_ZONE = new Intl.DateTimeFormat().resolvedOptions().timeZone;
