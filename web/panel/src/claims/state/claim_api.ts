// The claims' requests, and the result of a change.
import type { Action, Fields, Results } from "@baro/wire";

export interface ClaimApi {
  request<A extends Action>(action: A, fields: Fields<A>): Promise<Results[A]>;
}

/** The result of a change. */
export type ChangeResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly text: string; readonly code: string };
