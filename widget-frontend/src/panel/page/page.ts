export { Around } from "./around";
export { Hearing } from "./hearing";
