// Sits an agent down: client, desk and page for a token, and everything that follows them.
import { applyBrand } from "@baro/design";
import type { Client, Push } from "@baro/wire";
import { connect, expiryOf, subjectOf } from "@baro/wire/browser";
import { follow } from "@baro/wire/preact";
import { effect, type Signal, signal } from "@preact/signals";
import { tell } from "./announce";
import { departmentsOf } from "./auth_token";
import { ClaimDesk } from "./claims";
import type { Config } from "./config";
import { Told } from "./desk/dedupe";
import { Desk } from "./desk/desk";
import { Page } from "./ui/page";

export interface Seat {
  readonly client: Client;
  readonly desk: Desk;
  readonly page: Page;
  readonly claims: ClaimDesk;
  readonly person: string;
  readonly expiresAt: Signal<number>;
  /** A new token for the same person. */
  renew(token: string): void;
  /** Ends the connection; what was begun stays kept. */
  leave(): void;
}

export const sitDown = async (config: Config, first: string): Promise<Seat> => {
  applyBrand(config.brand.colour);
  let token = first;
  const person = subjectOf(token);
  const expiresAt = signal(expiryOf(token));
  const page = new Page();
  let desk: Desk | null = null;
  let claims: ClaimDesk | null = null;
  const early: Push[] = [];
  const told = new Told();
  const push = (frame: Push) => {
    if (desk === null) early.push(frame);
    else {
      desk.pushed(frame);
      claims?.pushed(frame);
      if (told.isNew(frame)) tell(frame, desk, page);
    }
  };
  const client = await connect({
    api: config.api,
    ws: config.ws,
    token: () => token,
    person,
    history: false,
    onPush: push,
  });
  const state = follow(client.state);
  const made = new Desk({ wire: client, state, person, after: (ms, then) => void setTimeout(then, ms) });
  const ofClaims = new ClaimDesk({
    wire: client,
    state,
    toasts: made.toasts,
    departments: departmentsOf(token),
    now: () => Date.now(),
  });
  claims = ofClaims;
  desk = made;
  for (const frame of early) push(frame);

  let online = false;
  const stops = [
    effect(() => {
      const up = state.value.connection.phase === "online";
      if (up && !online)
        queueMicrotask(() => {
          made.welcomed();
          ofClaims.welcomed();
        });
      online = up;
    }),
  ];
  stops.push(effect(() => made.looking.at(made.before.value)));
  const ticking = setInterval(() => {
    page.now.value = Date.now();
  }, 1_000);
  const save = () => {
    // What was to be resolved in a moment is sent now: there may be no other.
    void made.closings.all();
    made.drafts.save();
  };
  window.addEventListener("pagehide", save);

  return {
    client,
    desk: made,
    page,
    claims: ofClaims,
    person,
    expiresAt,
    renew: (fresh) => {
      token = fresh;
      expiresAt.value = expiryOf(fresh);
      client.renew();
    },
    leave: () => {
      for (const stop of stops) stop();
      clearInterval(ticking);
      window.removeEventListener("pagehide", save);
      save();
      client.stop();
    },
  };
};
