import { describe, expect, test } from "vitest";
import { landingProblems } from "./landing-problems.ts";

describe("an address that makes no sense is told of, whatever the page", () => {
  test.each([
    ["/", "?range=banana&sort=x", ["range: “banana”", "sort: “x”"]],
    ["/p/support%2Ftriage", "?quantile=p42&theme=pink", ["theme: “pink”", "quantile: “p42”"]],
    ["/m/gpt-4o", "?volume=litres", ["volume: “litres”"]],
    ["/m", "?call=1:2:3", ["call: “1:2:3”"]],
    ["/compare", "?a.from=banana", ["a.from: “banana”", "a.from and a.to are no range"]],
    ["/calls", "?from=yesterday&to=now", ["from: “yesterday”", "to: “now”", "from and to need each other"]],
  ])("%s%s", (path, search, problems) => {
    const told = landingProblems(path, search);
    expect(told).toHaveLength(problems.length);
    for (const [i, problem] of problems.entries()) expect(told[i]).toContain(problem);
  });
});

test.each([
  ["/", ""],
  ["/", "?range=7d&sort=calls&order=asc&prompt=&model=gpt-4o&tables=latency,volume&scale=log"],
  ["/p/x", "?version=&quantile=p99&call=1764000000000:0123456789abcdef0123456789abcdef:0123456789abcdef"],
  ["/calls", "?prompt=%F0%9F%A7%AA&note=tokens_as_text&cursor=abc&from=0&to=1"],
  ["/compare", "?prompt=greet&a.version=v1&b.version=&b.from=0&b.to=1&metric=score:helpful"],
  ["/nowhere", "?sort=x"],
])("%s%s is all right", (path, search) => expect(landingProblems(path, search)).toEqual([]));
