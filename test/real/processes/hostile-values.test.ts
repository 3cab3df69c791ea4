import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { run } from "../../../src/main.ts";
import { nothingLeaves } from "../../support/go.ts";
import { hostile } from "../../support/hostile.ts";
import { sandbox } from "../../support/sandbox.ts";

/** What a shell, git or go could take for a command; `MARK` is a file that must never be. */
const commands: readonly string[] = [
  "$(touch MARK)",
  "`touch MARK`",
  ";touch MARK;",
  "|touch MARK",
  "&touch MARK&",
  "'\"$(touch MARK)\"'",
  "--upload-pack=touch${IFS}MARK",
  "--exec=touch MARK",
  "-ccore.sshCommand=touch MARK",
  "ext::sh -c touch% MARK",
  "a\nb\r\ntouch MARK",
  "../../../../etc/passwd",
  "__proto__",
  "constructor",
];

const values = [...hostile, ...commands];

/** Every place of a command line where a word of the user's can stand, `V`. */
const places: readonly string[][] = [
  "use V",
  "use V --no-verify",
  "use V cn --no-verify -n --json",
  "use https://V --no-verify",
  "use https://u:V@h.test --no-verify -n",
  "use https://h.test/V --no-verify -n",
  "use cn --no-verify --sumdb V",
  "use cn --fallback V",
  "private add V",
  "private add V --force --lang zh",
  "private add git.corp.test/V --json",
  "private add V --git ssh -n",
  "private add git.corp.test --git V",
  "private remove V",
  "why V",
  "why V@v1.0.0 --json",
  "why git.corp.test/x@V",
  "test V --samples 1 --timeout 1",
  "test https://h.test --module V --samples 1 --timeout 1",
  "test https://h.test --timeout V",
  "validate V",
  "validate GOPROXY=V",
  "validate GOSUMDB=V --json",
  "validate GOPRIVATE=V --lang zh",
  "validate GOVCS=V",
  "validate GOTOOLCHAIN=V",
  "validate GOAUTH=V",
  "validate GOINSECURE=V",
  "validate V=V",
  "env V",
  "env --as V",
  "doctor --offline --module V",
  "doctor --offline --log V",
  "doctor --offline --only V",
  "doctor --explain V --json",
  "undo V",
  "mirror add V https://h.test",
  "mirror add m V",
  "mirror add m https://h.test --serves V",
  "mirror remove V",
  "check --environment V",
  "check --trust V",
  "completion V",
  "help V",
  "current --lang V",
  "current --go V",
  "shell install --shell V",
  "complete -- use V",
  "V",
].map((line) => line.split(" "));

/** What `env` and `complete` print is for a shell, which takes it as data. */
const isRaw = (line: readonly string[]) => ["env", "complete"].includes(line[0] ?? "");

const everything = process.env["FUZZ_RUNS"] !== undefined;

describe("a word that wishes harm, wherever it stands", { timeout: 200_000 }, () => {
  it.each(values.map((value, at) => [at, value] as const))("%i: %j", async (at, value) => {
    const box = sandbox({ env: nothingLeaves });
    const mark = path.join(box.home, "ran");
    const word = value.replaceAll("MARK", mark);
    // Each place comes up with every seventh value; all of them with FUZZ_RUNS.
    const chosen = places.filter((_, index) => everything || (index + at) % 7 === 0);
    for (const place of chosen) {
      const line = place.map((part) => part.replaceAll("V", () => word));
      const [out, err] = [box.stdout().length, box.stderr().length];
      const code = await run({ ...box.ctx }, line);
      const shown = [box.stdout().slice(out), box.stderr().slice(err)];
      const told = { place: place.join(" "), code, shown };
      expect({ ...told, known: [0, 1, 2, 3, 4].includes(code) }).toEqual({ ...told, known: true });
      expect(shown[1]).not.toMatch(/inside goproxy-cfg|goproxy-cfg 内部/);
      // The end of a line on Windows is none.
      const controls = isRaw(line)
        ? []
        : shown
            .join("")
            .replaceAll("\r\n", "\n")
            .match(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g);
      expect({ ...told, controls: controls ?? [] }).toEqual({ ...told, controls: [] });
      if (place.includes("--json"))
        JSON.parse(code === 0 || shown[0] !== "" ? shown[0]! : shown[1]!);
      expect({ ...told, ran: fs.existsSync(mark) }).toEqual({ ...told, ran: false });
    }
  });
});
