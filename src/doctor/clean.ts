import { correctGoproxy } from "../advice/correct-goproxy.ts";
import { correctGosumdb } from "../advice/correct-gosumdb.ts";
import { type JudgeAt, refusalOf } from "../go/values/judge.ts";
import { trimSpace } from "../go/text/strings.ts";
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
  if (key !== "GO111MODULE") return refusalOf(key, value, at) === null;
  return atLeast(at.version, 11) && ["", "on", "off", "auto"].includes(value);
}
