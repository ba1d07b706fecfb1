// The search bar, loaded when the search is opened first.
import { bodies } from "../files/lazy_bodies";
import { query, showToast } from "../model";
import { t } from "../texts";

export const LazySearchBar = () => {
  const loaded = bodies(() => {
    showToast(t("reconnecting"));
    query.value = null;
  });
  return loaded ? <loaded.SearchBar /> : null;
};
