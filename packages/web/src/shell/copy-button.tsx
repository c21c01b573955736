import { type ReactElement, useState } from "react";
import style from "./copy-button.module.css";

/** Puts a text into the clipboard and says so until it is left. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }): ReactElement {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <button
      type="button"
      aria-label={label}
      className={style.copy}
      onClick={() => void copy()}
      onBlur={() => setCopied(false)}
    >
      {copied ? "Copied" : "Copy"}
    </button>
  );
}
