// How users of PowerShell and cmd write options, and what their shells make of words before they arrive here.

/** An en dash, an em dash or a bar, which PowerShell takes for a dash, as does who pastes it; `/?` asks for help. */
export function asTyped(word: string): string {
  if (word === "/?" || word === "-?") return "--help";
  const [dashes = ""] = /^-*[\u2013-\u2015][-\u2013-\u2015]*(?=[a-z])/i.exec(word) ?? [];
  if (dashes === "") return word;
  const name = word.slice(dashes.length);
  return dashes.length > 1 || name.length > 1 ? `--${name}` : `-${name}`;
}

/** Where PowerShell's own commands have another name for what an option does. */
const powershellNames: Readonly<Record<string, string>> = {
  whatif: "--dry-run",
  confirm: "--yes",
};

/** The option that an unknown one means to who knows those of PowerShell's commands; else null. */
export function powershellOption(word: string, known: readonly string[]): string | null {
  const [, name = ""] = /^-([A-Za-z][A-Za-z-]+)(?:$|[:=])/.exec(word) ?? [];
  const plain = `--${name.toLowerCase()}`;
  return known.includes(plain) ? plain : (powershellNames[name.toLowerCase()] ?? null);
}

/** The first of the words that stand for `{ … }` in a command line of PowerShell. */
export const isScriptBlock = (word: string): boolean => /^-encodedCommand$/i.test(word);
