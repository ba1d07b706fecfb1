// The components of the pages. They have no text of their own: the pages' texts are passed in.
import { X } from "lucide";
import type { ComponentChildren, JSX } from "preact";
import { useContext, useId, useLayoutEffect, useRef } from "preact/hooks";
import { Icon } from "./icon";
import { ToastContext, useLayer } from "./layers";
import { stepTextSize, type TextSize } from "./theme";

type ButtonProps = Omit<JSX.IntrinsicElements["button"], "size" | "icon"> & {
  kind?: "plain" | "primary" | "danger" | "quiet";
  size?: "normal" | "small";
  wide?: boolean;
};

export const Button = ({ kind = "plain", size = "normal", wide, class: more, ...rest }: ButtonProps) => (
  <button
    type="button"
    {...rest}
    class={`b-button ${more ?? ""}`}
    data-kind={kind}
    data-size={size}
    data-wide={wide || undefined}
  />
);

type IconButtonProps = Omit<JSX.IntrinsicElements["button"], "size" | "icon"> & {
  /** Accessible name, also shown as a tooltip. */
  label: string;
  kind?: "plain" | "primary";
};

export const IconButton = ({ label, kind = "plain", class: more, ...rest }: IconButtonProps) => (
  <button
    type="button"
    {...rest}
    class={`b-icon-button ${more ?? ""}`}
    data-kind={kind}
    aria-label={label}
    title={label}
  />
);

export const Avatar = (props: {
  role: string;
  name: string;
  size?: "small" | "normal" | "large";
  children?: ComponentChildren;
}) => (
  <span class="b-avatar" data-role={props.role} data-size={props.size ?? "normal"} aria-hidden="true">
    {props.children ?? initial(props.name)}
  </span>
);

/** The initials in an avatar: of 김민지 "민지", of Ann Lee "A". */
const initial = (name: string): string => {
  const trimmed = name.trim();
  return /^[가-힣]{3}$/.test(trimmed) ? trimmed.slice(1) : trimmed.slice(0, 1);
};

export const Bubble = (props: {
  side: "mine" | "theirs";
  state?: string;
  tone?: string;
  children: ComponentChildren;
}) => (
  <div class="b-bubble" data-side={props.side} data-state={props.state} data-tone={props.tone}>
    {props.children}
  </div>
);

export const Banner = (props: {
  tone?: "plain" | "warn" | "bad" | "good";
  icon?: ComponentChildren;
  action?: ComponentChildren;
  children: ComponentChildren;
}) => (
  <div class="b-banner" data-tone={props.tone ?? "plain"}>
    <span aria-hidden="true">{props.icon}</span>
    <span>{props.children}</span>
    {props.action}
  </div>
);

export const Badge = (props: {
  tone?: "plain" | "brand" | "bad" | "good" | "warn";
  children: ComponentChildren;
}) => (
  <span class="b-badge" data-tone={props.tone ?? "plain"}>
    {props.children}
  </span>
);

/** The widest label that stands beside its value, in halves of a Korean letter. */
const WIDEST_LABEL = 26;
const widthOf = (label: string): number => label.length + label.replace(/[^\u1100-\uffff]/g, "").length;

/** Rows of label and value; with a long label, all values stand below their labels. */
export const Rows = (props: { rows: readonly { label: string; value: ComponentChildren }[] }) => (
  <dl class="b-rows" data-below={props.rows.some(({ label }) => widthOf(label) > WIDEST_LABEL) || undefined}>
    {props.rows.map((row) => (
      <div key={row.label}>
        <dt>{row.label}</dt>
        <dd>{row.value}</dd>
      </div>
    ))}
  </dl>
);

