// Canned responses that match the text after "/".
import { Icon } from "@baro/design";
import { Zap } from "lucide";
import { type CannedResponse, splitAtPlaceholders } from "../desk/canned";
import { language, t } from "../i18n";

interface Props {
  readonly choices: readonly CannedResponse[];
  readonly at: number;
  readonly onPick: (one: CannedResponse) => void;
  readonly filled: (one: CannedResponse) => string;
}

export const CannedList = ({ choices, at, onPick, filled }: Props) => {
  const w = t().composer;
  return (
    <div class="p-canned">
      <p class="p-canned-head">
        <Icon of={Zap} size={14} />
        {w.canned}
      </p>
      {choices.length === 0 ? <p class="p-muted">{w.cannedNone}</p> : null}
      <div id="canned" role="listbox" aria-label={w.canned}>
        {choices.map((one, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
          <div
            key={one.id}
            id={`canned-${index}`}
            class="p-canned-option"
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            ref={(element) => {
              if (index === at) element?.scrollIntoView({ block: "nearest" });
            }}
            // The field keeps the caret.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onPick(one)}
          >
            <span class="p-canned-title">
              <kbd>/{one.short}</kbd>
              {language.value === "en" ? one.title_en : one.title}
            </span>
            <span class="p-canned-text">
              {splitAtPlaceholders(filled(one)).map(({ text, missing }, place) =>
                missing ? <mark key={place}>{text}</mark> : <span key={place}>{text}</span>,
              )}
            </span>
          </div>
        ))}
      </div>
    </div>
  );
};
