import { note } from "../../../findings.ts";
import { type Wording, row } from "./row.ts";

/** Words of go that are no failure of a download, and words of a shell in the place of go's. */
export const others: readonly Wording[] = [
  row(
    /(?:The term 'go(?:\.exe)?' is not recogni[sz]ed|无法将“go(?:\.exe)?”项识别为|無法辨識 'go'|'go(?:\.exe)?' is not recogni[sz]ed as an internal|'go(?:\.exe)?' 不是内部或外部命令|'go(?:\.exe)?' 不是內部或外部命令|\bgo(?:\.exe)?: (?:command )?not found|command not found: go\b|Unknown command:? '?go\b|exec: "go(?:\.exe)?": executable file not found)/,
    () => note("go.missing", "error", { hint: null, unusable: null }),
  ),
  row(
    /(?:cannot be loaded because running scripts is disabled|禁止运行脚本|execution of scripts is disabled|about_Execution_Policies)/,
    ([said]) => note("log.unrecognised", "warning", { why: "execution-policy", said }),
  ),
  row(
    /invalid version: unknown revision|unknown revision \S+|no matching versions for query|ambiguous import|missing go\.sum entry|updates to go\.(?:mod|sum) needed|module declares its path as|inconsistent vendoring|case-insensitive import collision|is not a known dependency|cannot find main module|go\.mod file not found|no required module provides package|but does not contain package|does not contain package|missing dot in first path element|is not in (?:GOROOT|std)|malformed module path|malformed import path|import cycle|build constraints exclude|use of internal package|relative import|replacement module|conflicts? with|should be v0 or v1|invalid version: (?:module contains a go\.mod|missing|should|go\.mod|must be)|version "[^"]*" invalid|invalid pseudo-version|retracted|deprecated|module lookup disabled by -mod|-mod=(?:vendor|readonly)|cannot query module due to -mod=vendor|import lookup disabled by -mod|is explicitly required in go\.mod|to add it:|not a package|no Go files|undefined: |syntax error|no non-test Go files|disallowed version string|verified|found packages|patterns? matched no packages|go: no module|already exists|loading retractions|is a program, not an importable package|cannot find package|is excluded|flag provided but not defined/,
    () => "no-failure",
  ),
];
