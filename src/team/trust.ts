import { type Context, pathsOf, variable } from "../context.ts";
import { Failure } from "../errors.ts";
import { stateFolder } from "../folders.ts";
import { adopt, missingFolders } from "../changes/files.ts";
import { writing } from "../changes/reason.ts";

/** Where it is kept which content of which file the user has consented to. */
const store = (ctx: Context) => pathsOf(ctx).join(stateFolder(ctx), "trusted.json");

/** Throws Failure `bad-flag-value` for what is no SHA-256. */
export function checkTrustFlag(trust: string | undefined): void {
  if (trust === undefined || /^[0-9a-f]{64}$/i.test(trust)) return;
  throw new Failure("bad-flag-value", { flag: "--trust", value: trust, allowed: "SHA-256" });
}

/** Whether exactly this content was named by `--trust` or GOPROXY_CFG_TRUST (several, by spaces or commas). */
export function isNamed(ctx: Context, sha256: string, trust: string | undefined): boolean {
  const listed = (variable(ctx, "GOPROXY_CFG_TRUST") ?? "").split(/[\s,]+/);
  return [trust ?? "", ...listed].some((one) => one.toLowerCase() === sha256);
}

/** Whether the user has consented before to exactly this content in this place. */
export function isRemembered(ctx: Context, file: string, sha256: string): boolean {
  return remembered(ctx)[file] === sha256;
}

/** Remembers the consent, for this user alone. Throws Failure `write-failed`. */
export function remember(ctx: Context, file: string, sha256: string): void {
  if (isRemembered(ctx, file, sha256)) return;
  const path = store(ctx);
  const folder = pathsOf(ctx).dirname(path);
  writing(path, () => {
    for (const missing of missingFolders(ctx, folder)) {
      ctx.fs.mkdirSync(missing, { recursive: true, mode: 0o700 });
      adopt(ctx, missing);
    }
    const temp = `${path}.${ctx.pid}`;
    const text = `${JSON.stringify({ ...remembered(ctx), [file]: sha256 }, null, 2)}\n`;
    ctx.fs.writeFileSync(temp, text, { mode: 0o600 });
    adopt(ctx, temp);
    ctx.fs.renameSync(temp, path);
  });
}

/** A store that is no longer readable has forgotten everything, and asks again. */
function remembered(ctx: Context): Record<string, unknown> {
  try {
    const known: unknown = JSON.parse(ctx.fs.readFileSync(store(ctx), "utf8"));
    return typeof known === "object" && known !== null ? { ...known } : {};
  } catch {
    return {};
  }
}
