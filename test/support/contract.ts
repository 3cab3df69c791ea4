import path from "node:path";
import { Ajv, type AnySchema, type ValidateFunction } from "ajv";
import { createGenerator } from "ts-json-schema-generator";
import { expect } from "vitest";

const validators = new Map<string, ValidateFunction>();

/**
 * Fails unless `json` is one JSON document of that type of src/contract.ts. Additions are free by the
 * contract, so further properties are no fault; a missing or mistyped one is. Returns the document.
 */
export function expectDocument<T = Record<string, unknown>>(type: string, json: string): T {
  const document = JSON.parse(json) as T;
  const validate = validators.get(type) ?? compile(type);
  validators.set(type, validate);
  validate(document);
  if (validate.errors) {
    const problems = validate.errors.map(
      ({ instancePath, message }) => `${instancePath} ${message}`,
    );
    expect.fail(`no ${type} document: ${problems.join("; ")}\n${json.slice(0, 2000)}`);
  }
  return document;
}

function compile(type: string): ValidateFunction {
  const root = path.resolve(import.meta.dirname, "../..");
  const schema = createGenerator({
    path: path.join(root, "src/contract.ts"),
    tsconfig: path.join(root, "tsconfig.json"),
    type,
    skipTypeCheck: true,
    additionalProperties: true,
  }).createSchema(type);
  return new Ajv({ allErrors: true, strict: false }).compile(schema as AnySchema);
}
