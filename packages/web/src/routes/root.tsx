import { HeadContent, Outlet } from "@tanstack/react-router";
import { lazy, type ReactElement, Suspense, useState } from "react";
import { useRange } from "../range/use-range.ts";
import { landingProblems } from "../search/landing-problems.ts";
import { FailureBanner } from "../shell/failure-banner.tsx";
import { Ledger } from "../shell/ledger.tsx";
import { SearchNotice } from "../shell/search-notice.tsx";
import { TopBar } from "../shell/top-bar.tsx";
import { useShortcuts } from "../shell/use-shortcuts.ts";
import style from "./root.module.css";

/** Read while the modules load: the router, once it runs, has put the address right. */
const LANDING_PROBLEMS = landingProblems(location.pathname, location.search);

const Help = lazy(async () => ({ default: (await import("../shell/help.tsx")).Help }));

/** The frame around every page: the bar, what is wrong, the page itself, and the ledger. */
export function Root(): ReactElement {
  const [isHelpOpen, setHelpOpen] = useState(false);
  const { range } = useRange();
  useShortcuts(() => setHelpOpen(true));
  return (
    <div className={style.frame}>
      <HeadContent />
      <a href="#main" className={style.skip}>
        Skip to the page
      </a>
      <TopBar onHelp={() => setHelpOpen(true)} />
      <div className={style.banners}>
        <FailureBanner />
        <SearchNotice problems={LANDING_PROBLEMS} />
      </div>
      <main id="main" className={style.main}>
        <Outlet />
      </main>
      <Ledger range={range} />
      {isHelpOpen && (
        <Suspense>
          <Help onClose={() => setHelpOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}
