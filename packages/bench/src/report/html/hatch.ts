import { element, type Markup } from "../../svg/element.ts";

/** The pattern of new frames, once for all pictures of the page. */
export function hatchPattern(): Markup {
  const line = element("path", { d: "M0 6L6 0" });
  const pattern = element(
    "pattern",
    { id: "hatch", width: 6, height: 6, patternUnits: "userSpaceOnUse" },
    line,
  );
  return element("svg", { width: 0, height: 0, "aria-hidden": "true" }, element("defs", {}, pattern));
}
