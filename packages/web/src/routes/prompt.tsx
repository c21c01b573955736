import { useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { PromptView } from "../prompt/prompt-view.tsx";

/** What changed in this prompt, and when? */
export function PromptPage(): ReactElement {
  const { prompt } = useParams({ from: "/p/$prompt" });
  return <PromptView title={prompt} kind="prompt" scope={{ prompt }} />;
}
