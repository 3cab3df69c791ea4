/** Characters of what a server said that are shown; the URL of a module fits in. */
const most = 300;

/** What a server said, as much of it as a person reads: it may have sent a megabyte to fill the screen. */
export function shorten(text: string): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

/** The arguments of a finding, each text shortened. */
export function shortened<T extends object>(args: T): T {
  const all = Object.entries(args).map(([key, value]: [string, unknown]) => [
    key,
    typeof value === "string" ? shorten(value) : value,
  ]);
  return Object.fromEntries(all) as T;
}
