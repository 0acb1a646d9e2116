const MINUTE_MS = 60_000;

const formats = new Map<string, Intl.DateTimeFormat>();

/** `1 Jul, 14:30 GMT-3` */
export function clockText(instant: number, timeZone: string): string {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat("en-GB", {
      timeZone,
      day: "numeric",
      month: "short",
      hour: "2-digit",
      minute: "2-digit",
      timeZoneName: "short",
    });
  formats.set(timeZone, format);
  return format.format(instant);
}

/** `14 min`, `2 h 5 min`; never less than a minute. */
export function minutesText(spanMs: number): string {
  const minutes = Math.max(1, Math.round(spanMs / MINUTE_MS));
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return `${minutes} min`;
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}
