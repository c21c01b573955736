import { expect, test } from "vitest";
import { providerOf } from "./provider-of.ts";

test.each([
  ["https://api.openai.com/v1", "openai", "api.openai.com", 443],
  ["https://shop.openai.azure.com/openai", "azure.ai.openai", "shop.openai.azure.com", 443],
  ["https://api.deepseek.com", "deepseek", "api.deepseek.com", 443],
  ["https://api.x.ai/v1", "x_ai", "api.x.ai", 443],
  ["https://notx.ai/v1", "openai", "notx.ai", 443],
  ["http://localhost:8080/v1", "openai", "localhost", 8080],
  ["http://gateway/v1", "openai", "gateway", 80],
])("%s is %s at %s:%d", (baseURL, name, address, port) => {
  expect(providerOf({ baseURL }, "openai")).toEqual({ name, address, port });
});

test.each([{}, { baseURL: 7 }, { baseURL: "no url" }])("%j says nothing of its server", (client) => {
  expect(providerOf(client, "openai")).toEqual({ name: "openai", address: null, port: null });
});
