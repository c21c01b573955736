/** What the place that output goes to can show. Found out once, then passed along, so that printing stays a function. */
export interface Terminal {
  /** Columns to fill; `Infinity` where nothing limits a line, as in a pipe or a file. */
  readonly columns: number;
  readonly colour: boolean;
  /** false where the locale is not UTF-8: then only ASCII is printed. */
  readonly unicode: boolean;
  readonly interactive: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the terminal off an output stream and the environment. `COLUMNS` wins over the real width, since only a
 * person sets it; `NO_COLOR` wins over `FORCE_COLOR` (https://no-color.org).
 */
export function terminalOf(
  stream: { readonly isTTY?: boolean | undefined; readonly columns?: number | undefined },
  environment: Environment,
): Terminal {
  const interactive = stream.isTTY === true;
  return {
    columns: askedColumns(environment) ?? (interactive ? (stream.columns ?? 80) : Infinity),
    colour: wantsColour(environment, interactive),
    unicode: speaksUtf8(environment),
    interactive,
  };
}

function askedColumns(environment: Environment): number | null {
  const columns = Number(environment["COLUMNS"]);
  return Number.isInteger(columns) && columns > 0 ? columns : null;
}

function wantsColour(environment: Environment, interactive: boolean): boolean {
  if (environment["NO_COLOR"]) return false;
  const forced = environment["FORCE_COLOR"];
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  return interactive && environment["TERM"] !== "dumb";
}

/** The first of the three that is set decides (POSIX); none set is the C locale, which is ASCII. */
function speaksUtf8(environment: Environment): boolean {
  const locale = environment["LC_ALL"] || environment["LC_CTYPE"] || environment["LANG"] || "";
  return /utf-?8/i.test(locale);
}
