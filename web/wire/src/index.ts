// The client of the wire, free of any framework. Pages in a browser start it through "@baro/wire/browser".
export { Client, type ClientOptions } from "./client";
export { type Action, type Fields, LineLost, type Push, Refused, Unanswered } from "./link";
export { clientId } from "./outbox";
export * from "./ports";
export type * from "./protocol";
export { type Parcel, type Put, PutFailed, Sender } from "./sending";
export {
  type ClientState,
  hasEarlier,
  initialState,
  type Line,
  lastSeq,
  type Outgoing,
  type SendBody,
  type Thread,
  type Typist,
} from "./state";
export { type Readable, Store } from "./store";
export { type UploadEvents, UploadsUnavailable } from "./uploads";
