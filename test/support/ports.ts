import net from "node:net";

/**
 * A port of loopback for a program that wants to be told one. It lies below those that systems give away by themselves
 * (from 32768 on Linux), so that between this look and the start of the program nobody gets it who asks for any port
 * or connects to somewhere. Processes that ask at the same time begin to look in different places.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = first + ((((process.pid * slot) % count) + asked++) % count);
    if (await isFree(port)) return port;
  }
}

const [first, count, slot] = [20_000, 12_000, 20];
let asked = 0;

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
