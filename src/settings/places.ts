import type { Context } from "../context.ts";
import type { Place } from "../contract.ts";

/** Which line of a startup file gave each of these variables its value; reads no file where there are none. */
export async function startupPlaces(
  ctx: Context,
  variables: readonly { key: string; value: string }[],
): Promise<(key: string) => Place | undefined> {
  if (variables.length === 0) return () => undefined;
  const { loginShell, scanStartupFiles, whoSets } = await import("../shells/scan.ts");
  const found = scanStartupFiles(
    ctx,
    variables.map(({ key }) => key),
  );
  const shell = loginShell(ctx);
  return (wanted) => {
    const variable = variables.find(({ key }) => key === wanted);
    if (variable === undefined) return undefined;
    const by = whoSets(found, wanted, variable.value, shell);
    return by === null ? undefined : { file: by.file, line: by.line };
  };
}
