// Tags of a conversation: the insurer's by a press, own ones in writing.
import { Button, Dialog, Field, Icon } from "@baro/design";
import { MAX_TAG_LENGTH, MAX_TAGS, type Thread } from "@baro/wire";
import { X } from "lucide";
import { useState } from "preact/hooks";
import { withoutTag, withTag } from "../desk/tags";
import { tagLabel } from "../desk/wrap_up";
import { language, t } from "../i18n";
import { usePanel } from "./panel_context";

export const TagsDialog = ({ thread }: { thread: Thread }) => {
  const { desk, page } = usePanel();
  const w = t().tags;
  const { wrapUp } = desk.state.value;
  const [tags, setTags] = useState<readonly string[]>(desk.customerOf(thread)?.tags ?? []);
  const [written, setWritten] = useState("");
  const [busy, setBusy] = useState(false);
  const full = tags.length >= MAX_TAGS;
  const offered = wrapUp?.tags ?? [];
  const own = tags.filter((tag) => !offered.some((one) => one.tag === tag));
  const add = () => {
    setTags(withTag(tags, written, wrapUp));
    setWritten("");
  };

  const save = async () => {
    setBusy(true);
    const done = await desk.setTags(thread.view.id, withTag(tags, written, wrapUp));
    setBusy(false);
    if (done) page.closeDialog();
  };

  return (
    <Dialog
      title={`${w.title} · ${thread.view.customer.name}`}
      closeLabel={t().close}
      onClose={page.closeDialog}
      class="p-dialog"
    >
      <form
        class="p-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (written.trim() === "") void save();
          else add();
        }}
      >
        <fieldset class="p-tag-choice">
          <legend>{w.offered}</legend>
          <div class="p-chips">
            {offered.map(({ tag }, index) => (
              <button
                key={tag}
                type="button"
                class="p-chip"
                autofocus={index === 0}
                aria-pressed={tags.includes(tag)}
                disabled={full && !tags.includes(tag)}
                onClick={() =>
                  setTags(tags.includes(tag) ? withoutTag(tags, tag) : withTag(tags, tag, wrapUp))
                }
              >
                {tagLabel(wrapUp, tag, language.value)}
              </button>
            ))}
            {own.map((tag) => (
              <button
                key={tag}
                type="button"
                class="p-chip"
                aria-pressed="true"
                aria-label={w.remove(tag)}
                onClick={() => setTags(withoutTag(tags, tag))}
              >
                {tag}
                <Icon of={X} size={13} />
              </button>
            ))}
          </div>
        </fieldset>
        {wrapUp?.free_tags ? (
          <Field label={w.own} hint={full ? w.most(MAX_TAGS) : w.ownHint(MAX_TAG_LENGTH)}>
            {(ids) => (
              <div class="p-view-form">
                <input
                  {...ids}
                  class="b-input"
                  maxLength={MAX_TAG_LENGTH}
                  disabled={full}
                  value={written}
                  onInput={(event) => setWritten(event.currentTarget.value)}
                />
                <Button size="small" disabled={written.trim() === ""} onClick={add}>
                  {w.add}
                </Button>
              </div>
            )}
          </Field>
        ) : null}
        <div class="b-dialog-actions">
          <Button onClick={page.closeDialog}>{t().cancel}</Button>
          <Button kind="primary" disabled={busy} onClick={() => void save()}>
            {w.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
