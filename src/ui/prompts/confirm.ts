import { ConfirmPrompt, isCancel } from "@clack/core";
import type { App } from "../../commands/app.ts";
import { Failure } from "../../errors.ts";
import { drawn, option, promptOutput } from "./drawn.ts";
import { paintFor } from "../paint.ts";

/** Yes or no, of which no is the one that Enter gives. Throws Failure `interrupted` on Ctrl-C. */
export async function confirm({ ctx, flags, text }: App, message: string): Promise<boolean> {
  const { yes, no } = text.team;
  const paint = paintFor(ctx, ctx.stderr, flags.color);
  const prompt = new ConfirmPrompt({
    active: yes,
    inactive: no,
    initialValue: false,
    output: promptOutput(),
    signal: ctx.signal,
    render() {
      const isYes = this.value === true;
      const options = [`${option(yes, isYes, paint)} / ${option(no, !isYes, paint)}`];
      const seen = { message, options, answer: isYes ? yes : no, keys: "←/→ · Enter · y/n" };
      return drawn(seen, this.state, paint, ctx.stderr.columns);
    },
  });
  const answer = await prompt.prompt();
  if (isCancel(answer)) throw new Failure("interrupted", {});
  return answer === true;
}
