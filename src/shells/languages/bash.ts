import { inHome } from "../../folders.ts";
import { shell } from "../language.ts";
import { isFile } from "../../regular-file.ts";
import { expand } from "../ask/lines.ts";
import { asLogin, interactive, bashTrace } from "../ask/traces.ts";
import { block, exists } from "../place.ts";
import { bashLanguage, posix } from "./sh.ts";

const loginFiles = [".bash_profile", ".bash_login", ".profile"];

/**
 * The first login file that bash would read, else .profile: a new .bash_profile would hide .profile. And
 * .bashrc for terminals that are no login shells; on macOS they are, so there only where it is used.
 */
export const bash = shell({
  name: "bash",
  language: bashLanguage,
  markerVariable: "BASH_VERSION",
  traces: (ctx) => [".bashrc", ".bash_profile", ".bash_login"].map((name) => inHome(ctx, name)),
  starts: [interactive, asLogin],
  beforePrompt: 'for _each in "${PROMPT_COMMAND[@]-}"; do eval "$_each"; done',
  tracing: bashTrace,
  startupFiles(ctx) {
    const first = loginFiles.map((name) => inHome(ctx, name)).find((file) => isFile(ctx, file));
    const system = ["/etc/profile", "/etc/profile.d/*.sh", "/etc/bash.bashrc", "/etc/bashrc"];
    return [
      ...expand(ctx, system),
      ...(first === undefined ? [] : [first]),
      ...expand(ctx, ["~/.bashrc", "~/.bash_aliases"]),
    ];
  },
  places(ctx, inUse) {
    const login = loginFiles.map((name) => inHome(ctx, name));
    const rc = inHome(ctx, ".bashrc");
    const wanted = exists(ctx, rc) || (inUse && ctx.platform !== "darwin");
    const first = login.find((file) => isFile(ctx, file)) ?? inHome(ctx, ".profile");
    return block(posix, first, ...(wanted ? [rc] : []));
  },
  allPlaces: (ctx) => block(posix, ...[...loginFiles, ".bashrc"].map((name) => inHome(ctx, name))),
  alsoReads: (ctx) => [inHome(ctx, ".bash_aliases")],
});
