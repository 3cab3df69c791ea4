import net from "node:net";
import { Worker } from "node:worker_threads";

export interface BlackHole {
  port: number;
  stop(): Promise<void>;
}

/**
 * A port on loopback where connecting never ends: it listens, nobody accepts, and its queue is full, so that
 * the kernel drops every further SYN (Linux). Null where the kernel does otherwise.
 */
export async function openBlackHole(): Promise<BlackHole | null> {
  const worker = new Worker(asleep, { eval: true });
  const port = await new Promise<number>((resolve) => worker.once("message", resolve));
  const fillers: net.Socket[] = [];
  const stop = async () => {
    for (const socket of fillers) socket.destroy();
    await worker.terminate();
  };
  for (let i = 0; i < 16; i++) {
    const socket = net.connect({ port, host: "127.0.0.1" });
    socket.on("error", () => {});
    fillers.push(socket);
    if (!(await connects(socket))) return { port, stop };
  }
  await stop();
  return null;
}

/** A thread whose event loop stands still once it listens. */
const asleep = `
const { parentPort } = require("node:worker_threads");
const server = require("node:net").createServer();
server.listen({ port: 0, host: "127.0.0.1", backlog: 1 }, () => {
  parentPort.postMessage(server.address().port);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
});
`;

function connects(socket: net.Socket): Promise<boolean> {
  return new Promise((resolve) => {
    // The kernel connects at once or never. A busy process hears of it late: after a turn of its loop it has.
    setTimeout(() => setImmediate(() => setImmediate(() => resolve(!socket.connecting))), 250);
    socket.once("connect", () => resolve(true));
  });
}
