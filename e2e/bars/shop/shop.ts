import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import type { Page } from "../../harness/internet.ts";
import { picture } from "../../harness/picture.ts";
import { HOSTS } from "../../harness/shop.ts";
import { makeProducts, type Product } from "./catalogue.ts";

export const BIG_SHOP = "big-shop.example";

const PRODUCTS = 400;
const PICTURES = 12;
/** What browsers may keep of a shop's files. */
const KEPT = { "Cache-Control": "public, max-age=86400" };

/** A shop of usual size: on `/` without and on `/with` with the widget, and nothing else differs. */
export function bigShop(siteId: string): (path: string) => Page | null {
  const products = makeProducts(PRODUCTS);
  const page = (tag: string): Page => text("text/html; charset=utf-8", html(tag, products), {});
  const script = (body: string): Page => text("text/javascript; charset=utf-8", body, KEPT);
  const tag = `<script async src="https://${HOSTS.widget}/widget.js" data-site="${siteId}"></script>`;
  const pages = new Map<string, Page>([
    ["/", page("")],
    ["/with", page(tag)],
    ["/shop.css", text("text/css; charset=utf-8", read("shop.css"), KEPT)],
    [
      "/catalogue.js",
      script(`window.bigShop = { products: ${JSON.stringify(products)}, rules: [${rules(products)}] };`),
    ],
    ["/app.js", script(read("app.js"))],
    ["/pictures/hero.png", image(picture(720, 400, 99))],
    ["/favicon.ico", image(picture(16, 16, 98))],
  ]);
  for (let number = 0; number < PICTURES; number += 1)
    pages.set(`/pictures/${number}.png`, image(picture(160, 160, number + 1)));
  return (path) => pages.get(path) ?? null;
}

function html(tag: string, products: readonly Product[]): string {
  const groups = [...new Set(products.map(({ group }) => group))];
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="description" content="Kettles, cups and trays.">
    <title>Big shop</title>
    <link rel="stylesheet" href="/shop.css">
    <script defer src="/catalogue.js"></script>
    <script defer src="/app.js"></script>
    ${tag}
  </head>
  <body>
    <header><a href="/">Big shop</a><nav>${groups.map((group) => `<a href="/#${group}">${group}</a>`).join(" ")}</nav></header>
    <main>
      <section class="hero">
        <img src="/pictures/hero.png" width="720" height="400" alt="Things for slow mornings">
        <h1>Things for slow mornings</h1>
      </section>
      <section class="shelf" aria-label="Products"></section>
    </main>
    <footer>Free returns within 30 days</footer>
  </body>
</html>`;
}

/** Each product has a price rule of its own, as code: shops ship a lot of code of which little runs. */
function rules(products: readonly Product[]): string {
  return products
    .map(
      ({ id, cents, stars }) => `function price${id}(cents, count) {
  const discount${id} = count > ${1 + stars} ? 0.9 : 1;
  const shipping${id} = cents * count > ${cents + 5000} ? 0 : ${390 + (id % 7) * 10};
  if (count < 1) throw new RangeError("Product ${id} is sold in whole pieces.");
  return Math.round(cents * count * discount${id}) + shipping${id};
}`,
    )
    .join(",\n");
}

function read(name: string): string {
  return readFileSync(join(import.meta.dirname, name), "utf8");
}

function text(type: string, body: string, headers: Record<string, string>): Page {
  return {
    headers: { ...headers, "Content-Type": type, "Content-Encoding": "br" },
    body: brotliCompressSync(body),
  };
}

function image(body: Buffer): Page {
  return { headers: { ...KEPT, "Content-Type": "image/png" }, body };
}
