// What the desks of claims ask the centre with, and what they say of a change.
import type { Action, Fields, Results } from "@baro/wire";

export interface ClaimApi {
  request<A extends Action>(action: A, fields: Fields<A>): Promise<Results[A]>;
}

/** What became of something that changes a claim. */
export type ChangeResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly text: string; readonly code: string };
