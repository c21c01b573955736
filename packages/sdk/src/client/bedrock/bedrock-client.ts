import { isRecord, type Fields } from "../../is-record.ts";
import type { ClientKind } from "../client-kind.ts";
import { hasMethod, replaceMethod } from "../replace-method.ts";
import { watchHandler } from "./watch-handler.ts";
import { wrapSend } from "./wrap-send.ts";

/**
 * Clients of the @aws-sdk/client-bedrock-runtime package, 3.x. All its other methods go through `send`. Its address
 * is found for each request anew, so it is not known.
 */
export const bedrockClient: ClientKind = {
  name: "@aws-sdk/client-bedrock-runtime",
  fits: isBedrock,
  provider: () => ({ name: "aws.bedrock", address: null, port: null }),
  profile: (client, profiler) => {
    if (isBedrock(client)) watchHandler(client);
    replaceMethod(client, ["send"], (send) => wrapSend(send, profiler));
  },
};

function isBedrock(client: object): client is { readonly config: Fields } {
  const config = "config" in client ? client.config : null;
  return hasMethod(client, ["send"]) && isRecord(config) && config["serviceId"] === "Bedrock Runtime";
}
