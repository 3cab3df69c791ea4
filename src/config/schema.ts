import * as v from "valibot";
import type { FieldShape } from "../failure.ts";

/** The message of a schema names what the value must be; the words for it are in text/. */
const as = (shape: FieldShape): FieldShape => shape;

/** valibot takes a list for an object. */
const isRecord = v.custom<Record<string, unknown>>(
  (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  as("object"),
);

/**
 * An object of these fields and no others. The message for an unknown field is the list of the known ones, and for
 * a missing one what it would be.
 */
const object = <const Entries extends v.ObjectEntries>(entries: Entries) =>
  v.pipe(
    isRecord,
    v.strictObject(entries, ({ expected }) => {
      if (expected === "never") return knownFields(entries).join(" ");
      return expected === '"url"' ? as("url") : expected === '"name"' ? as("name") : as("object");
    }),
  );

/** An object of these fields; others are left alone. */
const loose = <const Entries extends v.ObjectEntries>(entries: Entries) =>
  v.pipe(
    isRecord,
    v.object(entries, ({ expected }) => (expected === '"url"' ? as("url") : as("text"))),
  );

const knownFields = (entries: object) => Object.keys(entries).filter((name) => name !== "$schema");

/** Go takes no value with a line break. */
const text = v.pipe(v.string(as("text")), v.regex(/^[^\0\r\n]+$/, as("text")));
const flag = v.boolean(as("flag"));
const url = v.pipe(
  v.string(as("url")),
  v.regex(/^(?:[hH][tT][tT][pP][sS]?|[fF][iI][lL][eE]):\/\/[^\0\r\n]+$/, as("url")),
);
const fallback = v.pipe(
  v.picklist(["any", "missing"], as("fallback")),
  v.description(
    "When go goes on to the next entry: after any failure (|), or only where a module is missing (,).",
  ),
);
const texts = v.union([text, v.array(text)], as("texts"));
/** The name or address of a mirror; what is measured on one machine is no rule for others. */
const mirrorName = v.pipe(text, v.notValue("auto", as("mirrors")));
const mirrorNames = v.union([mirrorName, v.array(mirrorName)], as("texts"));
const chain = v.pipe(
  v.union([mirrorName, v.pipe(v.array(mirrorName), v.minLength(1, as("mirrors")))], as("texts")),
  v.description(
    "The chain of mirrors, as in `goproxy-cfg use`: names, URLs, direct, off, or one GOPROXY value.",
  ),
);

const mirrorFields = {
  private: v.exactOptional(v.pipe(flag, v.description("It serves private modules."))),
  pinned: v.exactOptional(flag),
  fallback: v.exactOptional(fallback),
};

const settings = {
  use: v.exactOptional(chain),
  fallback: v.exactOptional(fallback),
  private: v.exactOptional(v.pipe(texts, v.description("Patterns that GOPRIVATE must have."))),
  sumdb: v.exactOptional(v.pipe(text, v.description("GOSUMDB: default, cn, off or a value."))),
};

const teamMirror = object({
  name: v.pipe(
    v.string(as("name")),
    v.regex(/^[\p{L}\p{N}][\p{L}\p{N}._+-]*$/u, as("name")),
    v.notValues(["direct", "off", "auto"], as("name")),
  ),
  url,
  serves: v.exactOptional(
    object({
      modules: v.exactOptional(flag),
      sumdb: v.exactOptional(flag),
      toolchain: v.exactOptional(flag),
    }),
  ),
  ...mirrorFields,
});

const environment = object({
  answers: v.exactOptional(
    v.pipe(
      url,
      v.description(
        "This environment counts where this address answers. Asked only after consent to the file.",
      ),
    ),
  ),
  ...settings,
});

const policy = object({
  allowedProxies: v.exactOptional(
    v.pipe(
      mirrorNames,
      v.description("The only proxies that GOPROXY may have. direct and off are no proxies."),
    ),
  ),
  allowSumdbOff: v.exactOptional(v.pipe(flag, v.description("false: GOSUMDB=off is a violation."))),
  allowInsecureHttp: v.exactOptional(
    v.pipe(flag, v.description("false: a plain http proxy and GOINSECURE are violations.")),
  ),
  requiredPrivate: v.exactOptional(
    v.pipe(texts, v.description("Patterns that must be private on every machine.")),
  ),
  minGo: v.exactOptional(
    v.pipe(
      v.string(as("version")),
      v.regex(/^(?:go)?1\.\d{1,4}(?:\.\d{1,4})?$/, as("version")),
      v.description("The oldest go that is allowed."),
    ),
  ),
});

/** The team file. An empty document says nothing, which is allowed. */
export const teamSchema = v.pipe(
  v.nullable(
    object({
      $schema: v.exactOptional(text),
      ...settings,
      mirrors: v.exactOptional(
        v.pipe(
          v.array(teamMirror, as("list")),
          v.description(
            "Mirrors that `use` and `policy.allowedProxies` of this file know by name.",
          ),
        ),
      ),
      environments: v.exactOptional(
        v.pipe(
          isRecord,
          v.record(v.string(), environment),
          v.description(
            "Settings that stand in the place of the general ones: chosen by --environment, GOPROXY_CFG_ENVIRONMENT, or by what answers.",
          ),
        ),
      ),
      policy: v.exactOptional(policy),
    }),
  ),
  v.title("Team file of goproxy-cfg: .goproxyrc, .goproxyrc.json or .goproxyrc.yaml"),
  v.description(
    "Where the modules of a repository come from. `goproxy-cfg check` compares a machine with it, `goproxy-cfg apply` brings the machine to it.",
  ),
);

const known = v.optional(v.nullable(flag), null);

const ownMirror = loose({
  name: v.pipe(v.string(as("text")), v.minLength(1, as("text"))),
  url: v.pipe(v.string(as("url")), v.regex(/^(?:https?|file):\/\//i, as("url"))),
  serves: v.optional(loose({ modules: known, sumdb: known, toolchain: known }), {}),
  ...mirrorFields,
  private: v.optional(flag, false),
  pinned: v.optional(flag, false),
});

/** The user's own configuration, of which a later version may know more. */
export const userSchema = loose({
  mirrors: v.nullish(v.array(ownMirror, as("list")), []),
});

/** Whatever stands in its list of mirrors. */
export const mirrorListSchema = loose({
  mirrors: v.nullish(v.array(v.unknown(), as("list"))),
});

export type TeamDocument = NonNullable<v.InferOutput<typeof teamSchema>>;
export type UserDocument = v.InferOutput<typeof userSchema>;
