import { useEffect } from "react";

/** The name of the page in the browser's tab; null leaves it to what is shown within. */
export function useTitle(title: string | null): void {
  useEffect(() => {
    if (title !== null) document.title = `${title} · Stonechat`;
  }, [title]);
}
