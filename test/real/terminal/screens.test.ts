import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { displayWidth, loadWidths } from "../../../src/term/layout.ts";
import { binFile } from "../../support/bin.ts";
import { onPath } from "../../support/found.ts";
import { startLab } from "../../support/lab/lab.ts";
import { terminal } from "../../support/tmux.ts";
import { user } from "../../support/user.ts";

beforeAll(loadWidths);

/** What a verb must say on a terminal of any size, in each language. */
interface Screen {
  line: string;
  /** What is there when all is there. */
  ends: RegExp;
  en: RegExp[];
  zh: RegExp[];
  /** It waits for a key. */
  asks?: true;
}

const screens: readonly Screen[] = [
  {
    line: "list",
    ends: /list --long/,
    en: [/^ {2}name +mod/m, /^\* lab +/m],
    zh: [/^ {2}名称 +/m, /^\* lab +/m],
  },
  {
    line: "current",
    ends: /current\s+--all/,
    en: [/^GOPROXY {2}lab → direct/m, /are\s+go's\s+defaults/],
    zh: [/^GOPROXY {2}lab → direct/m, /默认值/],
  },
  {
    line: "use lab cn --no-verify",
    ends: /goproxy-cfg undo$/m,
    en: [/^✔ GOPROXY {2}lab → goproxy\.cn → aliyun →\s+direct/m, /^Undo: /m],
    zh: [/^✔ GOPROXY {2}lab → goproxy\.cn → aliyun →\s+direct/m, /^撤销：/m],
  },
  {
    line: "doctor --offline --skip toolchain",
    ends: /No problem found|1 warning|没有发现问题|1 个警告/,
    en: [/checks\s+passed/],
    zh: [/项检查/],
  },
  {
    line: "test lab broken --samples 2",
    ends: /x\/mod@v0\.25\.0$/m,
    en: [
      /^✔ {2}lab +\d/m,
      /^✖ {2}broken +/m,
      /^Recommended: http/m,
      /^To use it: goproxy-cfg use lab/m,
    ],
    zh: [
      /^✔ {2}lab +\d/m,
      /^✖ {2}broken +/m,
      /^推荐：http/m,
      /^采用这个结果：goproxy-cfg use lab/m,
    ],
  },
  {
    line: "use",
    ends: /● /,
    en: [/◆ {2}Where shall modules come from\?/, /● leave it as it is/, /└ .*Enter/],
    zh: [/◆ {2}从哪里获取模块？/, /● 保持不变/, /└ .*Enter/],
    asks: true,
  },
];

/** What may be longer than the terminal is wide: an address or a command stays whole, so that it can be copied. */
const mayBreak = /:\/\/|goproxy-cfg |[~.]?\/[\w.]/;

describe.skipIf(onPath("tmux") === null)("what is shown on a terminal", () => {
  test.each(
    [40, 80, 200].flatMap((columns) => (["en", "zh"] as const).map((lang) => ({ columns, lang }))),
  )("of $columns columns: $lang", async ({ columns, lang }) => {
    const lab = await startLab();
    onTestFinished(() => lab.stop());
    const someone = user({ GOPROXY_CFG_LANG: lang });
    someone.write(
      ".config/goproxy-cfg/config.json",
      JSON.stringify({
        mirrors: [
          { name: "lab", url: lab.url("ok") },
          { name: "broken", url: lab.url("status=503") },
        ],
      }),
    );
    someone.write(".config/go/env", `GOPROXY=${lab.url("ok")},direct\n`);
    const env = { ...someone.env, PS1: "ready> ", cfg: `${process.execPath} ${binFile()}` };
    const { root, home: cwd } = someone;
    const shell = await terminal(["sh"], { env, cwd, root, columns, rows: 60 });
    for (const { line, ends, asks, ...wanted } of screens) {
      await shell.shows(/ready>\s*$/);
      await shell.type(`clear; $cfg ${line}\n`);
      await shell.shows(ends);
      if (asks !== true) await shell.shows(/\nready>\s*$/);
      const seen = await shell.screen({ whole: true });
      for (const one of wanted[lang]) expect(seen).toMatch(one);
      expect(seen).not.toMatch(
        lang === "en" ? /\p{Script=Han}/u : /\b(?:[a-z]{2,} ){3}[a-z]{2,}\b/,
      );
      const broken = seen
        .split("\n")
        .filter((row) => displayWidth(row.trimEnd()) > columns && !mayBreak.test(row));
      expect({ line, broken }).toEqual({ line, broken: [] });
      if (asks === true) await shell.keys("C-c");
      await shell.type("clear\n");
    }
  });
});
