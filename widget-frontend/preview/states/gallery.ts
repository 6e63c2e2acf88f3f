import { SPOKEN } from "../../src/panel/text/language";
import { STATES } from "./states";

const CHOICES = {
  language: SPOKEN,
  theme: ["light", "dark", "auto"],
  size: ["392 × 680", "360 × 640", "320 × 568", "768 × 500"],
  color: ["#c2410c", "#1d4ed8", "#fde047", "#111111", "#ffffff", "#7f7f7f"],
} as const;
type Choice = keyof typeof CHOICES;

const asked = new URLSearchParams(location.search);
const chosen = (choice: Choice): string => asked.get(choice) ?? CHOICES[choice][0];

const alone = asked.get("state");
if (alone) document.body.replaceChildren(frameOf(alone));
else {
  document.querySelector("form")?.append(...(Object.keys(CHOICES) as Choice[]).map(picker));
  document.querySelector(".states")?.append(...Object.keys(STATES).map(picture));
}

function picker(choice: Choice): HTMLElement {
  const select = document.createElement("select");
  select.name = choice;
  select.append(...CHOICES[choice].map((value) => new Option(value, value, false, value === chosen(choice))));
  select.onchange = () => {
    asked.set(choice, select.value);
    location.search = asked.toString();
  };
  const label = document.createElement("label");
  label.append(choice, select);
  return label;
}

function frameOf(state: string): HTMLIFrameElement {
  const frame = document.createElement("iframe");
  frame.title = state;
  const address = { state, language: chosen("language"), theme: chosen("theme"), color: chosen("color") };
  frame.src = `panel.html?${new URLSearchParams(address)}`;
  return frame;
}

function picture(state: string): HTMLElement {
  const frame = frameOf(state);
  const [width = "", height = ""] = chosen("size").split(" × ");
  frame.width = width;
  frame.height = height;
  const figure = document.createElement("figure");
  const caption = document.createElement("figcaption");
  caption.textContent = state;
  figure.append(caption, frame);
  return figure;
}
