import type { ReactElement } from "react";
import { formText } from "../search/form-text.ts";
import { localInputValue } from "./local-input.ts";
import type { Span } from "./time-range.ts";

/** Two fields of a form, in local time. */
export function FromToFields({ span }: { readonly span: Span }): ReactElement {
  return (
    <>
      <label>
        From
        <input
          type="datetime-local"
          name="from"
          step={1}
          required
          defaultValue={localInputValue(span.from)}
        />
      </label>
      <label>
        To
        <input type="datetime-local" name="to" step={1} required defaultValue={localInputValue(span.to)} />
      </label>
    </>
  );
}

/** What the fields of a form say, or what is wrong with it. */
export function readFromTo(form: HTMLFormElement): Span | { readonly problem: string } {
  const fields = new FormData(form);
  const [from, to] = [Date.parse(formText(fields, "from")), Date.parse(formText(fields, "to"))];
  return from < to ? { from, to } : { problem: "From must be a time before To." };
}
