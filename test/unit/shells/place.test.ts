import { expect, test } from "vitest";
import { writeRefusal } from "../../../src/shells/place.ts";
import { sandbox } from "../../support/sandbox.ts";

test("below a file nothing can be made, and it is not its rights that forbid it", () => {
  const { ctx, write } = sandbox();
  const file = write("go", "no folder\n");
  expect(writeRefusal(ctx, `${file}/env`)).toBe("not-a-folder");
  expect(writeRefusal(ctx, `${file}/below/env`)).toBe("not-a-folder");
  expect(writeRefusal(ctx, file)).toBe(null);
  expect(writeRefusal(ctx, `${ctx.home}/new/folder/env`)).toBe(null);
});
