import { dirname, join } from "node:path";
import type { Plugin } from "esbuild";

/**
 * What of zod's `z` the app and `@hono/zod-openapi` use. Where one is missing here, the
 * bundle throws as soon as it is loaded, which its tests do.
 */
const NAMES = [
  "ZodObject",
  "ZodType",
  "array",
  "boolean",
  "discriminatedUnion",
  "enum",
  "int",
  "literal",
  "number",
  "object",
  "strictObject",
  "string",
  "union",
  "unknown",
] as const;

/** Marks our own question for where zod is. */
const OURS = { isOurs: true } as const;

/**
 * Takes of zod what is used. `@hono/zod-openapi` hands on all of `z` as one value, so
 * that no bundler can leave any of it out: texts in forty languages, a compiler, and
 * kinds of schemas that nobody asked for, three quarters of it.
 */
export const narrowZod: Plugin = {
  name: "narrow zod",
  setup(build) {
    build.onResolve({ filter: /^zod$/ }, async (question) => {
      if (question.pluginData === OURS) return null;
      const { path, errors } = await build.resolve("zod", {
        kind: question.kind,
        resolveDir: question.resolveDir,
        importer: question.importer,
        pluginData: OURS,
      });
      if (errors.length > 0) return { errors };
      return { path: "zod", namespace: "zod", pluginData: dirname(path) };
    });
    build.onResolve({ filter: /^zod-names$/ }, ({ pluginData }) => ({
      path: "zod-names",
      namespace: "zod",
      pluginData,
    }));
    build.onLoad({ filter: /.*/, namespace: "zod" }, ({ path, pluginData }) => {
      const folder = join(pluginData, "v4");
      return {
        resolveDir: folder,
        pluginData,
        contents: path === "zod"
          // The language of messages is set where zod is first imported.
          ? `import { config } from "./core/core.js";
             import en from "./locales/en.js";
             config(en());
             export * as z from "zod-names";`
          : `export { ${NAMES.join(", ")} } from "./classic/schemas.js";
             export { NEVER } from "./core/core.js";`,
      };
    });
  },
};
