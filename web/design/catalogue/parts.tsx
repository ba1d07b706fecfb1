// The components in all their states.
import {
  Avatar,
  Badge,
  Banner,
  Bubble,
  Button,
  Empty,
  Field,
  Icon,
  IconButton,
  Progress,
  Rows,
  Spinner,
  Switch,
  TypingDots,
} from "@baro/design";
import { Bot, CloudOff, MessageCircle, Moon, RefreshCw, Send } from "lucide";
import { useState } from "preact/hooks";

const KINDS = ["plain", "primary", "danger", "quiet"] as const;

export const Pressed = () => (
  <section class="k-section" aria-labelledby="buttons">
    <h2 id="buttons">Buttons</h2>
    {(["normal", "small"] as const).map((size) => (
      <div key={size} class="k-row">
        {KINDS.map((kind) => (
          <Button key={kind} kind={kind} size={size}>
            {kind} {size}
          </Button>
        ))}
        {KINDS.map((kind) => (
          <Button key={kind} kind={kind} size={size} disabled>
            {kind} disabled
          </Button>
        ))}
      </div>
    ))}
    <div class="k-narrow">
      <Button kind="primary" wide>
        <Icon of={Send} size={18} />
        wide, with an icon
      </Button>
    </div>
    <h3>Icon buttons</h3>
    <div class="k-row">
      <IconButton label="plain">
        <Icon of={Moon} />
      </IconButton>
      <IconButton label="pressed" aria-pressed={true}>
        <Icon of={Moon} />
      </IconButton>
      <IconButton label="disabled" disabled>
        <Icon of={Moon} />
      </IconButton>
      <IconButton label="primary" kind="primary">
        <Icon of={Send} />
      </IconButton>
      <IconButton label="primary disabled" kind="primary" disabled>
        <Icon of={Send} />
      </IconButton>
    </div>
  </section>
);

export const Inputs = () => {
  const [on, setOn] = useState(true);
  return (
    <section class="k-section" aria-labelledby="inputs">
      <h2 id="inputs">Fields</h2>
      <div class="k-columns">
        <Field label="차량번호" hint="번호판에 적힌 대로 적어 주세요.">
          {(ids) => <input {...ids} class="b-input" placeholder="12가3456" />}
        </Field>
        <Field label="연락처" error="전화번호를 확인해 주세요. 예: 010-1234-5678">
          {(ids) => <input {...ids} class="b-input" type="tel" value="010-12" />}
        </Field>
        <Field label="사고 유형" optional="(선택)">
          {(ids) => (
            <select {...ids} class="b-input">
              <option>선택하세요</option>
              <option>추돌</option>
            </select>
          )}
        </Field>
        <Field label="일시">
          {(ids) => <input {...ids} class="b-input" type="datetime-local" value="2026-11-22T14:20" />}
        </Field>
        <Field label="잠긴 칸">
          {(ids) => <input {...ids} class="b-input" value="바꿀 수 없어요" disabled />}
        </Field>
        <Field label="여러 줄">
          {(ids) => <textarea {...ids} class="b-input" rows={2} value="뒤차가 박았어요." />}
        </Field>
      </div>
      <h3>Switch</h3>
      <div class="k-narrow">
        <Switch label="켜고 끄기" on={on} onChange={setOn} />
        <Switch label="꺼짐" on={false} onChange={() => undefined} />
      </div>
    </section>
  );
};

export const Conversation = () => (
  <section class="k-section" aria-labelledby="conversation">
    <h2 id="conversation">Conversation</h2>
    <h3>Faces</h3>
    <div class="k-row">
      {(["small", "normal", "large"] as const).flatMap((size) => [
        <Avatar key={`bot ${size}`} role="bot" name="바로봇" size={size}>
          <Icon of={Bot} size={size === "small" ? 16 : 20} />
        </Avatar>,
        <Avatar key={`agent ${size}`} role="agent" name="김하늘" size={size} />,
        <Avatar key={`customer ${size}`} role="customer" name="Ann Lee" size={size} />,
      ])}
    </div>
    <h3>Bubbles</h3>
    <div class="k-thread">
      <Bubble side="theirs">안녕하세요, 무엇을 도와드릴까요?</Bubble>
      <Bubble side="mine">내 보험 보여줘</Bubble>
      <Bubble side="mine" state="waiting">
        연결되면 보내요
      </Bubble>
      <Bubble side="mine" state="failed">
        보내지 못했어요
      </Bubble>
      <Bubble side="mine" tone="note">
        동료만 보는 메모
      </Bubble>
      <Bubble side="theirs">
        <TypingDots />
      </Bubble>
    </div>
    <h3>Card</h3>
    <article class="b-card k-narrow">
      <header>가입하신 자동차보험</header>
      <div class="b-card-body">
        <Rows
          rows={[
            { label: "증권번호", value: "2026-0911-52207" },
            { label: "보험 기간", value: "2026-09-11 ~ 2027-09-11" },
          ]}
        />
      </div>
    </article>
  </section>
);

const TONES = ["plain", "good", "warn", "bad"] as const;

export const Feedback = () => (
  <section class="k-section" aria-labelledby="feedback">
    <h2 id="feedback">Feedback</h2>
    <h3>Banners</h3>
    <div class="k-stack">
      {TONES.map((tone) => (
        <Banner key={tone} tone={tone} icon={<Icon of={CloudOff} />}>
          {tone}: 인터넷에 연결되어 있지 않아요.
        </Banner>
      ))}
      <Banner tone="warn" icon={<Icon of={RefreshCw} />} action={<Button size="small">지금 연결</Button>}>
        연결이 끊겨 다시 연결하고 있어요.
      </Banner>
      <Banner icon={<Spinner />}>연결하고 있어요</Banner>
    </div>
    <h3>Badges</h3>
    <div class="k-row">
      {[...TONES, "brand" as const].map((tone) => (
        <Badge key={tone} tone={tone}>
          {tone}
        </Badge>
      ))}
    </div>
    <h3>Waiting</h3>
    <div class="k-row">
      <Spinner label="불러오는 중" />
      <TypingDots />
    </div>
    <div class="k-narrow k-stack">
      {[0, 0.4, 1].map((share) => (
        <Progress key={share} share={share} label={`${share * 100} %`} />
      ))}
    </div>
    <h3>Nothing here</h3>
    <Empty title="아직 나눈 상담이 없어요" icon={<Icon of={MessageCircle} size={36} />}>
      <p>궁금한 점을 적어 주시면 바로 답해 드려요.</p>
      <Button kind="primary">새로 문의하기</Button>
    </Empty>
  </section>
);
