import type { Finding } from "../../contract.ts";
import type { Diagnosis, Remark, Repair } from "../../doctor/finding.ts";
import { redactValue } from "../../go/text/redact.ts";
import type { DoctorText } from "../../text/shape.ts";

/** A finding in words, with what is said of it besides; where it stands is one of its arguments. */
export function wordedDiagnosis(finding: Finding, words: DoctorText, found: Diagnosis): Finding {
  const { where, repair, remarks = [] } = found;
  const modules = remarks.find((one) => one.what === "modules");
  if (modules !== undefined) {
    const { named, more } = modules;
    finding.args = { ...finding.args, modules: named, count: named.length + more };
  }
  if (remarks.length > 0) {
    const isOpen = !/[.!?。！？]$/.test(finding.message);
    const said = isOpen ? finding.message + words.stop : finding.message;
    finding.message = [said, ...remarks.map((one) => remark(words, one))].join(words.between);
  }
  if (where !== undefined) finding.args = { ...finding.args, where };
  if (finding.fix !== undefined && repair !== undefined) {
    finding.fix = { ...finding.fix, description: describeRepair(words, repair) };
  }
  return finding;
}

function remark({ remark: words, byHand }: DoctorText, said: Remark): string {
  switch (said.what) {
    case "modules":
      return words.modules(said.named, said.more);
    case "retired":
      return words.retired(said.instead);
    case "mirror-behind":
      return words["mirror-behind"](said.host, said.mirror);
    case "private":
      return words.private(said.host);
    case "editor":
      return words.editor;
    case "by-hand":
      return byHand[said.how];
  }
}

/** What a repair does, in words. */
export function describeRepair({ repair: words }: DoctorText, repair: Repair): string {
  switch (repair.what) {
    case "value":
      return repair.value === null
        ? words.unset(repair.key)
        : words.set(repair.key, redactValue(repair.value));
    case "line":
      return words.line(repair.line, redactValue(repair.text));
    case "carriage-return":
      return words.carriageReturn(`${repair.file}:${repair.line}`);
    case "encoding":
      return words.encoding;
    case "refresh":
      return words.refresh;
  }
}
