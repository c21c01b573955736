import { useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { PromptView } from "../prompt/prompt-view.tsx";

/** The calls of one model that name no prompt. */
export function ModelPage(): ReactElement {
  const { model = "" } = useParams({ from: "/m/{-$model}" });
  const title = model === "" ? "no model" : model;
  return <PromptView title={title} kind="model, calls without a prompt" scope={{ prompt: "", model }} />;
}
