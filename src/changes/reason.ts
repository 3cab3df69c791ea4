import { Failure } from "../failure.ts";

/** Why the system refused: `EACCES: permission denied`, without the call and the path that node adds. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split(/, [a-z]+(?= '|$)/)[0] ?? text;
}

/** Does something to a file; what the system refuses becomes Failure `write-failed` in that file's name. */
export function writing<T>(file: string, action: () => T): T {
  return namingRefusals("write-failed", file, action);
}

/** The same for a file that is only read: Failure `read-failed`. */
export function reading<T>(file: string, action: () => T): T {
  return namingRefusals("read-failed", file, action);
}

function namingRefusals<T>(kind: "write-failed" | "read-failed", file: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(kind, { file, reason: reasonOf(error) });
  }
}

export function codeOf(error: unknown): string {
  return String((error as NodeJS.ErrnoException).code);
}
