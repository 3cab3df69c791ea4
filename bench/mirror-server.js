// A process of its own that serves modules with injected latency, so that it does not disturb who measures.
//   node bench/mirror-server.js [UPSTREAM]
// Prints its port. /FROM-TO/… answers after FROM to TO milliseconds, evenly spread; /hang/… never does.
// /20~rate400/… sends 400 kB a second, /20~fail4/… answers every fourth request of a version with 500.
// /log tells how long each request was held and the how-many-th of its connection it was, and how many
// connections were open at most; it then begins anew. With UPSTREAM the content comes from that module proxy.
import http from "node:http";

const upstream = process.argv[2];
const cache = new Map();
let log = [];
let open = 0;
let most = 0;
let count = 0;

const zip = Buffer.concat([Buffer.from("PK\u0003\u0004"), Buffer.alloc(170_000, 7)]);

async function content(path) {
  if (upstream !== undefined) {
    const known = cache.get(path) ?? (await fetchFrom(path));
    cache.set(path, known);
    return known;
  }
  const info = /\/@v\/(.+)\.info$/.exec(path);
  if (info) {
    const version = info[1].replaceAll(/(?:!|%21)([a-z])/g, (_, letter) => letter.toUpperCase());
    return {
      status: 200,
      body: JSON.stringify({ Version: version, Time: "2024-01-02T03:04:05Z" }),
    };
  }
  if (path.endsWith(".zip")) return { status: 200, body: zip };
  if (path.endsWith("/@v/list")) return { status: 200, body: "v0.25.0\n" };
  return { status: path.endsWith("/supported") ? 200 : 404, body: "" };
}

async function fetchFrom(path) {
  const response = await fetch(upstream + path);
  return { status: response.status, body: Buffer.from(await response.arrayBuffer()) };
}

const infos = new Map();

/** `rate` in kB a second, by the clock and not by the timer; at once where it is none. */
function send(response, body, rate) {
  if (!(rate > 0) || body.length < 1000) return response.end(body);
  const start = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    const due = Math.min(body.length, Math.floor((performance.now() - start) * rate));
    response.write(body.subarray(sent, due));
    sent = due;
    if (sent < body.length) return;
    clearInterval(timer);
    response.end();
  }, 5);
}

const server = http.createServer({ keepAlive: true }, async (request, response) => {
  const [, name, path] = /^\/([^/]*)(.*)$/.exec(request.url);
  if (name === "log") {
    response.end(JSON.stringify({ held: log, most }));
    log = [];
    most = open;
    return;
  }
  if (name === "hang") return;
  const nth = (request.socket.asked = (request.socket.asked ?? 0) + 1);
  const from = performance.now();
  const answer = await content(path);
  const [span = "", ...conditions] = name.split("~");
  const [least, largest = least] = span.split("-").map(Number);
  const given = (key) => Number(conditions.find((one) => one.startsWith(key))?.slice(key.length));
  const asked = path.endsWith(".info") ? (infos.get(name) ?? 0) + 1 : 0;
  infos.set(name, asked === 0 ? (infos.get(name) ?? 0) : asked);
  const fails = asked > 0 && asked % given("fail") === 0;
  // Timers come up to a millisecond early or late: what was really held is what is told.
  const wait = least + ((++count * 0.618033988749895) % 1) * (largest - least);
  setTimeout(() => {
    log.push({ name, path, nth, fails, ms: performance.now() - from });
    response.writeHead(fails ? 500 : answer.status, { "Content-Length": answer.body.length });
    send(response, Buffer.from(answer.body), given("rate"));
  }, wait);
});
server.keepAliveTimeout = 60_000;
server.on("connection", (socket) => {
  most = Math.max(most, ++open);
  socket.on("error", () => {});
  socket.once("close", () => open--);
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
