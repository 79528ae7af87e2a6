import { numberOf } from "./read_number.ts";

const ISO =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?\s?(Z|UTC|[+-]\d\d(?::?\d\d)?)?$/i;

/** Seconds since 1970 that no date of ours reaches: the year 5138. */
const FARTHEST_SECONDS = 1e11;

/**
 * Returns the seconds since 1970 that a number stands for. Up to 10^11 (the
 * year 5138) it is seconds, up to 10^14 milliseconds, up to 10^17 microseconds,
 * up to 10^20 nanoseconds. Each number is judged by itself, so that no other
 * row, and no order of rows, changes what it means.
 *
 * @param number Any number.
 * @returns Seconds, or NaN of NaN and of what is larger.
 */
export function epochSeconds(number: number): number {
  const size = Math.abs(number);
  if (!(size >= FARTHEST_SECONDS)) return number;
  if (size < FARTHEST_SECONDS * 1e3) return number / 1e3;
  if (size < FARTHEST_SECONDS * 1e6) return number / 1e6;
  return size < FARTHEST_SECONDS * 1e9 ? number / 1e9 : NaN;
}

/**
 * Returns the seconds since 1970 that a text stands for: a number as in
 * {@linkcode epochSeconds}, or a date or time of ISO 8601 such as `2011-12-09`,
 * `2011-12-09 12:50` or `2011-12-09T12:50:00.5+01:00`, in UTC if it does not say.
 *
 * @param text Without white space around it.
 * @returns Seconds, or NaN if it is no time.
 */
export function timeOf(text: string): number {
  const number = numberOf(text);
  return Number.isNaN(number) ? isoTime(text) : epochSeconds(number);
}

function isoTime(text: string): number {
  const parts = text.length > 40 ? null : ISO.exec(text);
  if (parts === null) return NaN;
  const [, year, month, day, hour = "0", minute = "0", second = "0"] = parts;
  const days = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const date = new Date(days);
  const isReal = date.getUTCMonth() === Number(month) - 1 &&
    date.getUTCDate() === Number(day) &&
    // 24:00:00 and leap seconds are instants, too.
    Number(hour) <= 24 && Number(minute) < 60 && Number(second) <= 60;
  if (!isReal) return NaN;
  const seconds = days / 1000 + Number(hour) * 3600 + Number(minute) * 60 +
    Number(second) + Number(`0.${parts[7] ?? 0}`);
  return seconds - offsetSeconds(parts[8]);
}

/** Seconds that a zone such as `+01:30` is ahead of UTC. */
function offsetSeconds(zone: string | undefined): number {
  if (zone === undefined || /^(Z|UTC)$/i.test(zone)) return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(":", ""));
  return (zone[0] === "-" ? -1 : 1) * (hours * 3600 + minutes * 60);
}
