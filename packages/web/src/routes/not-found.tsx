import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import style from "./message-page.module.css";

export function NotFound(): ReactElement {
  return (
    <div className={style.message}>
      <h1>There is no such page</h1>
      <p>
        <Link to="/">All prompts</Link>
      </p>
    </div>
  );
}
