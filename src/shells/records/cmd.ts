import { shell } from "../shell.ts";

/** cmd.exe reads no file of its user (AutoRun is everybody's): it has what the registry has. */
export const cmd = shell({
  name: "cmd",
  programs: ["cmd", "cmd.exe"],
  now: (tool) => {
    const file = String.raw`"%TEMP%\goproxy-cfg-env.cmd"`;
    return `${tool} env --as cmd > ${file} && call ${file}`;
  },
});
