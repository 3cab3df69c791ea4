import { readHistory, standing } from "../../changes/history.ts";
import type { Context } from "../../context.ts";
import { Failure } from "../../failure.ts";
import { shippedDefaults } from "../../go/machine/layers.ts";

/** What `use -` goes back to. */
export interface Previous {
  /** One GOPROXY value. */
  value: string;
  /** It was go's default: GOPROXY goes out of the file. */
  isDefault: boolean;
}

/** The chain before the newest change of GOPROXY that stands. Throws Failure `no-previous`. */
export function previousChain(ctx: Context): Previous {
  for (const { changes } of standing(readHistory(ctx))) {
    const change = changes.find(({ target, key }) => target === "go-env" && key === "GOPROXY");
    if (change === undefined) continue;
    const { before } = change;
    return before === null
      ? { value: shippedDefaults["GOPROXY"] ?? "", isDefault: true }
      : { value: before, isDefault: false };
  }
  throw new Failure("no-previous", {});
}
