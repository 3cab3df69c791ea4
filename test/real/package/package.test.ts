import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import type { Current } from "../../../src/contract.ts";
import { binFile, run } from "../../support/bin.ts";
import { expectDocument } from "../../support/contract.ts";
import { onPath } from "../../support/found.ts";
import { toolsFolder } from "../../support/machine.ts";
import { user } from "../../support/user.ts";

const url = "http://127.0.0.1:9/a";

test.for([20, 22, 24, 26])("node %i runs it", async (major, ctx) => {
  const own = Number(process.versions.node.split(".")[0]) === major;
  const node = own ? process.execPath : path.join(toolsFolder(), "node", String(major), "bin/node");
  ctx.skip(!fs.existsSync(node), `no node ${major} here`);
  const someone = user();
  expect(await someone.cfg(["use", url, "--no-verify"], { node })).toMatchObject({
    code: 0,
    stderr: "",
  });
  const current = await someone.cfg(["current", "--json"], { node });
  const { settings } = expectDocument<Current>("Current", current.stdout);
  expect(settings.find(({ key }) => key === "GOPROXY")?.value).toBe(`${url}|direct`);
  expect(await someone.cfg(["use", url], { node })).toMatchObject({ code: 1 });
  expect(await someone.cfg(["list", "--lang", "zh"], { node })).toMatchObject({ code: 0 });
  expect(await someone.cfg(["undo"], { node })).toMatchObject({ code: 0, stderr: "" });
});

test("the package: no larger, alone, licensed, and it works from npm install and npx", async (ctx) => {
  const npm = onPath("npm");
  ctx.skip(npm === null, "no npm here");
  const someone = user();
  const options = { env: { ...someone.env, npm_config_offline: "true" }, cwd: someone.home };
  const packed = await run(
    [npm ?? "", "pack", "--ignore-scripts", "--json", "--pack-destination", someone.root],
    { ...options, cwd: path.dirname(path.dirname(binFile())) },
  );
  expect(packed).toMatchObject({ code: 0 });
  const name = fs.readdirSync(someone.root).find((file) => file.endsWith(".tgz")) ?? "";
  const tarball = path.join(someone.root, name);
  // The bar of the design, in bytes: what a slow line to the registry is asked for.
  expect(fs.statSync(tarball).size).toBeLessThanOrEqual(450_000);

  const project = path.join(someone.home, "project");
  fs.mkdirSync(project);
  fs.writeFileSync(path.join(project, "package.json"), "{}");
  const inside = { ...options, cwd: project };
  expect(await run([npm ?? "", "install", tarball], inside)).toMatchObject({ code: 0 });
  const modules = path.join(project, "node_modules");
  expect(fs.readdirSync(modules).filter((file) => !file.startsWith("."))).toEqual(["goproxy-cfg"]);
  const licences = fs.readFileSync(
    path.join(modules, "goproxy-cfg/dist/THIRD-PARTY-LICENSES.txt"),
    "utf8",
  );
  expect(licences).toMatch(/cosmiconfig/);
  expect(fs.existsSync(path.join(modules, "goproxy-cfg/LICENSE"))).toBe(true);

  const npx = ["npx", "--no-install", "goproxy-cfg"];
  expect(await run([...npx, "use", url, "--no-verify"], inside)).toMatchObject({ code: 0 });
  expect(someone.stored()).toBe(`GOPROXY=${url}|direct\n`);
  const fetched = await run(
    ["npx", "--yes", `--package=${tarball}`, "goproxy-cfg", "reset"],
    options,
  );
  expect(fetched).toMatchObject({ code: 0 });
  expect(someone.stored()).toBe("");
});
