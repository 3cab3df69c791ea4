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

/** A stream of this process, made when it is used: node takes milliseconds for each. */
export function output(
  name: "stdout" | "stderr",
  lost: (name: string, error: Error) => void,
): Output {
  let stream: NodeJS.WriteStream | undefined;
  const made = () => {
    if (stream !== undefined) return stream;
    stream = process[name];
    // A reader that went away (`| head -1`) is no error of ours.
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") lost(name, error);
    });
    return stream;
  };
  return {
    get isTTY() {
      return made().isTTY === true;
    },
    get columns() {
      return made().columns ?? 0;
    },
    get rows() {
      return made().rows ?? 0;
    },
    write: (text) => new Promise((resolve) => made().write(text, () => resolve())),
  };
}

/** The terminal of this process, for the libraries that draw on it. */
export const terminal: Terminal = {
  get input() {
    return process.stdin;
  },
  get output() {
    return process.stderr;
  },
  onSuspend(run) {
    process.on("SIGTSTP", run);
    return () => void process.off("SIGTSTP", run);
  },
};
