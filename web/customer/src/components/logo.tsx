// The insurer's logo: the configured picture, or a speech bubble in the brand colour.
import { config } from "../model";

export const Logo = (props: { size?: "large" }) => {
  const brand = config.value?.brand;
  if (brand?.logo) return <img class="c-logo" data-size={props.size} src={brand.logo} alt={brand.name} />;
  return (
    <span class="c-logo" data-size={props.size}>
      <svg viewBox="0 0 32 32" aria-hidden="true">
        <path d="M6 6h20a4 4 0 0 1 4 4v10a4 4 0 0 1-4 4h-9l-7 6v-6H6a4 4 0 0 1-4-4V10a4 4 0 0 1 4-4Z" />
        <path class="c-logo-tick" d="m10.5 15 4 4 7.5-8" />
      </svg>
      <span>{brand?.short}</span>
    </span>
  );
};
