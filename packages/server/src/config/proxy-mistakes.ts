import { isRecord, type Mistake } from "../schema/check-value.ts";
import { BUILT_IN_UPSTREAMS } from "./built-in-upstreams.ts";

/** Names stand in a path, `/proxy/NAME/`, and in the names of variables. */
const NAME = /^[A-Za-z0-9][\w.-]{0,99}$/;

/** What is wrong with the part `proxy` of a configuration beyond its schema. */
export function proxyMistakes(file: unknown, urlsSet: readonly string[]): Mistake[] {
  const proxy = isRecord(file) ? file["proxy"] : null;
  if (!isRecord(proxy)) return [];
  const upstreams = isRecord(proxy["upstreams"]) ? Object.entries(proxy["upstreams"]) : [];
  const rules = Array.isArray(proxy["rules"]) ? proxy["rules"] : [];
  return [
    ...upstreams.flatMap(([name, upstream]) => upstreamMistakes(name, upstream, urlsSet)),
    ...rules.flatMap(emptyMatch),
  ];
}

function upstreamMistakes(name: string, upstream: unknown, urlsSet: readonly string[]): Mistake[] {
  const path = ["proxy", "upstreams", name];
  if (!NAME.test(name)) {
    const text = "not a name that fits into a path; use letters, digits, -, _ and .";
    return [{ path, at: "key", text }];
  }
  if (!isRecord(upstream)) return [];
  const url = upstream["url"];
  const isKnown = name in BUILT_IN_UPSTREAMS || urlsSet.includes(name);
  if (url === undefined && !isKnown) {
    return [
      { path, at: "value", text: "url is missing: where the requests go, for example http://127.0.0.1:8000" },
    ];
  }
  return typeof url === "string" && /^\w+:\/\/[^/?#]*@|[?#]/.test(url)
    ? [
        {
          path: [...path, "url"],
          at: "value",
          text: "may hold no user, query or fragment; keys come with the requests and are never stored",
        },
      ]
    : [];
}

function emptyMatch(rule: unknown, i: number): Mistake[] {
  const match = isRecord(rule) ? rule["match"] : null;
  if (!isRecord(match) || Object.keys(match).length > 0) return [];
  const text = "matches every call; give upstream, path, model, system or header";
  return [{ path: ["proxy", "rules", i, "match"], at: "value", text }];
}
