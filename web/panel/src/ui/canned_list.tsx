// Canned responses that match the text after "/".
import { Zap } from "lucide";
import { type CannedResponse, splitAtPlaceholders } from "../desk/canned";
import { language, t } from "../i18n";
import { OptionList } from "./option_list";

interface Props {
  readonly choices: readonly CannedResponse[];
  readonly at: number;
  readonly onPick: (one: CannedResponse) => void;
  readonly filled: (one: CannedResponse) => string;
}

export const CannedList = ({ filled, ...props }: Props) => {
  const w = t().composer;
  return (
    <OptionList id="canned" icon={Zap} title={w.canned} none={w.cannedNone} keyOf={({ id }) => id} {...props}>
      {(one) => (
        <>
          <span class="p-canned-title">
            <kbd>/{one.short}</kbd>
            {language.value === "en" ? one.title_en : one.title}
          </span>
          <span class="p-canned-text">
            {splitAtPlaceholders(filled(one)).map(({ text, missing }, place) =>
              missing ? <mark key={place}>{text}</mark> : <span key={place}>{text}</span>,
            )}
          </span>
        </>
      )}
    </OptionList>
  );
};
