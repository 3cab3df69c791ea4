import { once } from "node:events";
import { type Context, pathsOf } from "../../context.ts";
import { Failure } from "../../failure.ts";
import { readRegular, systemError } from "../../regular-file.ts";

/**
 * The bytes of the log that `--log` names: a file, a pipe (`<(go build 2>&1)`), or `-` for standard input. A pipe is waited for
 * as long as its writer likes, but Ctrl-C ends that. Throws Failure `unreadable-log`: absent, a device, too large.
 */
export async function readLog(ctx: Context, name: string, limit = largestLog): Promise<Buffer> {
  const file = name === "-" ? name : pathsOf(ctx).resolve(ctx.cwd, name);
  try {
    const isStream = file === "-" || ctx.fs.statSync(file).isFIFO();
    if (isStream) return await readStream(ctx, file, limit);
    const bytes = readRegular(ctx, file, limit);
    if (bytes === null) throw systemError("ENOENT", "no such file");
    return bytes;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = { EINVAL: "not a regular file", EFBIG: "too large" }[code ?? ""];
    throw new Failure("unreadable-log", { file: name, reason: reason ?? code ?? String(error) });
  }
}

/** Bytes. */
const largestLog = 64 * 1024 * 1024;

async function readStream(ctx: Context, file: string, limit: number): Promise<Buffer> {
  const from = file === "-" ? { fd: 0, autoClose: false } : {};
  const chunks: Buffer[] = [];
  let size = 0;
  for (;;) {
    const stream = ctx.fs.createReadStream(file, from);
    // Taken as they are read: what an iterator holds back is lost where the next read fails.
    stream.on("data", (chunk) => {
      size += chunk.length;
      chunks.push(Buffer.from(chunk));
      if (size > limit) stream.destroy(systemError("EFBIG", "too large"));
    });
    try {
      await once(stream, "end");
      return Buffer.concat(chunks);
    } catch (error) {
      // Another process made the pipe a non-blocking one, and its writer has nothing yet.
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
      await ctx.sleep(20);
    }
  }
}
