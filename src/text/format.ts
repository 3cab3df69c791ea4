/** Names that were joined by commas, as Chinese joins them. */
export const chineseList = (names: string): string => names.replaceAll(", ", "、");

/** The moment (ISO) to the minute, as clocks have it here. */
export function localTime(iso: string): string {
  const at = new Date(iso);
  const two = (number: number) => String(number).padStart(2, "0");
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** What there is to say in brackets, or nothing. */
export function about(
  parts: readonly (string | null)[],
  between: string,
  open = " (",
  close = ")",
): string {
  const said = parts.filter((part) => part !== null);
  return said.length === 0 ? "" : `${open}${said.join(between)}${close}`;
}

const units = ["B/s", "kB/s", "MB/s", "GB/s"] as const;

/** Bytes per second with three digits. */
export function rate(bytesPerSecond: number): string {
  let value = bytesPerSecond;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value >= 100 || unit === 0 ? Math.round(value) : value.toPrecision(2)} ${units[unit]}`;
}

/** Milliseconds: tenths below ten. */
export function milliseconds(value: number): string {
  return value < 10 ? value.toFixed(1) : String(Math.round(value));
}

/** Whether this is why a file could not be written: no room on the disk, or in the user's share of it. */
export const isNoRoom = (reason: string): boolean =>
  /ENOSPC|EDQUOT|no space left|quota exceeded|not enough space/i.test(reason);
