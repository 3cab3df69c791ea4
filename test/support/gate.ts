import net from "node:net";

/** What a gate does with who comes: lets through, refuses, answers nothing, answers every request with a web page. */
export type GateState = "open" | "dead" | "hang" | "page";

/** A port of loopback in front of another one, so that a mirror can fall ill and be well again under one address. */
export interface Gate {
  port: number;
  state: GateState;
  /** How many connections are open. */
  connections(): number;
  set(state: GateState): Promise<void>;
  stop(): Promise<void>;
}

const page =
  "<!DOCTYPE html><title>Sign in</title><form method=post><input name=password></form>\n";

export async function startGate(to: number): Promise<Gate> {
  const open = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    keep(socket);
    if (gate.state === "hang") return;
    if (gate.state === "page") {
      socket.once("data", () =>
        socket.end(
          `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: ${page.length}\r\nConnection: close\r\n\r\n${page}`,
        ),
      );
      return;
    }
    const behind = net.connect(to, "127.0.0.1");
    keep(behind);
    socket.pipe(behind).pipe(socket);
    for (const [one, other] of [
      [socket, behind],
      [behind, socket],
    ] as const) {
      one.on("close", () => other.destroy());
    }
  });
  const keep = (socket: net.Socket) => {
    open.add(socket);
    socket.on("error", () => {}).on("close", () => open.delete(socket));
  };
  const listen = (port: number) =>
    new Promise<void>((done, failed) => {
      server.once("error", failed).listen(port, "127.0.0.1", () => {
        server.off("error", failed);
        done();
      });
    });
  const close = async () => {
    for (const socket of open) socket.destroy();
    if (server.listening) await new Promise((done) => server.close(done));
  };
  await listen(0);
  const { port } = server.address() as net.AddressInfo;
  const gate: Gate = {
    port,
    state: "open",
    connections: () => open.size,
    async set(state) {
      gate.state = state;
      for (const socket of open) socket.destroy();
      if (state === "dead") await close();
      else if (!server.listening) await listen(port);
    },
    stop: close,
  };
  return gate;
}
