export { Around } from "./around";
export { Happenings } from "./happenings";
export { Hearing } from "./hearing";
