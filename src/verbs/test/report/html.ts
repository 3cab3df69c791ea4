import { redactText } from "../../../go/text/redact.ts";

const escapes: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A template whose values are text: secrets are hidden, and what HTML would take for its own is escaped. */
export function html(parts: TemplateStringsArray, ...values: (string | number)[]): string {
  const shown = values.map((value) =>
    redactText(String(value)).replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign),
  );
  return parts.reduce((page, part, at) => page + (shown[at - 1] ?? "") + part);
}
