// Writes the JSON Schema by which editors know the team file, from the one schema of it in src.
//   node scripts/schema.js [FILE]
import fs from "node:fs";
import path from "node:path";
import { toJsonSchema } from "@valibot/to-json-schema";
import { rolldown } from "rolldown";

const root = path.resolve(import.meta.dirname, "..");

/** The schema as the program has it. Node 20 cannot import TypeScript. */
async function teamSchema() {
  const bundle = await rolldown({ input: path.join(root, "src/config/schema.ts") });
  const { output } = await bundle.generate({ format: "esm" });
  const module = await import(`data:text/javascript,${encodeURIComponent(output[0].code)}`);
  return module.teamSchema;
}

const schema = toJsonSchema(await teamSchema(), {
  // Of a value that is checked in steps the last one says what it is.
  typeMode: "output",
  // Those who read a JSON Schema read every pattern as one with the flag u.
  overrideAction: ({ valibotAction: { type, requirement }, jsonSchema }) =>
    type === "regex" ? { ...jsonSchema, pattern: requirement.source } : undefined,
});
const file = process.argv[2] ?? path.join(root, "schema", "goproxyrc.schema.json");
fs.mkdirSync(path.dirname(file), { recursive: true });
fs.writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`);
