// Controls with their label, hint and error: text in one line, text in several, a choice of options.
import type { ComponentChildren } from "preact";
import { Field } from "./components";

interface FieldProps<Value> {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly optional?: string | undefined;
  readonly error?: string | undefined;
  readonly value: Value;
  readonly onValue: (value: string) => void;
}

interface TextLimits {
  readonly autocomplete?: string;
  readonly autofocus?: boolean;
  readonly required?: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
}

interface InputProps extends FieldProps<string>, TextLimits {
  readonly type?: "date" | "datetime-local" | "email" | "tel" | "text";
  readonly inputMode?: "decimal" | "numeric" | "text";
  readonly pattern?: string;
  readonly min?: string;
}

interface SelectProps extends FieldProps<string | number> {
  readonly autofocus?: boolean;
  readonly required?: boolean;
  readonly children: ComponentChildren;
}

export const InputField = ({ label, hint, optional, error, onValue, type = "text", ...rest }: InputProps) => (
  <Field label={label} hint={hint} optional={optional} error={error}>
    {(ids) => (
      <input
        {...rest}
        {...ids}
        type={type as "text" /* the attributes that each type allows are those of InputProps */}
        class="b-input"
        onInput={(event) => onValue(event.currentTarget.value)}
      />
    )}
  </Field>
);

export const TextField = ({
  label,
  hint,
  optional,
  error,
  onValue,
  ...rest
}: FieldProps<string> & TextLimits) => (
  <Field label={label} hint={hint} optional={optional} error={error}>
    {(ids) => (
      <textarea
        rows={3}
        {...rest}
        {...ids}
        class="b-input"
        onInput={(event) => onValue(event.currentTarget.value)}
      />
    )}
  </Field>
);

export const SelectField = ({ label, hint, optional, error, onValue, ...rest }: SelectProps) => (
  <Field label={label} hint={hint} optional={optional} error={error}>
    {(ids) => (
      <select {...rest} {...ids} class="b-input" onChange={(event) => onValue(event.currentTarget.value)} />
    )}
  </Field>
);
