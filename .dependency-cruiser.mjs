import { layers, owners, pure } from "./layers.mjs";

const packages = Object.keys(layers);
const folder = (name) => `^packages/${name}/src/`;

/** `server/contract` is one file of a package, `model` a whole one. */
function allowedPath(entry) {
  const [name, file] = entry.split("/");
  return file === undefined ? folder(name) : `^packages/${name}/src/${file}\\.ts$`;
}

const downwards = packages.map((name) => ({
  name: `layer-${name}`,
  comment: `${name} may import ${layers[name].join(", ") || "no other package"} (layers.mjs)`,
  severity: "error",
  from: { path: folder(name), pathNot: "\\.(test|case)\\.tsx?$" },
  to: { path: "^packages/[^/]+/src/", pathNot: [folder(name), ...layers[name].map(allowedPath)] },
}));

const owned = Object.entries(owners).map(([module, owning]) => ({
  name: `owner-${module.replaceAll(/[@/]/g, "-")}`,
  comment: `only ${owning.join(", ")} may import ${module} (layers.mjs)`,
  severity: "error",
  from: { path: "^packages/", pathNot: [...owning.map(folder), "\\.(test|case)\\.tsx?$"] },
  to: { path: `node_modules/${module}(/|$)` },
}));

const noInputOutput = pure.map((name) => ({
  name: `pure-${name}`,
  comment: `${name} has no I/O and no clock: of the built-in modules only the hash`,
  severity: "error",
  from: { path: folder(name), pathNot: "\\.(test|case)\\.tsx?$" },
  to: { dependencyTypes: ["core"], pathNot: "^(node:)?crypto$" },
}));

export default {
  forbidden: [
    ...downwards,
    ...owned,
    ...noInputOutput,
    // An import of types alone is gone at run time, so a circle through one cannot load anything half-made.
    {
      name: "no-circular",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    // What was built is not what was written: the pages' bundle is full of cycles.
    exclude: { path: "^packages/[^/]+/(dist|web)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.check.json" },
    enhancedResolveOptions: {
      conditionNames: ["@promptprof/source", "import", "types", "default"],
      exportsFields: ["exports"],
    },
  },
};
