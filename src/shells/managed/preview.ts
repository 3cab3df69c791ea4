import type { FileEdit } from "../../plan.ts";
import { type Context, pathsOf } from "../../context.ts";

/** The machine as it will be after these edits, for everything that only reads files. */
export function preview(ctx: Context, edits: readonly FileEdit[]): Context {
  const paths = pathsOf(ctx);
  const after = new Map(edits.map(({ file, after: bytes }) => [file, bytes]));
  const there = (file: unknown) => (typeof file === "string" ? after.get(file) : undefined);
  const absent = (file: unknown) =>
    Object.assign(new Error(`ENOENT: ${String(file)}`), { code: "ENOENT" });
  const overlay: Record<string, (file: unknown, ...rest: never[]) => unknown> = {
    statSync(file) {
      const bytes = there(file)!;
      if (bytes === null) throw absent(file);
      return { isFile: () => true, isDirectory: () => false, size: bytes.length };
    },
    readFileSync(file) {
      const bytes = there(file)!;
      if (bytes === null) throw absent(file);
      return bytes;
    },
  };
  const fs = new Proxy(ctx.fs, {
    get(real, name) {
      const value = Reflect.get(real, name) as unknown;
      if (name === "readdirSync") {
        return (folder: string) => {
          const added = [...after].filter(([file]) => paths.dirname(file) === folder);
          const gone = added.filter(([, bytes]) => bytes === null).map(([file]) => file);
          const listed =
            added.length > 0 && !real.existsSync(folder) ? [] : real.readdirSync(folder);
          const names = [...listed, ...added.map(([file]) => paths.basename(file))];
          return [...new Set(names)].filter((one) => !gone.includes(paths.join(folder, one)));
        };
      }
      const instead = overlay[String(name)];
      if (instead === undefined || typeof value !== "function") return value;
      return (file: unknown, ...rest: never[]) =>
        there(file) === undefined
          ? (value as (...args: unknown[]) => unknown).call(real, file, ...rest)
          : instead(file);
    },
  });
  return { ...ctx, fs };
}
