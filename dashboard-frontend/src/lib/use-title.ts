import { useEffect } from "react";

let page = "";
let news = 0;

/** The name of the page in the browser's tab; null leaves it to what is shown within. */
export function useTitle(title: string | null): void {
  useEffect(() => {
    if (title === null) return;
    page = title;
    write();
  }, [title]);
}

/** How many conversations have something new: a number before the page's name, and a dot on the tab's picture. */
export function showNews(count: number): void {
  if (count === news) return;
  news = count;
  write();
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (icon) icon.href = count > 0 ? "/mark-news.svg" : "/mark.svg";
}

function write(): void {
  if (page !== "") document.title = `${news > 0 ? `(${news}) ` : ""}${page} · Stonechat`;
}
