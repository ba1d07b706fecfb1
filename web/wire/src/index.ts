// The client library of the protocol, without a framework. In a browser it is started through "@baro/wire/browser".
export { Client } from "./client";
export type { ClientOptions } from "./client_options";
export {
  type Action,
  AnswerTimeout,
  ConnectionLost,
  type Fields,
  type Push,
  Refused,
} from "./connection";
export {
  type FileUpload,
  FileUploader,
  type PutBytes,
  PutFailed,
} from "./file_uploader";
export * from "./limits";
export { clientId } from "./outbox";
export * from "./ports";
export type * from "./protocol";
export {
  type ClientState,
  type ConnectionState,
  hasEarlier,
  initialState,
  lastSeq,
  type Outgoing,
  type SendBody,
  type Thread,
  type Typist,
} from "./state";
export { type Readable, Store } from "./store";
export { type UploadEvents, UploadsUnavailable } from "./upload_events";
