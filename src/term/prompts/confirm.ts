import type { App } from "../../app.ts";
import { choose } from "./choose.ts";
import { option } from "./drawn.ts";

/** Yes or no, of which no is the one that Enter gives. Throws Failure `interrupted` on Ctrl-C. */
export async function confirm(app: App, message: string): Promise<boolean> {
  const { yes, no } = app.text.team;
  const answers = [yes, no];
  const chosen = await choose(app, {
    message,
    answers,
    initial: 1,
    letters: { y: 0, n: 1 },
    keys: "←/→ · Enter · y/n",
    options: (cursor, paint) => [
      answers.map((words, at) => option(words, at === cursor, paint)).join(" / "),
    ],
  });
  return chosen === 0;
}
