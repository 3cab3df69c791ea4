import { type Parsed, refused } from "./document.ts";
import { parseLooseJson } from "./json.ts";
import { checked } from "./mistake.ts";
import { mirrorListSchema, type UserDocument, userSchema } from "./schema.ts";

/** The user's own configuration in the text of this file. Throws Failure `config-invalid` with the line of the mistake. */
export function userDocument(file: string, text: string): UserDocument {
  const { value, at } = parsed(file, text);
  const result = checked(userSchema, value);
  if (result.mistake !== null)
    throw refused(file, result.mistake.problem, at(result.mistake.field));
  return result.value;
}

/** Throws Failure `config-invalid` where the text has no list of mirrors to speak of, whatever stands in it. */
export function expectMirrorList(file: string, text: string): void {
  const { value, at } = parsed(file, text);
  const { mistake } = checked(mirrorListSchema, value);
  if (mistake !== null) throw refused(file, mistake.problem, at(mistake.field));
}

function parsed(file: string, text: string): Parsed {
  if (text.includes("\uFFFD")) throw refused(file, { what: "encoding" });
  const body = text.replace(/^\uFEFF/, "");
  return parseLooseJson(file, body.trim() === "" ? "{}" : body);
}
