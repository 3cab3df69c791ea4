import type { Engine } from "./engine.ts";
import type { GatewaySettings } from "./settings.ts";

/** In the containers: where the configuration of nginx is, and the cache, which may be lost. */
export const inside = { config: "/etc/gateway", folder: "/var/cache/nginx/gateway", port: 8183 };

const images = {
  nginx: "docker.io/nginxinc/nginx-unprivileged:1.28",
  redis: "docker.io/library/redis:7-alpine",
};

/** nginx wants its folders, closed to others, and no socket of one that was killed. */
const nginx = [
  "sh",
  "-c",
  `umask 077; cd /var/cache/nginx && mkdir -p gateway/cache gateway/tmp && rm -f gateway/*.sock && exec nginx -e stderr -c ${inside.config}/nginx.conf -g 'daemon off;'`,
];
const redis = ["redis-server", "--save", "", "--appendonly", "no"];

/** The arguments of an engine, its variables written as the platform does. */
const argsOf = ({ args }: Engine, variable: (name: string) => string): string[] =>
  args.map((arg) => arg.replaceAll(/\{(\w+)\}/g, (_, name: string) => variable(name)));

/** compose.yaml: the gateway in front, the engine and, where it locks by it, Redis behind; only the gateway is reached. */
export function composeFile(settings: GatewaySettings, engine: Engine): object {
  const { listen, tls, login } = settings;
  const probe = (...words: string[]) => ({ test: ["CMD", ...words], interval: "10s", retries: 6 });
  const mount = (source: string, name: string) => `${source}:${inside.config}/${name}:ro`;
  const closed = {
    restart: "unless-stopped",
    cap_drop: ["ALL"],
    security_opt: ["no-new-privileges:true"],
  };
  const quoted = argsOf(engine, (name) => `$$${name}`).map((arg) => JSON.stringify(arg));
  const ready = { condition: "service_healthy" };
  return {
    services: {
      gateway: {
        image: images.nginx,
        command: nginx,
        ports: [`${listen}:${inside.port}`],
        volumes: [
          mount("./nginx.conf", "nginx.conf"),
          ...(login === null ? [] : [mount("./htpasswd", "htpasswd")]),
          ...(tls === null ? [] : [mount(tls.cert, "cert.pem"), mount(tls.key, "key.pem")]),
          "cache:/var/cache/nginx",
        ],
        depends_on: { [engine.name]: ready },
        healthcheck: probe(
          "curl",
          "-fsk",
          `${tls === null ? "http" : "https"}://127.0.0.1:${inside.port}/healthz`,
        ),
        ...closed,
      },
      [engine.name]: {
        image: engine.image,
        user: "1000:1000",
        env_file: ["./engine.env"],
        ...(quoted.length === 0
          ? {}
          : { entrypoint: ["sh", "-c", `exec ${engine.name} ${quoted.join(" ")}`] }),
        ...(engine.lock ? { depends_on: { redis: ready } } : {}),
        healthcheck: probe(
          "wget",
          "-qO",
          "/dev/null",
          `http://127.0.0.1:${engine.port}${engine.health}`,
        ),
        ...closed,
      },
      ...(engine.lock
        ? {
            redis: {
              image: images.redis,
              command: redis,
              user: "999:1000",
              read_only: true,
              healthcheck: probe("redis-cli", "ping"),
              ...closed,
            },
          }
        : {}),
    },
    volumes: { cache: {} },
  };
}

interface Workload {
  name: string;
  image: string;
  port: number;
  replicas: number;
  user: number;
  /** null: that it listens is enough. */
  health: string | null;
  container: object;
  /** Folders of the container that it may write to, with their sizes. */
  writable: Record<string, string>;
  volumes?: object[];
  mounts?: object[];
}

/**
 * The manifests for Kubernetes: two replicas of the gateway and of the engine, and of Redis, which holds nothing but
 * locks, one. `conf`: nginx.conf, in a Secret, since it may hold passwords of mirrors. The variables of the engine are a
 * Secret, too, which the user makes of engine.env.
 */
export function manifestsOf(settings: GatewaySettings, engine: Engine, conf: string): object[] {
  const name = "goproxy-cfg-gateway";
  const secret = {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name, labels: labels("gateway") },
    stringData: { "nginx.conf": conf },
  };
  const workloads: Workload[] = [
    {
      name: "gateway",
      image: images.nginx,
      port: inside.port,
      replicas: 2,
      user: 101,
      health: "/healthz",
      container: { command: nginx },
      writable: { "/var/cache/nginx": `${Math.ceil(settings.cap / 2 ** 30) + 2}Gi`, "/tmp": "1Gi" },
      volumes: [{ name: "config", secret: { secretName: name } }],
      mounts: [{ name: "config", mountPath: inside.config, readOnly: true }],
    },
    {
      name: engine.name,
      image: engine.image,
      port: engine.port,
      replicas: 2,
      user: 1000,
      health: engine.health,
      container: {
        ...(engine.args.length === 0 ? {} : { args: argsOf(engine, (word) => `$(${word})`) }),
        envFrom: [{ secretRef: { name: "goproxy-cfg-engine" } }],
      },
      writable: { "/tmp": "8Gi" },
    },
    ...(engine.lock
      ? [
          {
            name: "redis",
            image: images.redis,
            port: 6379,
            replicas: 1,
            user: 999,
            health: null,
            container: { command: redis },
            writable: {},
          },
        ]
      : []),
  ];
  return [secret, ...workloads.flatMap((one) => [deployment(one), service(one)])];
}

const labels = (component: string) => ({
  "app.kubernetes.io/name": component,
  "app.kubernetes.io/part-of": "goproxy-cfg",
});

function deployment({ name, image, port, replicas, user, health, ...of }: Workload): object {
  const folders = Object.entries(of.writable);
  const probe = health === null ? { tcpSocket: { port } } : { httpGet: { path: health, port } };
  const container = {
    name,
    image,
    ...of.container,
    ports: [{ containerPort: port }],
    readinessProbe: probe,
    livenessProbe: { ...probe, periodSeconds: 20, failureThreshold: 6 },
    volumeMounts: [
      ...(of.mounts ?? []),
      ...folders.map(([mountPath], at) => ({ name: `work${at}`, mountPath })),
    ],
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    },
  };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, labels: labels(name) },
    spec: {
      replicas,
      selector: { matchLabels: labels(name) },
      template: {
        metadata: { labels: labels(name) },
        spec: {
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          securityContext: {
            runAsNonRoot: true,
            runAsUser: user,
            fsGroup: user,
            seccompProfile: { type: "RuntimeDefault" },
          },
          containers: [container],
          volumes: [
            ...(of.volumes ?? []),
            ...folders.map(([, sizeLimit], at) => ({
              name: `work${at}`,
              emptyDir: { sizeLimit },
            })),
          ],
        },
      },
    },
  };
}

const service = ({ name, port }: Workload): object => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name, labels: labels(name) },
  spec: { selector: labels(name), ports: [{ port, targetPort: port }] },
});
