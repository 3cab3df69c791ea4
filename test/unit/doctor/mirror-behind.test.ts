import { expect, it } from "vitest";
import type { Doctor } from "../../../src/contract.ts";
import { run } from "../../../src/main.ts";
import { sandbox } from "../../support/sandbox.ts";

it("a host that a mirror redirects to is told of as that mirror", async () => {
  const box = sandbox({ env: { PATH: "/nonexistent" } });
  const line =
    'go: rsc.io/quote@v1.5.2: Get "https://goproxy.woa.com/rsc.io/quote/@v/v1.5.2.info": dial tcp: lookup goproxy.woa.com: no such host\n';
  const file = box.write("go.log", line);
  await run(box.ctx, ["doctor", "--offline", "--log", file, "--json"]);
  const { checks } = JSON.parse(box.stdout()) as Doctor;
  const said = checks.flatMap(({ findings }) => findings).find(({ code }) => code === "net.dns");
  expect(said?.message).toContain("the mirror tencent sends go on to");
});
