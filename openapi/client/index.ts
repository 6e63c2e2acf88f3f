export { type Api, ApiError, type ApiOptions, createApi, errorOf, TIMEOUT_MS, type TokenProvider } from "./api";
export { arrivals } from "./arrivals";
export { backoffDelay } from "./backoff";
export { SyncConnection, type SyncOptions, type SyncStatus } from "./connection";
export { uuidv7 } from "./ids";
export { withLock } from "./locks";
export { MarkSender, type MessageState, messageState, unreadCount } from "./marks";
export { type NewOutboxEntry, Outbox, type OutboxEntry, type OutboxOptions } from "./outbox";
export { type Company, Presence, type Self } from "./presence";
export { newer, RowStore, type Rows, rowsOf } from "./rows";

export { onWake } from "./wake";
