/** How Kubernetes prints a length of time in a column: `5s`, `3m20s`, `17m`, `3h12m`, `2d4h`, `117d`, `2y34d`. */
export function humanDuration(milliseconds: number): string {
  const seconds = Math.trunc(milliseconds / 1000);
  if (seconds < -1) return "<invalid>";
  if (seconds < 0) return "0s";
  if (seconds < 120) return `${seconds}s`;
  const minutes = Math.trunc(seconds / 60);
  if (minutes < 10) return `${minutes}m${rest(seconds % 60, "s")}`;
  if (minutes < 180) return `${minutes}m`;
  const hours = Math.trunc(minutes / 60);
  if (hours < 8) return `${hours}h${rest(minutes % 60, "m")}`;
  if (hours < 48) return `${hours}h`;
  const days = Math.trunc(hours / 24);
  if (hours < 192) return `${days}d${rest(hours % 24, "h")}`;
  if (hours < 24 * 365 * 2) return `${days}d`;
  const years = Math.trunc(days / 365);
  if (hours < 24 * 365 * 8) return `${years}y${rest(days % 365, "d")}`;
  return `${years}y`;
}

const rest = (count: number, unit: string) => (count === 0 ? "" : `${count}${unit}`);

/** The age at `now` (milliseconds) of an RFC 3339 instant; `<unknown>` without one, `<invalid>` where it is none. */
export function humanAge(instant: unknown, now: number): string {
  if (instant === undefined || instant === null || instant === "") return "<unknown>";
  const at = typeof instant === "string" ? Date.parse(instant) : Number.NaN;
  return Number.isNaN(at) ? "<invalid>" : humanDuration(now - at);
}
