// A chart by uPlot, redrawn when its data, its size or the colours change.
import { APPEARANCE_ATTRIBUTES } from "@baro/design";
import { useLayoutEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";

const HEIGHT_REM = 10;
const LABELS_REM = 0.75;

/** Pixels in a rem: axes grow with the text of the page. */
const remPx = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;

/** A colour of the design, as it is now. */
const colour = (name: string): string => {
  const probe = document.createElement("span");
  probe.style.color = `var(--${name})`;
  document.body.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
};

interface ChartSeries {
  readonly label: string;
  /** Name of a colour of the design, without dashes. */
  readonly colour: string;
}

export const Chart = (props: {
  title: string;
  /** What the chart shows, for those who don't see it. */
  summary: string;
  kind: "line" | "bars";
  x: readonly number[];
  /** Values by series; bars are drawn over each other, the largest first. */
  values: readonly (readonly number[])[];
  series: readonly ChartSeries[];
  formatX: (x: number) => string;
  /** The least that the axis spans, so that a single value has room. */
  span: number;
}) => {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const { kind, series, formatX } = props;
  const data = [props.x, ...props.values] as unknown as uPlot.AlignedData;
  const latest = useRef(data);
  latest.current = data;
  const range = (): uPlot.Range.MinMax => {
    const [min = 0, max = 0] = [latest.current[0][0], latest.current[0].at(-1)];
    return kind === "bars" ? [min - 0.5, max + 0.5] : [Math.min(min, max - props.span), max];
  };
  const names = series.map(({ label }) => label).join(" ");
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const bars = uPlot.paths.bars?.({ size: [0.7, 40] });
    const draw = () => {
      plot.current?.destroy();
      const rem = remPx();
      const { fontFamily } = getComputedStyle(element);
      const axis = {
        stroke: colour("text-3"),
        grid: { stroke: colour("line") },
        ticks: { show: false },
        font: `${LABELS_REM * rem}px ${fontFamily}`,
      };
      plot.current = new uPlot(
        {
          width: element.clientWidth,
          height: HEIGHT_REM * rem,
          legend: { show: false },
          cursor: { show: false },
          scales: { x: { time: false, range }, y: { range: (_, __, max) => [0, Math.max(4, max)] } },
          axes: [
            {
              ...axis,
              size: 1.75 * rem,
              space: (kind === "line" ? 5.6 : 3.1) * rem,
              values: (_, ticks) => ticks.map(formatX),
            },
            {
              ...axis,
              size: 2 * rem,
              values: (_, ticks) => ticks.map((tick) => (Number.isInteger(tick) ? String(tick) : "")),
            },
          ],
          series: [
            {},
            ...series.map((one) => ({
              label: one.label,
              stroke: colour(one.colour),
              width: 2,
              points: { show: kind === "line" && latest.current[0].length < 2, fill: colour(one.colour) },
              ...(kind === "bars" && bars ? { fill: colour(one.colour), width: 0, paths: bars } : {}),
            })),
          ],
        },
        latest.current,
        element,
      );
    };
    const observer = new ResizeObserver(draw);
    observer.observe(element);
    const dark = matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", draw);
    const chosen = new MutationObserver(draw);
    chosen.observe(document.documentElement, { attributeFilter: [...APPEARANCE_ATTRIBUTES] });
    return () => {
      observer.disconnect();
      chosen.disconnect();
      dark.removeEventListener("change", draw);
      plot.current?.destroy();
      plot.current = null;
    };
  }, [kind, names]);
  useLayoutEffect(() => plot.current?.setData(latest.current), [props.x, props.values]);
  return (
    <figure class="s-chart">
      <figcaption>
        <strong>{props.title}</strong>
        <span>{props.summary}</span>
        {series.length > 1 ? (
          <span class="s-legend">
            {series.map((one) => (
              <span key={one.label} style={{ "--dot": `var(--${one.colour})` }}>
                {one.label}
              </span>
            ))}
          </span>
        ) : null}
      </figcaption>
      <div ref={box} class="s-plot" role="img" aria-label={`${props.title}. ${props.summary}`} />
    </figure>
  );
};
