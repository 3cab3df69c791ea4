/** String#strip of Ruby takes ASCII blanks only, unlike trim. */
const rubyStrip = (text: string) => text.replaceAll(/^[\t\v\f\r\n ]+|[\t\v\f\r\n ]+$/g, "");

/**
 * How each language reads the text that `env` prints, by its documented rules: for languages that cannot be run
 * here, and for property tests that are too many for a process each.
 */
export const readers: Record<string, (text: string) => Record<string, string>> = {
  bash: byLine(/^export (\w+)=(.*)$/s, readPosix),
  dotenv: byLine(/^(\w+)=(.*)$/s, readPosix),
  fish: byLine(/^set -gx (\w+) (.*)$/s, (word) =>
    between(word, "'").replaceAll(/\\(['\\])/g, "$1"),
  ),
  nu: byLine(/^\$env\.(\w+) = (.*)$/s, (word) => between(word, '"').replaceAll(/\\(["\\])/g, "$1")),
  pwsh: byLine(/^\$env:(\w+) = (.*)$/s, readPwsh),
  elvish: byLine(/^set E:(\w+) = (.*)$/s, (word) => doubled(between(word, "'"), /'/)),
  cmd: byLine(/^@set "?(\w+)=.*$/s, (_, line) => readBatch(line)),
  github: readGithub,
  gitlab: byLine(/^(.*?)=(.*)$/s, (value) => rubyStrip(value).replaceAll("$$", "$")),
  dockerfile: byLine(/^ENV (\w+)=(.*)$/s, readDockerfile),
  devcontainer: (text) => {
    const { containerEnv, remoteEnv } = JSON.parse(text) as Record<string, Record<string, string>>;
    if (JSON.stringify(containerEnv) !== JSON.stringify(remoteEnv)) throw new Error("they differ");
    return containerEnv ?? {};
  },
  vscode: (text) =>
    (JSON.parse(text) as Record<string, Record<string, string>>)["go.toolsEnvVars"]!,
  envrc: byLine(/^export (\w+)=(.*)$/s, readPosix),
  mise: readMise,
  json: (text) => JSON.parse(text) as Record<string, string>,
};

function byLine(form: RegExp, read: (word: string, line: string) => string) {
  return (text: string) => {
    if (!text.endsWith("\n")) throw new Error("the last line has no end");
    const lines = text.slice(0, -1).split("\n");
    return Object.fromEntries(
      lines.map((line) => {
        const [, key, word] = form.exec(line) ?? [];
        if (key === undefined) throw new Error(`not an assignment: ${line}`);
        return [key, read(word ?? "", line)];
      }),
    );
  };
}

function between(word: string, quote: string): string {
  if (word.length < 2 || !word.startsWith(quote) || !word.endsWith(quote)) {
    throw new Error(`not quoted: ${word}`);
  }
  return word.slice(1, -1);
}

/** Quotes of a class, each of which must be doubled. */
function doubled(text: string, quote: RegExp): string {
  let value = "";
  for (let i = 0; i < text.length; i++) {
    if (quote.test(text[i]!) && !quote.test(text[++i] ?? ""))
      throw new Error("the string ends early");
    value += text[i]!;
  }
  return value;
}

/** PowerShell CharTraits IsSingleQuote and Tokenizer ScanStringLiteral. */
function readPwsh(word: string): string {
  return doubled(between(word, "'"), /['\u2018\u2019\u201A\u201B]/);
}

/** POSIX shell command language 2.2: only single quotes and `\'` are used. */
function readPosix(word: string): string {
  let value = "";
  for (let i = 0; i < word.length; i++) {
    if (word[i] === "'") {
      const end = word.indexOf("'", i + 1);
      if (end === -1) throw new Error("unmatched quote");
      value += word.slice(i + 1, end);
      i = end;
    } else if (word[i] === "\\") value += word[++i]!;
    else throw new Error(`bare ${word[i]}`);
  }
  return value;
}

/** The phases of cmd.exe for a line of a batch file without delayed expansion, then the rule of `set`. */
function readBatch(line: string): string {
  if (line.length > 8191) throw new Error("too long a line");
  const percents = line.replaceAll(/%%|%/g, (found) => {
    if (found === "%") throw new Error("a variable would expand");
    return "%";
  });
  let text = "";
  let quoted = false;
  for (let i = 0; i < percents.length; i++) {
    const character = percents[i]!;
    if (character === '"') quoted = !quoted;
    else if (!quoted && character === "^") {
      text += percents[++i] ?? "";
      continue;
    } else if (!quoted && /[<>|&]/.test(character)) throw new Error(`bare ${character}`);
    text += character;
  }
  const argument = text.slice("@set ".length);
  const assignment = argument.startsWith('"')
    ? argument.slice(1, argument.lastIndexOf('"'))
    : argument;
  return assignment.slice(assignment.indexOf("=") + 1);
}

/** TOML 1.0 basic strings below [env]. */
function readMise(text: string): Record<string, string> {
  const [head, ...lines] = text.trimEnd().split("\n");
  if (head !== "[env]") throw new Error(`not a table: ${head}`);
  return Object.fromEntries(
    lines.map((line) => {
      const [, key = "", word = ""] = /^(\w+) = (".*")$/s.exec(line) ?? [];
      if (/[\0-\x1F\x7F]/.test(word)) throw new Error("a raw control character");
      return [key, JSON.parse(word) as string];
    }),
  );
}

/** actions/runner FileCommandManager.cs, EnvFileKeyValuePairs. */
function readGithub(text: string): Record<string, string> {
  const lines = text.split("\n");
  const env: Record<string, string> = {};
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    if (line === "") continue;
    const equals = line.indexOf("=");
    const heredoc = line.indexOf("<<");
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      env[line.slice(0, equals)] = line.slice(equals + 1);
      continue;
    }
    if (heredoc < 1) throw new Error(`Invalid format '${line}'`);
    const delimiter = line.slice(heredoc + 2);
    const value: string[] = [];
    for (i++; lines[i] !== delimiter; i++) {
      if (i >= lines.length) throw new Error(`Matching delimiter not found '${delimiter}'`);
      value.push(lines[i]!);
    }
    env[line.slice(0, heredoc)] = value.join("\n");
  }
  return env;
}

/** buildkit frontend/dockerfile/shell/lex.go processDoubleQuote. */
function readDockerfile(word: string): string {
  const text = between(word, '"');
  let value = "";
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '"') throw new Error("the string ends early");
    if (text[i] === "$") throw new Error("a variable would expand");
    if (text[i] === "\\") {
      if (i + 1 === text.length) throw new Error("the closing quote is escaped");
      if (/["$\\]/.test(text[i + 1]!)) i++;
    }
    value += text[i]!;
  }
  return value;
}
