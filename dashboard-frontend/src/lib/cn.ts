import { type ClassValue, clsx } from "clsx";
import { extendTailwindMerge } from "tailwind-merge";

// Our own names in the theme (styles/main.css): without them a size would be taken for a color.
const merge = extendTailwindMerge({
  extend: {
    theme: {
      text: ["12", "13", "14", "16", "20", "28"],
      radius: ["control", "card", "panel", "bubble"],
      shadow: ["small", "large"],
      animate: ["rise", "fade", "breathe"],
    },
  },
});

/** Joins class names; of two that contradict each other the later one wins. */
export function cn(...classes: ClassValue[]): string {
  return merge(clsx(classes));
}
