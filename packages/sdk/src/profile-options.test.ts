import { expect, test } from "vitest";
import { settingsOf } from "./profile-options.ts";

test("without anything, calls go to the promptprof of this machine", () => {
  expect(settingsOf({}, {})).toMatchObject({
    endpoint: "http://127.0.0.1:4318",
    project: "default",
    includeUsage: true,
  });
});

test("an option wins over our variable, and ours over OpenTelemetry's; empty is unset", () => {
  const environment = { PROMPTPROF_ENDPOINT: "http://a", OTEL_EXPORTER_OTLP_ENDPOINT: "http://b" };
  expect(settingsOf({ endpoint: "http://c" }, environment).endpoint).toBe("http://c");
  expect(settingsOf({}, environment).endpoint).toBe("http://a");
  expect(settingsOf({}, { ...environment, PROMPTPROF_ENDPOINT: " " }).endpoint).toBe("http://b");
});

test("the salt is the variable's, else made from the project", () => {
  expect(settingsOf({ project: "shop" }, {}).salt).toBe("promptprof:shop");
  expect(settingsOf({}, { PROMPTPROF_PROJECT: "shop" }).salt).toBe("promptprof:shop");
  expect(settingsOf({ project: "shop" }, { PROMPTPROF_SALT: "s" }).salt).toBe("s");
});
