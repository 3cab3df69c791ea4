/** Go's words where `go env -w` refuses a value of every key. Source: cmd/go/internal/envcmd checkEnvWrite. */
export function unwritableWords(key: string, value: string): string | null {
  const what = /\p{Surrogate}/u.test(value)
    ? "UTF-8"
    : value.includes("\0")
      ? "NUL"
      : /[\v\r\n]/.test(value)
        ? "newline"
        : null;
  return what && `invalid ${what} in ${key}=... value`;
}
