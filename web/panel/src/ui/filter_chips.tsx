// One of several filters, chosen by a press.

interface FilterChipsProps<Name extends string> {
  readonly label: string;
  readonly names: readonly Name[];
  readonly chosen: Name;
  readonly words: Readonly<Record<Name, string>>;
  readonly onChoose: (name: Name) => void;
  readonly class: string;
}

export const FilterChips = <Name extends string>(props: FilterChipsProps<Name>) => (
  <fieldset class={props.class}>
    <legend class="sr-only">{props.label}</legend>
    {props.names.map((name) => (
      <button
        key={name}
        type="button"
        class="p-chip"
        aria-pressed={name === props.chosen}
        onClick={() => props.onChoose(name)}
      >
        {props.words[name]}
      </button>
    ))}
  </fieldset>
);
