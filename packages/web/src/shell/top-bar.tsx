import { Link, useLocation } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { Button } from "react-aria-components/Button";
import { RangePicker } from "../range/range-picker.tsx";
import { ThemeSwitch } from "../theme/theme-switch.tsx";
import style from "./top-bar.module.css";

export function TopBar({ onHelp }: { readonly onHelp: () => void }): ReactElement {
  const isAboutPrompts = useLocation({
    select: ({ pathname }) => !["/calls", "/compare"].includes(pathname),
  });
  return (
    <header className={style.bar}>
      <Link to="/" className={style.mark ?? ""} activeOptions={{ exact: true, includeSearch: false }}>
        <svg viewBox="0 0 32 32" width="20" height="20" aria-hidden="true">
          <path
            d="M3 22h6l4-14 5 20 4-12h7"
            fill="none"
            stroke="currentColor"
            strokeWidth="3"
            strokeLinejoin="round"
          />
        </svg>
        promptprof
      </Link>
      <nav aria-label="Pages" className={style.pages}>
        <Link
          to="/"
          data-active={isAboutPrompts || undefined}
          activeOptions={{ exact: true, includeSearch: false }}
        >
          Prompts
        </Link>
        <Link to="/compare" activeOptions={{ includeSearch: false }}>
          Compare
        </Link>
        <Link to="/calls" activeOptions={{ includeSearch: false }}>
          Calls
        </Link>
      </nav>
      <div className={style.tools}>
        <RangePicker />
        <ThemeSwitch />
        <Button aria-label="Help" className={style.help ?? ""} onPress={onHelp}>
          ?
        </Button>
      </div>
    </header>
  );
}
