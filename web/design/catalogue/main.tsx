// Every component in every state on one page. The query sets the appearance: ?theme=dark&contrast=more&text=200&open=dialog
import "@baro/design/design.css";
import "./catalogue.css";
import {
  type Appearance,
  applyAppearance,
  applyBrand,
  Button,
  Dialog,
  Field,
  loadFont,
  Popup,
  Switch,
  TEXT_SIZES,
  TextSizer,
} from "@baro/design";
import { render } from "preact";
import { useState } from "preact/hooks";
import { Colours, Sizes, Types } from "./foundations";
import { Conversation, Feedback, Inputs, Pressed } from "./parts";

type Opened = "dialog" | "popup" | null;

const asked = new URLSearchParams(location.search);
const BRANDS = ["#0b5fff", "#e4002b", "#ffd400", "#007a53", "#111111"];

const Catalogue = () => {
  const [look, setLook] = useState<Appearance>({
    theme: asked.get("theme") === "dark" ? "dark" : "light",
    contrast: asked.get("contrast") === "more" ? "more" : "normal",
    text: TEXT_SIZES.find((size) => String(size) === asked.get("text")) ?? 100,
  });
  const [brand, setBrand] = useState(asked.get("brand") ?? "#0b5fff");
  const open = asked.get("open");
  const [opened, setOpened] = useState<Opened>(open === "dialog" || open === "popup" ? open : null);
  applyAppearance(look);
  applyBrand(brand);
  const close = () => setOpened(null);
  return (
    <main class="k-page">
      <header class="k-head">
        <h1>Baro · design</h1>
        <div class="k-tools">
          <Switch
            label="Dark"
            on={look.theme === "dark"}
            onChange={(on) => setLook({ ...look, theme: on ? "dark" : "light" })}
          />
          <Switch
            label="High contrast"
            on={look.contrast === "more"}
            onChange={(on) => setLook({ ...look, contrast: on ? "more" : "normal" })}
          />
          <TextSizer
            label="Text size"
            smaller="Smaller text"
            larger="Larger text"
            size={look.text}
            onChange={(text) => setLook({ ...look, text })}
          />
          <Field label="Brand colour">
            {(ids) => (
              <select
                {...ids}
                class="b-input"
                value={brand}
                onChange={(event) => setBrand(event.currentTarget.value)}
              >
                {[...new Set([...BRANDS, brand])].map((colour) => (
                  <option key={colour}>{colour}</option>
                ))}
              </select>
            )}
          </Field>
        </div>
      </header>
      <Colours />
      <Types />
      <Sizes />
      <Pressed />
      <Inputs />
      <Conversation />
      <Feedback />
      <section class="k-section" aria-labelledby="over">
        <h2 id="over">Over the page</h2>
        <div class="k-row">
          <Button onClick={() => setOpened("dialog")}>Dialog</Button>
          <Button onClick={() => setOpened("popup")}>Popup</Button>
        </div>
      </section>
      {opened === "dialog" ? (
        <Dialog title="상담을 종료할까요?" closeLabel="닫기" onClose={close}>
          <p>주고받은 내용은 상담 내역에서 언제든 다시 볼 수 있어요.</p>
          <div class="b-dialog-actions">
            <Button onClick={close}>계속 상담</Button>
            <Button kind="danger" onClick={close}>
              종료
            </Button>
          </div>
        </Dialog>
      ) : null}
      {opened === "popup" ? (
        <Popup
          label="메시지 메뉴"
          at={AT}
          onClose={close}
          items={[
            { label: "복사", onPick: close },
            { label: "공유", onPick: close },
          ]}
        />
      ) : null}
    </main>
  );
};

const AT = { x: 40, y: 160 };

const root = document.getElementById("app");
if (root) {
  render(<Catalogue />, root);
  loadFont();
}
