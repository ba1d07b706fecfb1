// A message's text, with its links and telephone numbers as links. Never HTML.
import { linkify } from "@baro/design";

export const LinkedText = (props: { text: string }) => (
  <>
    {linkify(props.text).map((piece, index) =>
      piece.kind === "text" ? (
        piece.text
      ) : (
        <a
          key={index}
          href={piece.href}
          {...(piece.href.startsWith("tel:") ? {} : { target: "_blank", rel: "noopener noreferrer" })}
        >
          {piece.text}
        </a>
      ),
    )}
  </>
);
