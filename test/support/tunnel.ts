import net from "node:net";

/** What a proxy does with CONNECT: bytes go through between the client and this port of the loopback. */
export function tunnel(socket: net.Socket, head: Buffer, port: number): void {
  const inner = net.connect(port, "127.0.0.1", () => {
    socket.write("HTTP/1.1 200 OK\r\n\r\n");
    inner.write(head);
    inner.pipe(socket).pipe(inner);
  });
  for (const end of [inner, socket])
    end.on("error", () => [inner, socket].forEach((one) => one.destroy()));
}
