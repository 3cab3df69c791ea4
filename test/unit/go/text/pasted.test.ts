import { expect, it } from "vitest";
import { assignmentsIn, withoutEscapes, withoutLinks } from "../../../../src/go/text/pasted.ts";

const list = "https://goproxy.cn,direct";

it.each([
  `export GOPROXY=${list}`,
  `export GOPROXY="${list}"`,
  `set GOPROXY=${list}`,
  `set "GOPROXY=${list}"`,
  `setx GOPROXY ${list}`,
  `setx GOPROXY=${list}`,
  `SETX GOPROXY "${list}" /M`,
  `$env:GOPROXY = "${list}"`,
  `$Env:GOPROXY='${list}';`,
  `$env:GOPROXY="https://goproxy.cn","direct"`,
  `\${env:GOPROXY} = "${list}" # mirror`,
  `Set-Item Env:GOPROXY ${list}`,
  `[System.Environment]::SetEnvironmentVariable("GOPROXY","${list}","User")`,
  `[Environment]::SetEnvironmentVariable(GOPROXY ${list} User)`,
  `ENV GOPROXY ${list}`,
  `ENV GOPROXY=${list}`,
  `RUN go env -w GOPROXY=${list} && go mod download`,
  `go env –w GOPROXY=${list}`,
  `go env -w GOPROXY=${list};`,
  `GOPROXY: ${list}`,
  `GOPROXY: "${list}"`,
  `  - GOPROXY=${list}`,
  `"GOPROXY": "${list}",`,
  `set -gx GOPROXY ${list}`,
  `setenv GOPROXY ${list}`,
  `$env.GOPROXY = '${list}'`,
  `$ export GOPROXY=${list}`,
  `PS C:\\> $env:GOPROXY = "${list}"`,
  `GOPROXY := ${list}`,
  `GOPROXY ?= ${list}`,
  `export GOPROXY ?= ${list}`,
  `GOPROXY ::= ${list}`,
  `set E:GOPROXY = ${list}`,
  `set-env GOPROXY ${list}`,
  `--build-arg GOPROXY=${list}`,
  `docker build --build-arg GOPROXY=${list} -t app .`,
  `docker run --rm -e GOPROXY="${list}" golang:1.22 go build`,
  `go1.22.3 env -w GOPROXY=${list}`,
  `/usr/local/go/bin/go env -w GOPROXY=${list}`,
  `"go.toolsEnvVars": {"GOPROXY":"${list}"}`,
  `  "go.toolsEnvVars": { "GOPROXY": "${list}" },`,
  `- name: GOPROXY\n  value: ${list}`,
  `- name: GOPROXY\n  value: "${list}"\n- name: X\n  value: y`,
  `[root@host ~]# export GOPROXY=${list}`,
  `me@box:~/src$ go env -w GOPROXY=${list}`,
  `(base) ➜  app git:(main) ✗ go env -w GOPROXY=${list}`,
  `❯ export GOPROXY=${list}`,
  `1. go env -w GOPROXY=${list}`,
  `2) export GOPROXY=${list}`,
  `echo 'export GOPROXY=${list}' >> ~/.bashrc`,
  `echo "export GOPROXY=${list}" | sudo tee -a /etc/profile`,
  `echo export GOPROXY=${list} >> ~/.zshrc && source ~/.zshrc`,
  `export GOPROXY=${list} >> ~/.zshrc`,
  `env: { GOPROXY: "${list}" }`,
  `Environment="GOPROXY=${list}"`,
  `Environment=GOPROXY=${list}`,
  `bazel build --repo_env=GOPROXY=${list} //...`,
  `os.environ["GOPROXY"] = "${list}"`,
  `process.env.GOPROXY = '${list}';`,
  `environment:\n  GOPROXY: ${list}`,
])("%s sets GOPROXY", (line) => {
  expect(assignmentsIn(line)).toEqual([{ key: "GOPROXY", value: list }]);
});

it("a line may set several", () => {
  const both = [
    { key: "GO111MODULE", value: "on" },
    { key: "GOPROXY", value: list },
  ];
  for (const line of [
    `export GO111MODULE=on\nexport GOPROXY=${list}`,
    `$env:GO111MODULE="on"; $env:GOPROXY="${list}"`,
    `go env -w GO111MODULE=on GOPROXY=${list}`,
    `ENV GO111MODULE=on GOPROXY=${list}`,
  ]) {
    expect(assignmentsIn(line)).toEqual(both);
  }
});

it("commands of GOAUTH keep their separator", () => {
  const [set] = assignmentsIn("export GOAUTH='netrc; git /srv/work'");
  expect(set).toEqual({ key: "GOAUTH", value: "netrc; git /srv/work" });
});

it.each([
  list,
  "${GOPROXY:-https://goproxy.cn}",
  "goproxy.cn",
  "https://x.example/?GOPROXY=1",
  "mygoproxy=https://x",
  "",
])("%j is no such line", (text) => {
  expect(assignmentsIn(text)).toEqual([]);
});

it("links and escapes go, what they are about stays", () => {
  expect(withoutLinks("[https://goproxy.cn](https://goproxy.cn),direct")).toBe(list);
  expect(withoutEscapes("https:\\/\\/goproxy.cn")).toBe("https://goproxy.cn");
});
