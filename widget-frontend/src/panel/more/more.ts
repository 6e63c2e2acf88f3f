import styles from "../styles/more.css?inline";

export { Chime } from "./chime";
export { ListScreen } from "./ListScreen";
export { Options } from "./Options";
export { RatingCard } from "./RatingCard";

const sheet = new CSSStyleSheet();
sheet.replaceSync(styles);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
