import { expect, it } from "vitest";
import { topics } from "../../../src/text/en/topics.ts";
import { ends, prepared, type Promised, says } from "../../support/promised.ts";

/** What the command of each myth shows, on a machine where `export GOPROXY` stands in ~/.bashrc. */
const shown: Record<string, Promised> = {
  "go env GO111MODULE GOMOD": (_, { stdout }) => expect(stdout).toMatch(/^\n\/.*go\.mod\n$/),
  "goproxy-cfg list": says(/goproxy\.cn +Goproxy China \(Qiniu\)/, /aliyun .*Alibaba Cloud/),
  'goproxy-cfg validate "GOPROXY=https://goproxy.cn,direct"': says(
    /1\. https:\/\/goproxy\.cn +next one only if the module is missing \(404, 410\)/,
  ),
  // Both are asked, and here nobody can be.
  "goproxy-cfg test goproxy.cn aliyun": ends(1, /✖ +goproxy\.cn/, /✖ +aliyun/),
  'goproxy-cfg validate "GOPRIVATE=*.corp.com,corp.com/..."': says(
    /\*\.corp\.com .*✖ not corp\.com/,
    /corp\.com\/\.\.\. +✖ matches no module/,
  ),
  "goproxy-cfg current": says(
    /GOPROXY +https:\/\/goproxy\.io +environment, set in ~\/\.bashrc:2/,
    /https:\/\/goproxy\.cn.*go env file/,
  ),
  'goproxy-cfg validate "GOINSECURE=*"': says(/direct downloads only.*nothing for a proxy/),
};

const commands = topics.myths.split("\n").filter((line) => line.startsWith("$ "));

it.for(commands.map((line) => line.slice(2)))(
  "the myth's command shows it: %s",
  async (line, test) => {
    const someone = prepared(test, line);
    await someone.sh("goproxy-cfg use cn; echo 'export GOPROXY=https://goproxy.io' >> .bashrc");
    const ran = await someone.sh(line, { env: { GOPROXY: "https://goproxy.io" } });
    const promised = shown[line];
    if (promised === undefined) throw new Error(`nobody says what this shows: ${line}`);
    await promised(someone, ran);
  },
);