/** A labelled field; `children` gets the ids that connect hint and error with the control. */
export const Field = (props: {
  label: string;
  optional?: string | undefined;
  hint?: string | undefined;
  error?: string | undefined;
  children: (ids: {
    id: string;
    "aria-describedby": string | undefined;
    "aria-invalid": boolean;
  }) => ComponentChildren;
}) => {
  const id = useId();
  const described = [props.hint ? `${id}-hint` : "", props.error ? `${id}-error` : ""]
    .filter(Boolean)
    .join(" ");
  return (
    <div class="b-field">
      <label for={id}>
        {props.label} {props.optional ? <span class="b-field-optional">{props.optional}</span> : null}
      </label>
      {props.children({
        id,
        "aria-describedby": described || undefined,
        "aria-invalid": Boolean(props.error),
      })}
      {props.hint ? (
        <p class="b-field-hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      ) : null}
      {props.error ? (
        <p class="b-field-error" id={`${id}-error`}>
          {props.error}
        </p>
      ) : null}
    </div>
  );
};

/** A modal window; Escape, the backdrop and the cross call `onClose`. */
export const Dialog = (props: {
  title: string;
  closeLabel: string;
  onClose: () => void;
  class?: string;
  children: ComponentChildren;
}) => {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  const layer = useLayer();
  const ToastView = useContext(ToastContext);
  // In the same frame, so that keys typed at once go to the dialog, not behind it.
  useLayoutEffect(() => {
    const dialog = ref.current;
    const before = document.activeElement;
    if (dialog && !dialog.open) dialog.showModal();
    return () => {
      dialog?.close(); // while it is open, everything else is inert and can't be focused
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape does by keyboard what the backdrop does by pointer
    <dialog
      ref={ref}
      class={`b-dialog ${props.class ?? ""}`}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        props.onClose();
      }}
      onClick={(event) => {
        if (event.target === ref.current) props.onClose();
      }}
    >
      <div class="b-dialog-head">
        <h2 id={id}>{props.title}</h2>
        <IconButton label={props.closeLabel} onClick={props.onClose}>
          <Icon of={X} size={20} />
        </IconButton>
      </div>
      <div class="b-dialog-body">{props.children}</div>
      <ToastView layer={layer} />
    </dialog>
  );
};

export const Switch = (props: { label: string; on: boolean; onChange: (on: boolean) => void }) => (
  <label class="b-switch">
    <span>{props.label}</span>
    <input
      type="checkbox"
      role="switch"
      aria-checked={props.on}
      checked={props.on}
      onChange={(event) => props.onChange(event.currentTarget.checked)}
    />
  </label>
);

/** Steps of the size of text. Its buttons are never disabled, so that the focus stays on the one that is pressed. */
export const TextSizer = (props: {
  label: string;
  smaller: string;
  larger: string;
  size: TextSize;
  onChange: (size: TextSize) => void;
}) => (
  <fieldset class="b-sizer">
    <legend class="sr-only">{props.label}</legend>
    <span aria-hidden="true">{props.label}</span>
    {([-1, 1] as const).map((step) => (
      <button
        key={step}
        type="button"
        aria-label={step < 0 ? props.smaller : props.larger}
        aria-disabled={stepTextSize(props.size, step) === props.size}
        onClick={() => props.onChange(stepTextSize(props.size, step))}
      >
        {step < 0 ? "−" : "+"}
      </button>
    ))}
    <output>{props.size}%</output>
  </fieldset>
);

export const Spinner = (props: { label?: string }) => (
  <>
    <span class="b-spinner" aria-hidden="true" />
    {props.label ? <span class="sr-only">{props.label}</span> : null}
  </>
);

/** Empty state: says that there is nothing, and what to do. */
export const Empty = (props: { title: string; icon?: ComponentChildren; children?: ComponentChildren }) => (
  <div class="b-empty">
    {props.icon}
    <h2>{props.title}</h2>
    {props.children}
  </div>
);

export const TypingDots = () => (
  <span class="b-dots" aria-hidden="true">
    <i />
    <i />
    <i />
  </span>
);

/** `share` from 0 to 1. */
export const Progress = (props: { share: number; label: string }) => (
  <progress class="b-progress" max={1} value={props.share} aria-label={props.label} />
);
