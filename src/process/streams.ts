export interface Output {
  readonly isTTY: boolean;
  /** Width in columns; 0 where it is not known. */
  readonly columns: number;
  /** Height in rows; 0 where it is not known. */
  readonly rows: number;
  /** What is awaited is written before anything that another stream is given after it. */
  write(text: string): void | Promise<void>;
}

export interface Terminal {
  /** stdin. */
  readonly input: NodeJS.ReadStream;
  /** stderr. */
  readonly output: NodeJS.WriteStream;
  /** Has this run at Ctrl-Z, instead of stopping; what is returned takes that back. */
  onSuspend(run: () => void): () => void;
}

const made = new Set<NodeJS.WriteStream>();

/**
 * Comes back when what the streams were given has been written, or cannot be: a terminal of Windows, and a pipe there,
 * take it later.
 */
export async function whenWritten(): Promise<void> {
  const behind = [...made].filter((stream) => stream.writableLength > 0);
  await Promise.all(behind.map((stream) => new Promise((resolve) => stream.write("", resolve))));
}

/** A stream of this process, made when it is used: node takes milliseconds for each. */
export function output(
  name: "stdout" | "stderr",
  lost: (name: string, error: Error) => void,
): Output {
  let stream: NodeJS.WriteStream | undefined;
  const use = () => {
    if (stream !== undefined) return stream;
    stream = process[name];
    made.add(stream);
    // A reader that went away (`| head -1`) is no error of ours.
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") lost(name, error);
    });
    return stream;
  };
  return {
    get isTTY() {
      return use().isTTY === true;
    },
    get columns() {
      return use().columns ?? 0;
    },
    get rows() {
      return use().rows ?? 0;
    },
    write: (text) => new Promise((resolve) => use().write(text, () => resolve())),
  };
}

/** The terminal of this process, for the libraries that draw on it. */
export const terminal: Terminal = {
  get input() {
    return process.stdin;
  },
  get output() {
    made.add(process.stderr);
    return process.stderr;
  },
  onSuspend(run) {
    process.on("SIGTSTP", run);
    return () => void process.off("SIGTSTP", run);
  },
};
