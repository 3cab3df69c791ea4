import { type Context, variable } from "../context.ts";
import { oneOf } from "../nearest.ts";
import type { TeamFile } from "./file.ts";

/** How long an environment's address may take to answer, in milliseconds. */
const patience = 2000;

/**
 * The environment that counts here: the one of the flag, else of GOPROXY_CFG_ENVIRONMENT, else the first of
 * the file whose address answers, which is asked only where the file is trusted; else none. Throws Failure
 * `bad-flag-value`.
 */
export async function chooseEnvironment(
  ctx: Context,
  { environments }: TeamFile,
  flag: string | undefined,
  trusted: boolean,
): Promise<string | null> {
  const named = variable(ctx, "GOPROXY_CFG_ENVIRONMENT") || undefined;
  const wanted = flag ?? named;
  const names = Object.keys(environments);
  if (wanted !== undefined) {
    const source = flag === undefined ? "GOPROXY_CFG_ENVIRONMENT" : "--environment";
    return oneOf(source, wanted, names);
  }
  const asked = names.filter((name) => /^http/i.test(environments[name]?.answers ?? ""));
  if (!trusted || asked.length === 0) return null;
  const { openClient } = await import("../net/client.ts");
  const { newestEvidence } = await import("../catalog/catalog.ts");
  const client = openClient(ctx, { keepAlive: false, notBefore: newestEvidence() });
  const answers = await Promise.all(
    asked.map(async (name) => {
      const url = environments[name]?.answers ?? "";
      const outcome = await client.get(url, { timeoutMs: patience, maxBytes: 1024 });
      return outcome.response !== null;
    }),
  );
  return asked.find((_, at) => answers[at]) ?? null;
}
