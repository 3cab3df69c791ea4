import { correctGoproxy } from "../go/values/correct-goproxy.ts";
import { correctGosumdb } from "../go/values/correct-gosumdb.ts";
import { goauthError } from "../go/values/goauth.ts";
import { parseGoproxy } from "../go/values/goproxy.ts";
import { parseGosumdb } from "../go/values/gosumdb.ts";
import { govcsError } from "../go/values/govcs.ts";
import type { JudgeAt } from "../go/values/judge.ts";
import { trimSpace } from "../go/text/trim.ts";
import { parseGotoolchain } from "../go/values/toolchain.ts";
import { invisible, narrow, stripped, withoutComment } from "../go/text/typing.ts";
import { atLeast } from "../go/version.ts";

/** Settings whose quotes mean something to go. */
const quoted = /^(?:GOAUTH|GOFLAGS|CC|CXX|GOGCCFLAGS|GOCACHEPROG|CGO_.*)$/;

/** A value as it was surely meant, without what a file or a keyboard slipped in; the same where nothing was. */
export function cleanValue(key: string, value: string): string {
  const plain = value.replace(/\r+$/, "");
  if (key === "GOPROXY") return correctGoproxy(plain) ?? plain;
  if (key === "GOSUMDB") return correctGosumdb(plain) ?? trimmedIfOdd(plain);
  if (quoted.test(key)) return key === "GOAUTH" ? plain : trimSpace(withoutComment(plain));
  return trimmedIfOdd(plain);
}

function trimmedIfOdd(value: string): string {
  const text = withoutComment(narrow(value.replace(invisible, "")));
  return stripped(trimSpace(text), "\"'` \t\r");
}

/** Whether go takes a value as it stands in a file or in the environment, carriage returns and all. */
export function accepts(key: string, value: string, at: JudgeAt): boolean {
  switch (key) {
    case "GOPROXY":
      return parseGoproxy(value, at).error === null;
    case "GOSUMDB": {
      const { error, panics } = parseGosumdb(value, at.version);
      return error === null && !panics;
    }
    case "GOTOOLCHAIN":
      return parseGotoolchain(value, at.version).error === null;
    case "GOVCS":
      return govcsError(value, at.version) === null;
    case "GOAUTH":
      return goauthError(value, at) === null;
    case "GO111MODULE":
      return atLeast(at.version, 11) && ["", "on", "off", "auto"].includes(value);
    default:
      return true;
  }
}
