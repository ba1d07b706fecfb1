// How far each exposure of a claim has come.
import { Badge, Icon } from "@baro/design";
import { phoneLink, phoneText } from "@baro/design/format";
import type { Progress } from "@baro/wire";
import { Phone } from "lucide";
import { dueText, momentText, t } from "../texts";

export const ProgressView = ({ progress }: { progress: Progress }) => (
  <article class="b-card c-progress">
    {progress.title ? <header>{progress.title}</header> : null}
    <div class="b-card-body">
      {progress.exposures.map((line) => (
        <section key={line.label}>
          <h3>
            {line.label}
            <Badge tone="brand">{line.stage}</Badge>
          </h3>
          <ol>
            {(line.stages ?? []).map((mark) => (
              <li
                key={mark.label}
                data-state={mark.state}
                aria-current={mark.state === "now" ? "step" : undefined}
              >
                <span>{mark.label}</span>
                {mark.at ? (
                  <time dateTime={new Date(mark.at).toISOString()}>{momentText(mark.at)}</time>
                ) : null}
                <span class="sr-only">{t(`mark_${mark.state}`)}</span>
              </li>
            ))}
          </ol>
          {line.next_step ? (
            <p>
              {line.due_on
                ? t("progress_next_due", { next: line.next_step, due: dueText(line.due_on) })
                : t("progress_next", { next: line.next_step })}
            </p>
          ) : null}
          {line.appointment ? <p>{line.appointment}</p> : null}
          {line.adjuster || line.phone ? (
            <p class="c-progress-adjuster">
              {line.adjuster ? t("progress_adjuster", { name: line.adjuster }) : null}
              {line.phone ? (
                <a href={phoneLink(line.phone)}>
                  <Icon of={Phone} size={14} />
                  {phoneText(line.phone)}
                </a>
              ) : null}
            </p>
          ) : null}
        </section>
      ))}
      {progress.text ? <p>{progress.text}</p> : null}
    </div>
  </article>
);
