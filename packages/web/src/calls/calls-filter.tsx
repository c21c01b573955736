import { type FormEvent, type ReactElement, useId } from "react";
import { promptsQuery } from "../api/queries.ts";
import { useAnswer } from "../api/use-answer.ts";
import { useRange } from "../range/use-range.ts";
import type { CallsSearch } from "../search/calls-search.ts";
import { formText } from "../search/form-text.ts";
import style from "./calls-filter.module.css";

type FilterName = "prompt" | "version" | "model" | "note";
const FILTERS: readonly { readonly name: FilterName; readonly title: string }[] = [
  { name: "prompt", title: "Prompt" },
  { name: "version", title: "Version" },
  { name: "model", title: "Model" },
  { name: "note", title: "Note" },
];

export interface CallsFilterProps {
  readonly search: CallsSearch;
  /** Names to suggest, from the calls in sight. */
  readonly suggestions: Readonly<Record<FilterName, readonly string[]>>;
  readonly onChange: (next: CallsSearch) => void;
}

/** One field a filter. What is typed counts when the field is left or Enter is pressed. */
export function CallsFilter({ search, suggestions, onChange }: CallsFilterProps): ReactElement {
  const { range } = useRange();
  const prompts = useAnswer(promptsQuery(range)).value?.prompts ?? [];
  const names = prompts.flatMap(({ prompt }) => (prompt === null ? [] : [prompt]));
  const apply = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    onChange(
      Object.fromEntries(FILTERS.map(({ name }) => [name, filterOf(formText(form, name), search[name])])),
    );
  };
  return (
    <search>
      <form aria-label="Filter calls" className={style.filter} onSubmit={apply}>
        {FILTERS.map(({ name, title }) => (
          <Field
            key={name}
            name={name}
            title={title}
            value={search[name]}
            suggestions={name === "prompt" ? names : suggestions[name]}
            onClear={() => onChange({ [name]: undefined })}
          />
        ))}
        <button type="submit">Filter</button>
      </form>
    </search>
  );
}

interface FieldProps {
  readonly name: FilterName;
  readonly title: string;
  readonly value: string | undefined;
  readonly suggestions: readonly string[];
  readonly onClear: () => void;
}

function Field({ name, title, value, suggestions, onClear }: FieldProps): ReactElement {
  const id = useId();
  const list = `${id}-list`;
  return (
    <div className={style.field} data-set={value !== undefined || undefined}>
      <label htmlFor={id}>{title}</label>
      <input
        key={value}
        id={id}
        name={name}
        list={list}
        defaultValue={value}
        placeholder={value === "" ? "none" : "any"}
        dir="auto"
      />
      <datalist id={list}>
        {[...new Set(suggestions)].map((suggestion) => (
          <option key={suggestion}>{suggestion}</option>
        ))}
      </datalist>
      {value !== undefined && (
        <button type="button" aria-label={`Clear ${title.toLowerCase()}`} onClick={onClear}>
          ×
        </button>
      )}
    </div>
  );
}

/** A field left empty filters nothing, unless it stood for "has none" before: only the cross takes that away. */
function filterOf(text: string, before: string | undefined): string | undefined {
  if (text !== "") return text;
  return before === "" ? "" : undefined;
}
