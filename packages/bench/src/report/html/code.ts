import { element, type Markup } from "../../svg/element.ts";
import { oneLine } from "../one-line.ts";

/** Somebody's name, cut and in its own direction. */
export function code(text: string, most?: number): Markup {
  return element("code", { dir: "auto" }, oneLine(text, most));
}
