/** What is done to a conversation as a whole, as one chunk: it comes while the thread is being loaded. */
export { HeadBar } from "./head-bar";
export { HeadTools } from "./head-tools";
