import { type Context, pathsOf, variable } from "./context.ts";

/**
 * Runs `use` with a new folder among the temporary files that nobody else can read, and removes it afterwards. Throws
 * what the system says where none can be made: a folder that is there already may be somebody else's, and a TMPDIR
 * that is not there is the user's to make.
 */
export async function withTemporaryFolder<T>(
  ctx: Context,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = ctx.fs.mkdtempSync(pathsOf(ctx).join(temporaryFiles(ctx), "goproxy-cfg-"));
  const remove = () => {
    try {
      ctx.fs.rmSync(folder, { recursive: true, force: true, maxRetries: 2 });
    } catch {
      // What is left lies among temporary files.
    }
  };
  const forget = ctx.atExit(remove);
  try {
    return await use(folder);
  } finally {
    remove();
    forget();
  }
}

function temporaryFiles(ctx: Context): string {
  const windows = ctx.platform === "win32";
  const named = (windows ? ["TEMP", "TMP"] : ["TMPDIR"]).map((name) => variable(ctx, name));
  return named.find(Boolean) ?? (windows ? "C:\\Windows\\Temp" : "/tmp");
}
