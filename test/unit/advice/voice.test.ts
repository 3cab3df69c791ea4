import { describe, expect, it } from "vitest";
import { clone } from "../../support/team.ts";

/** What each verb that takes addresses makes of one. */
const verbs: Record<string, (url: string) => { argv: string[]; team?: string }> = {
  use: (url) => ({ argv: ["use", url, "--no-verify"] }),
  "use, as a list": (url) => ({ argv: ["use", `${url},direct`, "--no-verify"] }),
  "use, behind another": (url) => ({ argv: ["use", "cn", url, "--no-verify"] }),
  "mirror add": (url) => ({ argv: ["mirror", "add", "corp", url] }),
  "check, in use": (url) => ({ argv: ["check"], team: `use: ["${url}"]\n` }),
  "check, as a mirror": (url) => ({
    argv: ["check"],
    team: `mirrors: [{name: corp, url: "${url}"}]\n`,
  }),
};

describe.each(Object.entries(verbs))(
  "a login over plain http, which go never sends: %s",
  (_, of) => {
    it.each([
      ["http://u:s3cret@goproxy.corp.example/x", "https://u:xxxxx@goproxy.corp.example/x"],
      ["http://u:s3cret@127.0.0.1:8081/x", "http"],
    ])("%s", async (url, corrected) => {
      const { argv, team } = of(url);
      const user = clone(team);
      const { code, stderr } = await user.cfg(argv);
      expect(code).toBe(2);
      expect(stderr).toContain("go sends no user name or password over plain http");
      expect(stderr).toContain(corrected);
      expect(stderr).not.toContain("s3cret");
      if (team !== undefined) return;
      const forced = await user.cfg([...argv, "--force"]);
      expect(forced.code).toBe(0);
      expect(forced.stderr).toContain("every request will fail");
    });
  },
);
