import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { ErrorDocument } from "../../../src/contract.ts";
import type { TeamChanged } from "../../../src/verbs/team-here.ts";
import { clone, type Ran } from "../../support/team.ts";

const team = "use: [https://proxy.evil.example]\nsumdb: off\n";

const code = ({ stderr }: Ran) => (JSON.parse(stderr) as ErrorDocument).error.code;
const goEnv = (home: string) => path.join(home, ".config/go/env");

describe("a team file has no effect without consent to exactly its content", () => {
  it.each([[["apply"]], [["apply", "--yes"]], [["apply", "--quiet", "--yes"]]])(
    "%j: exit 2, nothing written",
    async (argv) => {
      const user = clone(team);
      const refused = await user.cfg([...argv, "--json"]);
      expect(refused).toMatchObject({ code: 2, stdout: "" });
      expect(code(refused)).toBe("consent-required");
      expect(refused.stderr).toContain(user.sha256());
      expect(fs.existsSync(goEnv(user.home))).toBe(false);
      expect(fs.existsSync(path.join(user.home, ".local"))).toBe(false);
    },
  );

  it("it is shown in full on stderr, control characters made visible", async () => {
    const user = clone(`${team}# \u001B[2J \u202E hidden\n`);
    const { stderr } = await user.cfg(["apply", "--yes"]);
    for (const line of team.trim().split("\n")) expect(stderr).toContain(line);
    expect(stderr).toContain("# \\u001b[2J \\u202e hidden");
    expect(stderr).not.toMatch(/\u001B|\u202E/);
  });

  it.each([
    ["{private: corp.com, $schema: https://a:b, sumdb: off, environments: {x@y: {}}}"],
    ['{"$schema": "https://a:b", "sumdb": "off", "environments": {"x@y": {}}}'],
    ["$schema: https://a:b\nsumdb: off\nenvironments:\n  x@y: {}"],
    ["use: 'https://a:1|https://evil.example|https://c@d.example'"],
    ['use: "https://a:1\\x2chttps:\\x2f\\x2fevil.example\\x2cc@d.example"'],
  ])("no setting is taken for a part of a password: %s", async (text) => {
    expect((await clone(`${text}\n`).cfg(["apply"])).stderr).toContain(text);
  });

  it("passwords in URLs are not shown", async () => {
    const user = clone("use: [https://u:s3cret@corp.example, 'https://ghp_s3cret@h.example/x']\n");
    const { stderr } = await user.cfg(["apply"]);
    expect(stderr).toContain("use: [https://u:xxxxx@corp.example, 'https://xxxxx@h.example/x']\n");
  });

  it.each([[[]], [["--quiet"]]])(
    "at a terminal it is shown before the question, the plan before the next, %j",
    async (flags) => {
      const user = clone(team);
      const apply = async () => {
        const left = new AbortController();
        let said = "";
        const write = (text: string) => {
          said += text;
          if (/Trust exactly|Make these changes/.test(text)) setImmediate(() => left.abort());
        };
        const stderr = { isTTY: true, columns: 200, rows: 24, write };
        const change = { stdin: { isTTY: true }, stderr, signal: left.signal };
        expect((await user.cfg(["apply", ...flags], change)).code).toBe(130);
        return said;
      };
      expect(await apply()).toMatch(/use: [^]*sumdb: off\n[^]*Trust exactly this content/);
      await user.cfg(["apply", "--trust", user.sha256()]);
      await user.cfg(["undo"]);
      const planned = await apply();
      expect(planned).toMatch(/would be written[^]*Make these changes/);
      expect(planned).not.toContain("Dry run");
    },
  );

  it("--trust with its hash applies it; then --yes is enough; one byte more asks again", async () => {
    const user = clone(team);
    const applied = await user.cfg(["apply", "--trust", user.sha256(), "--json"]);
    expect(applied.code).toBe(0);
    const document = JSON.parse(applied.stdout) as TeamChanged;
    expect(document).toMatchObject({ trusted: true, sha256: user.sha256(), file: user.file });
    expect(fs.readFileSync(goEnv(user.home), "utf8")).toBe(
      "GOPROXY=https://proxy.evil.example|direct\nGOSUMDB=off\n",
    );
    await user.cfg(["undo"]);
    expect(code(await user.cfg(["apply", "--json"]))).toBe("consent-required");
    expect((await user.cfg(["apply", "--yes"])).code).toBe(0);
    expect((await user.cfg(["apply"])).code).toBe(0); // nothing left to change, nothing to ask
    fs.appendFileSync(user.file, "\n");
    expect(code(await user.cfg(["apply", "--yes", "--json"]))).toBe("consent-required");
  });

  it("another content's hash, another file's consent, a broken store: none is consent", async () => {
    const user = clone(team);
    const other = await user.cfg(["apply", "--yes", "--json", "--trust", "0".repeat(64)]);
    expect(code(other)).toBe("consent-required");
    await user.cfg(["apply", "--trust", user.sha256()]);
    const store = path.join(user.home, ".local/state/goproxy-cfg/trusted.jsonl");
    expect(fs.statSync(store).mode & 0o777).toBe(0o600);
    const elsewhere = path.join(user.home, "elsewhere");
    fs.cpSync(user.repo, elsewhere, { recursive: true });
    const there = await user.cfg(["apply", "--yes", "--json"], { cwd: elsewhere });
    expect(code(there)).toBe("consent-required");
    fs.writeFileSync(store, "[broken");
    expect(code(await user.cfg(["apply", "--yes", "--json"]))).toBe("consent-required");
  });

  it("consent holds for a content that comes back, as on another branch", async () => {
    const user = clone(team);
    await user.cfg(["apply", "--trust", user.sha256()]);
    user.writeTeam("use: cn\n");
    await user.cfg(["apply", "--trust", user.sha256()]);
    user.writeTeam(team);
    expect((await user.cfg(["apply", "--yes"])).code).toBe(0);
  });

  it("GOPROXY_CFG_TRUST is a list of hashes", async () => {
    const user = clone(team);
    const env = {
      ...user.env,
      GOPROXY_CFG_TRUST: `${"a".repeat(64)}, ${user.sha256().toUpperCase()}`,
    };
    expect((await user.cfg(["apply"], { env })).code).toBe(0);
    const check = await user.cfg(["check", "--json"], { env: user.env });
    expect(JSON.parse(check.stdout)).toMatchObject({ ok: true, trusted: true });
  });

  it("what is no hash is a usage error", async () => {
    expect((await clone(team).cfg(["apply", "--trust", "yes"])).code).toBe(2);
  });

  it("a dry run needs none, prints the hash and writes nothing", async () => {
    const user = clone(team);
    const planned = await user.cfg(["apply", "--dry-run", "--json"]);
    expect(planned.code).toBe(0);
    expect(JSON.parse(planned.stdout) as TeamChanged).toMatchObject({
      dryRun: true,
      trusted: false,
      sha256: user.sha256(),
      changes: [{ key: "GOPROXY" }, { key: "GOSUMDB", after: "off" }],
    });
    expect(fs.existsSync(goEnv(user.home))).toBe(false);
    expect(fs.existsSync(path.join(user.home, ".local"))).toBe(false);
  });

  it("a file that violates its own policy is not applied", async () => {
    const user = clone(`${team}policy:\n  allowSumdbOff: false\n`);
    const refused = await user.cfg(["apply", "--trust", user.sha256()]);
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.stderr).toContain(".goproxyrc.yaml:2:1: `sumdb` violates");
    expect(fs.existsSync(goEnv(user.home))).toBe(false);
  });
});
