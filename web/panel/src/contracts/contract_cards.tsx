// The cards that the bot shows the customer about a contract, asked for by the agent.
import { Rows } from "@baro/design";
import type { ContractCardsCommand, Results, Thread } from "@baro/wire";
import { useState } from "preact/hooks";
import { t } from "../i18n";
import { usePanel } from "../ui/panel_context";

type Topic = ContractCardsCommand["topic"];

const TOPICS: readonly Topic[] = [
  "policy_summary",
  "driving",
  "payments",
  "savings",
  "surcharge",
  "renewal",
  "ending",
];

export const ContractCards = ({ thread, place }: { thread: Thread; place: number | null }) => {
  const { desk } = usePanel();
  const w = t().contractCards;
  const [topic, setTopic] = useState<Topic | null>(null);
  const [cards, setCards] = useState<Results["contract_cards"]["cards"]>([]);
  const conversation = thread.view.id;
  const show = async (wanted: Topic) => {
    if (wanted === topic) {
      setTopic(null);
      return;
    }
    await desk.attempt(conversation, async () => {
      const found = await desk.wire.request("contract_cards", { conversation, topic: wanted, place });
      setCards(found.cards ?? []);
      setTopic(wanted);
    });
  };
  return (
    <section class="p-contract-cards" aria-label={w.title}>
      <div class="p-chips">
        {TOPICS.map((each) => (
          <button
            key={each}
            type="button"
            class="p-chip"
            aria-pressed={each === topic}
            onClick={() => void show(each)}
          >
            {w.topics[each]}
          </button>
        ))}
      </div>
      {topic === null ? null : (
        <div aria-live="polite">
          {(cards ?? []).map((card, index) =>
            card.type === "card" ? (
              <article key={index} class="p-contract-card">
                <h4>{card.title}</h4>
                {card.rows?.length ? <Rows rows={card.rows} /> : null}
                {card.text ? <p>{card.text}</p> : null}
              </article>
            ) : (
              <p key={index}>{card.text}</p>
            ),
          )}
        </div>
      )}
    </section>
  );
};
