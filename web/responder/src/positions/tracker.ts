// Follows the device's position while the responder is on duty.
import { signal } from "@preact/signals";
import type { FixQueue } from "./fix_queue";
import { FixSender, type SendFixes } from "./fix_sender";
import { type Fix, isWorthSending, type Phase, type Place } from "./fixes";

/** The part of `navigator.geolocation` that is needed. */
export type Geolocation = Pick<globalThis.Geolocation, "watchPosition" | "clearWatch">;

/** `denied`: the person or the system doesn't allow it. `missing`: there is no signal or no receiver. */
type TrackState = "off" | "searching" | "found" | "denied" | "missing";

interface TrackerOptions {
  readonly geolocation: Geolocation | undefined;
  readonly queue: FixQueue;
  readonly send: SendFixes;
  readonly phase: (truck: Place) => Phase;
  /** How often the server wants a position, in seconds; 0 before it has said so. */
  readonly interval: () => number;
  /** Server time minus this device's, ms: a phone's wrong clock must not date its positions. */
  readonly skew: () => number;
}

const OPTIONS: PositionOptions = { enableHighAccuracy: true, maximumAge: 2_000, timeout: 30_000 };
const PERMISSION_DENIED = 1;

export class Tracker {
  readonly state = signal<TrackState>("off");
  /** Where the truck is, also between the positions that are sent. */
  readonly place = signal<Place | null>(null);
  readonly sender: FixSender;
  private readonly options: TrackerOptions;
  private watch: number | null = null;
  private last: Fix | null;

  constructor(options: TrackerOptions) {
    this.options = options;
    this.sender = new FixSender(options.queue, options.send);
    this.last = options.queue.last;
  }

  start(): void {
    const { geolocation } = this.options;
    if (this.watch !== null) return;
    if (!geolocation) {
      this.state.value = "missing";
      return;
    }
    this.state.value = "searching";
    this.watch = geolocation.watchPosition(
      ({ coords, timestamp }) => this.onFix(coords, timestamp),
      ({ code }) => {
        this.state.value = code === PERMISSION_DENIED ? "denied" : "missing";
      },
      OPTIONS,
    );
  }

  /** After sleep: a browser may have ended the watch without saying so. */
  restart(): void {
    if (this.watch === null) return;
    this.options.geolocation?.clearWatch(this.watch);
    this.watch = null;
    this.start();
  }

  stop(): void {
    if (this.watch !== null) this.options.geolocation?.clearWatch(this.watch);
    this.watch = null;
    this.state.value = "off";
  }

  private onFix(coords: GeolocationCoordinates, timestamp: number): void {
    this.state.value = "found";
    const fix: Fix = {
      lat: round(coords.latitude, 6),
      lon: round(coords.longitude, 6),
      at: Math.round(timestamp + this.options.skew()),
      accuracy: Math.round(coords.accuracy),
    };
    this.place.value = fix;
    const { phase, interval } = this.options;
    if (!isWorthSending(fix, this.last, phase(fix), interval())) return;
    this.last = fix;
    this.options.queue.add(fix);
    this.sender.waiting.value = this.options.queue.length;
    void this.sender.flush();
  }
}

const round = (value: number, digits: number): number => Number(value.toFixed(digits));
