import { spawnSync } from "node:child_process";
import net from "node:net";
import { bin, makeMachine } from "./machine.js";

/** What one request may take by default, in milliseconds. */
const deadline = 5000;

/** `doctor` with so many endpoints that accept a connection and never answer: one deadline, however many. */
export async function* benchDoctor() {
  const server = net.createServer((socket) => socket.on("error", () => {}));
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const machine = makeMachine();
  try {
    for (const count of [1, 4, 16]) {
      const url = `http://127.0.0.1:${server.address().port}`;
      const GOPROXY = Array.from({ length: count }, (_, at) => `${url}/${at}`).join("|");
      const start = performance.now();
      const { status, stderr } = doctor(machine, { GOPROXY });
      if (status !== 1) throw new Error(`doctor: exit ${status}: ${stderr}`);
      const took = performance.now() - start;
      yield {
        name: `doctor with ${count} that hang`,
        value: took / deadline,
        bar: 1.2,
        unit: "deadlines",
        note: `${took.toFixed(0)} ms`,
      };
    }
  } finally {
    server.close();
    server.unref();
    machine.remove();
  }
}

/** The kernel accepts connections for the server while this process waits. */
function doctor(machine, env) {
  const options = { env: { ...machine.env, ...env }, cwd: machine.env.HOME, encoding: "utf8" };
  return spawnSync(process.execPath, [bin, "doctor", "--json"], options);
}
