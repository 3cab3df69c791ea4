import { describe, expect, it } from "vitest";
import { Failure } from "../../../src/failure.ts";
import { moduleOf } from "../../../src/verbs/operands.ts";

function refused(operand: string): unknown {
  try {
    return moduleOf(operand);
  } catch (error) {
    return error instanceof Failure && error.kind === "bad-module" ? error.args : error;
  }
}

describe("a module path", () => {
  it.each([
    ["rsc.io/quote", "rsc.io/quote", null],
    ["rsc.io/quote@v1.5.2", "rsc.io/quote", "v1.5.2"],
    ["k8s.io@latest", "k8s.io", "latest"],
    ["gopkg.in/yaml.v3", "gopkg.in/yaml.v3", null],
    ["a.example/B_c~d/v2", "a.example/B_c~d/v2", null],
  ])("%s", (operand, module, version) => {
    expect(moduleOf(operand)).toEqual({ module, version });
  });

  it.each([
    ["https://github.com/google/uuid", "github.com/google/uuid"],
    ["https://github.com/google/uuid@v1.6.0", "github.com/google/uuid@v1.6.0"],
    ["git@git.corp.com:Team/app.git", "git.corp.com/Team/app"],
    ["ssh://git@git.corp.com/team/app.git", "git.corp.com/team/app"],
    ["GitHub.com/Masterminds/semver/", "github.com/Masterminds/semver"],
    ["github.com/google/...", "github.com/google"],
    ["github.com/google/uuid@", "github.com/google/uuid"],
    ["https://corp.example:8443/app", null],
    ["net/http", null],
  ])("%s is refused", (operand, corrected) => {
    expect(refused(operand)).toMatchObject({ operand, corrected });
  });
});
