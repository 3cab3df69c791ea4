import type { Check } from "./check.ts";
import { git } from "./checks/access.ts";
import { cache } from "./checks/cache.ts";
import { env } from "./checks/env.ts";
import { envFile } from "./checks/env-file.ts";
import { go } from "./checks/go.ts";
import { log } from "./checks/log.ts";
import { modules } from "./checks/modules.ts";
import { clock, database, direct, mirrors } from "./checks/net.ts";
import { download } from "./checks/net-download.ts";
import { toolchains } from "./checks/net-toolchain.ts";
import { lists } from "./checks/private.ts";
import { privateModules } from "./checks/private-modules.ts";
import { proxy } from "./checks/proxy.ts";
import { shell } from "./checks/shell.ts";
import { sumdb } from "./checks/sumdb.ts";
import { toolchain } from "./checks/toolchain.ts";

/** Every check, in the order in which they are run and shown. Those that need the network come last. */
export const checks: readonly Check[] = [
  log,
  go,
  envFile,
  modules,
  env,
  shell,
  proxy,
  lists,
  privateModules,
  sumdb,
  toolchain,
  git,
  cache,
  mirrors,
  database,
  direct,
  toolchains,
  clock,
  download,
];
