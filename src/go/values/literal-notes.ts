import { type Note, note } from "../../findings.ts";
import { trimSpace } from "../text/trim.ts";
import { oddities } from "../text/typing.ts";

/**
 * What a person sees as an envelope around a value and go takes for a part of it: quotes, a comment, what an
 * input method typed.
 */
export function literalNotes(key: string, value: string, valid: boolean): Note[] {
  const notes: Note[] = [];
  const add = (
    what: "quotes" | "comment" | "space" | "invisible" | "wide" | "assignment",
    text: string,
  ) => void notes.push(note("go.env-literal", "warning", { key, what, text }));
  const { invisible, wide } = oddities(value);
  if (invisible.length > 0) add("invisible", invisible.join(" "));
  if (wide.length > 0) add("wide", wide.join(" "));
  const assignment = /^\s*["']?(?:export\s+|set\s+)?(GO[A-Z]+=)/.exec(value);
  if (assignment?.[1] === `${key}=`) add("assignment", assignment[1]);
  // In GOAUTH quotes group the words of a command.
  if (key !== "GOAUTH") {
    const quotes = new Set(value.match(/(?<=^|[\s,|;])["'`]|["'`](?=$|[\s,|;])/g));
    if (quotes.size > 0) add("quotes", [...quotes].join(" "));
  }
  if (/\s#/.test(value)) add("comment", "");
  const keepsSpace = key === "GOSUMDB" || key === "GOTOOLCHAIN";
  if (keepsSpace && !valid && trimSpace(value) !== value && trimSpace(value) !== "")
    add("space", "");
  return notes;
}
