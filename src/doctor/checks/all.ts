import type { DoctorCheck } from "../check.ts";
import { git } from "./access.ts";
import { cache, go } from "./go.ts";
import { env } from "./env.ts";
import { envFile } from "./env-file.ts";
import { gateway } from "./gateway.ts";
import { log } from "./log.ts";
import { modules, team } from "./modules.ts";
import { clock, database, direct, mirrors, download } from "./net.ts";
import { toolchain, toolchains } from "./toolchain.ts";
import { lists, privateModules } from "./private.ts";
import { proxy } from "./proxy.ts";
import { shell } from "./shell.ts";
import { sumdb } from "./sumdb.ts";

/** Every check, in the order in which they are run and shown. Those that need the network come last. */
export const checks: readonly DoctorCheck[] = [
  log,
  go,
  envFile,
  modules,
  env,
  shell,
  proxy,
  gateway,
  lists,
  privateModules,
  sumdb,
  toolchain,
  git,
  cache,
  team,
  mirrors,
  database,
  direct,
  toolchains,
  clock,
  download,
];
