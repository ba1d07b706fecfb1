// What the customer says of a conversation that ended: solved or not, one to five stars, words.
import { Button, Icon } from "@baro/design";
import type { ConversationView, RateCommand } from "@baro/wire";
import { Star } from "lucide";
import { useState } from "preact/hooks";
import { attempt, connection } from "../model";
import { t } from "../texts";

const STARS = [1, 2, 3, 4, 5];
const LONGEST = 1_000;

type Said = Partial<Pick<RateCommand, "stars" | "solved" | "words">>;

export const Rating = ({ view }: { view: ConversationView }) => {
  const { stars = 0, solved = "" } = view.rating ?? {};
  const [told, setTold] = useState(false);
  const offline = connection.value.phase !== "online";
  const rate = (said: Said) =>
    attempt(async (to) => {
      await to.request("rate", { conversation: view.id, ...said });
    });
  return (
    <section class="c-rating" aria-label={t("rating")}>
      {solved === "" ? (
        <>
          <p id="rating-solved">{t("rating_solved")}</p>
          {/* biome-ignore lint/a11y/useSemanticElements: a fieldset can't be named by the question above it */}
          <div role="group" aria-labelledby="rating-solved">
            <Button size="small" disabled={offline} onClick={() => void rate({ solved: "yes" })}>
              {t("rating_yes")}
            </Button>
            <Button size="small" disabled={offline} onClick={() => void rate({ solved: "no" })}>
              {t("rating_no")}
            </Button>
          </div>
        </>
      ) : (
        <>
          <p role="status">{t(solved === "yes" ? "rating_was_solved" : "rating_was_not_solved")}</p>
          <Stars stars={stars} disabled={offline} onChoose={(chosen) => void rate({ stars: chosen })} />
          {stars > 0 && !told ? (
            <Words
              disabled={offline}
              onSend={(words) => rate({ words }).then((done) => done && setTold(true))}
            />
          ) : null}
          {told ? <p role="status">{t("rating_told")}</p> : null}
        </>
      )}
    </section>
  );
};

const Stars = (props: { stars: number; disabled: boolean; onChoose: (stars: number) => void }) => (
  <fieldset class="c-stars">
    <legend>{t("rating_stars")}</legend>
    {STARS.map((star) => (
      <label key={star} data-on={star <= props.stars || undefined}>
        <input
          type="radio"
          name="stars"
          value={star}
          checked={star === props.stars}
          disabled={props.disabled}
          onChange={() => props.onChoose(star)}
        />
        <Icon of={Star} size={28} />
        <span class="sr-only">{t("rating_star", { star })}</span>
      </label>
    ))}
  </fieldset>
);

const Words = (props: { disabled: boolean; onSend: (words: string) => void }) => {
  const [words, setWords] = useState("");
  return (
    <form
      class="c-rating-words"
      onSubmit={(event) => {
        event.preventDefault();
        props.onSend(words.trim());
      }}
    >
      <textarea
        class="b-input"
        rows={2}
        maxLength={LONGEST}
        aria-label={t("rating_words")}
        placeholder={t("rating_words")}
        value={words}
        onInput={(event) => setWords(event.currentTarget.value)}
      />
      <Button type="submit" size="small" disabled={props.disabled || words.trim() === ""}>
        {t("rating_send")}
      </Button>
    </form>
  );
};
