// Colours, type and space of the tokens.

const COLOURS = {
  Ground: ["page", "surface", "surface-2", "surface-3", "line", "line-strong"],
  Words: ["text", "text-2", "text-3", "brand-text"],
  Brand: ["brand", "on-brand", "brand-soft", "focus"],
  Meaning: ["good", "good-soft", "warn", "warn-soft", "bad", "bad-soft", "on-bad", "note", "note-soft"],
  Found: ["found", "found-here", "on-found", "found-edge"],
};

export const Colours = () => (
  <section class="k-section" aria-labelledby="colours">
    <h2 id="colours">Colours</h2>
    {Object.entries(COLOURS).map(([group, names]) => (
      <div key={group} class="k-group">
        <h3>{group}</h3>
        <ul class="k-swatches">
          {names.map((name) => (
            <li key={name}>
              <span class="k-swatch" style={{ background: `var(--${name})` }} />
              <code>{name}</code>
            </li>
          ))}
        </ul>
      </div>
    ))}
  </section>
);

export const Types = () => (
  <section class="k-section" aria-labelledby="type">
    <h2 id="type">Type</h2>
    {[1, 2, 3, 4, 5, 6].map((size) => (
      <p key={size} class="k-type" style={{ fontSize: `var(--size-${size})` }}>
        <code>size-{size}</code> 사고가 났을 때 바로, 24시간 함께해요. Right away, day and night. 1588-0000
      </p>
    ))}
  </section>
);

export const Sizes = () => (
  <section class="k-section" aria-labelledby="space">
    <h2 id="space">Space and corners</h2>
    <ul class="k-swatches">
      {[1, 2, 3, 4, 5, 6, 8].map((size) => (
        <li key={size}>
          <span class="k-space" style={{ width: `var(--space-${size})` }} />
          <code>space-{size}</code>
        </li>
      ))}
      {["1", "2", "3", "round"].map((size) => (
        <li key={size}>
          <span class="k-corner" style={{ borderRadius: `var(--radius-${size})` }} />
          <code>radius-{size}</code>
        </li>
      ))}
    </ul>
  </section>
);
