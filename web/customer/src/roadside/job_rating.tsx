// One to five stars for a job that has ended, and words.

import { Button, Icon } from "@baro/design";
import type { JobCardView } from "@baro/wire";
import { Star } from "lucide";
import { useState } from "preact/hooks";
import { attempt, connection } from "../model";
import { keepCard } from "./job_cards";
import { r } from "./words";

const STARS = [1, 2, 3, 4, 5];
const LONGEST = 200;

export const JobRating = ({ card }: { card: JobCardView }) => {
  const [stars, choose] = useState(0);
  const [words, setWords] = useState("");
  const w = r();
  if (card.rated) return <p role="status">{w.rated(card.rated)}</p>;
  if (!card.buttons?.some(({ id }) => id === "rate")) return null;
  const send = () =>
    void attempt(async (to) => {
      const shown = await to.request("rate_job", { job: card.job, stars, words: words.trim() });
      if (shown.card) keepCard(shown.card);
    });
  return (
    <form
      class="c-job-rating"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <fieldset class="c-stars">
        <legend>{w.stars}</legend>
        {STARS.map((star) => (
          <label key={star} data-on={star <= stars || undefined}>
            <input
              type="radio"
              name={`stars-${card.job}`}
              checked={star === stars}
              onChange={() => choose(star)}
            />
            <Icon of={Star} size={28} />
            <span class="sr-only">{w.star(star)}</span>
          </label>
        ))}
      </fieldset>
      {stars > 0 ? (
        <>
          <textarea
            class="b-input"
            rows={2}
            maxLength={LONGEST}
            aria-label={w.words}
            placeholder={w.words}
            value={words}
            onInput={({ currentTarget }) => setWords(currentTarget.value)}
          />
          <Button kind="primary" type="submit" disabled={connection.value.phase !== "online"}>
            {w.send}
          </Button>
        </>
      ) : null}
    </form>
  );
};
