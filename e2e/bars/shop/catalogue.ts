import { numbers } from "../../harness/numbers.ts";

/** What the big shop sells: the same products in every run. */
export interface Product {
  id: number;
  name: string;
  group: string;
  cents: number;
  stars: number;
  text: string;
  reviews: string[];
}

const MAKERS = ["Moorland", "Gorse", "Heather", "Peat", "Granite", "Bracken", "Lichen", "Tarn", "Scree", "Rowan"];
const THINGS = ["kettle", "cup", "tray", "bowl", "teapot", "jug", "board", "spoon", "lamp", "stool", "blanket", "vase"];
const WORDS =
  "enamel oak stoneware linen copper wool made slowly by hand in small batches for mornings that begin late with a " +
  "light handle and an even glaze it keeps warm longer than it looks washes well ages better stacks neatly ships flat";

export function makeProducts(count: number): Product[] {
  const next = numbers(7);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const words = WORDS.split(" ");
  const sentence = (length: number): string => Array.from({ length }, () => pick(words)).join(" ");
  return Array.from({ length: count }, (_, id) => {
    const group = pick(THINGS);
    return {
      id,
      name: `${pick(MAKERS)} ${group} No. ${id}`,
      group,
      cents: 900 + Math.floor(next() * 20_000),
      stars: 1 + Math.floor(next() * 5),
      text: sentence(60),
      reviews: Array.from({ length: 3 }, () => sentence(24)),
    };
  });
}
