import { type Found, found, missing, onPath } from "./found.ts";

/** A Chromium, to look at the report with. */
export function browser(): Found<string> {
  const file = onPath("chromium") ?? onPath("chromium-browser") ?? onPath("google-chrome");
  return file === null ? missing("there is no chromium") : found(file);
}
