// The search bar of the conversation. Loaded with the chat: what is typed right after Ctrl+F belongs into it.
import { Icon, IconButton, Spinner } from "@baro/design";
import { ChevronDown, ChevronUp, Search, X } from "lucide";
import { useLayoutEffect, useRef } from "preact/hooks";
import { query } from "../model";
import { closeSearch, hits, loadingHistory, selectedHit, selectNextHit, setQuery } from "../search_state";
import { t } from "../texts";

export const SearchBar = () => {
  const box = useRef<HTMLInputElement>(null);
  const text = query.value ?? "";
  const count = hits.value.length;
  const position = selectedHit.value === null ? 0 : count - hits.value.indexOf(selectedHit.value);
  // In the same frame, so that typing continues in the search field.
  useLayoutEffect(() => {
    const focused = document.activeElement;
    box.current?.focus();
    return () => {
      const isConnected = focused instanceof HTMLElement && focused !== document.body && focused.isConnected;
      const target = isConnected ? focused : document.querySelector<HTMLElement>(".c-scroller");
      target?.focus({ preventScroll: true });
    };
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape") closeSearch();
    else if (event.key === "ArrowUp" || (event.key === "Enter" && !event.shiftKey)) selectNextHit(-1);
    else if (event.key === "ArrowDown" || event.key === "Enter") selectNextHit(1);
    else return;
    event.preventDefault();
  };
  return (
    <search class="c-search" onKeyDown={onKeyDown}>
      <label class="c-search-box">
        <Icon of={Search} size={18} />
        <span class="sr-only">{t("search")}</span>
        <input
          ref={box}
          type="search"
          enterkeyhint="search"
          autocomplete="off"
          placeholder={t("search")}
          value={text}
          onInput={(event) => setQuery(event.currentTarget.value)}
        />
      </label>
      <p role="status">
        {text.trim() === "" ? null : count > 0 ? (
          <>
            <span aria-hidden="true">
              {position}/{count}
            </span>
            <span class="sr-only">{t("search_position", { position, count })}</span>
          </>
        ) : loadingHistory.value ? null : (
          t("search_none")
        )}
        {loadingHistory.value ? <Spinner label={t("earlier_loading")} /> : null}
      </p>
      <IconButton label={t("search_older")} disabled={count === 0} onClick={() => selectNextHit(-1)}>
        <Icon of={ChevronUp} />
      </IconButton>
      <IconButton label={t("search_newer")} disabled={count === 0} onClick={() => selectNextHit(1)}>
        <Icon of={ChevronDown} />
      </IconButton>
      <IconButton label={t("search_close")} onClick={closeSearch}>
        <Icon of={X} />
      </IconButton>
    </search>
  );
};
