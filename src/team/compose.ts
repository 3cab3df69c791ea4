import { type Event, EVENT_ID, getScalarValue, SCALAR_STYLE } from "js-yaml";
import type { Failure } from "../errors.ts";

/** Where a value begins in the text, and what it holds: items as `[0]`, fields as `.name`. */
export interface Place {
  offset: number;
  below: Map<string, Place>;
}

/** The failure for what stands at an offset of the text. */
export type Refuse = (
  what: "syntax" | "alias" | "tag" | "twice",
  offset: number,
  reason?: string,
) => Failure;

/**
 * The value of the one document of which the parser tells, and its place: a field stands where its key does.
 * Throws what it is given for aliases, tags, a key twice or that is no word.
 */
export function compose(text: string, events: readonly Event[], refuse: Refuse) {
  const rest = events.values();
  /** Of the latest event that stands anywhere. */
  let offset = 0;

  function take(): Event {
    const event = rest.next().value ?? { type: EVENT_ID.POP };
    offset = offsetOf(event) ?? offset;
    if ("anchorStart" in event && event.anchorStart !== -1) {
      throw refuse("alias", event.anchorStart - 1);
    }
    if ("tagStart" in event && event.tagStart !== -1) throw refuse("tag", event.tagStart);
    return event;
  }

  /** What the collection holds that was begun. */
  function* members(): Generator<Event> {
    for (let event = take(); event.type !== EVENT_ID.POP; event = take()) yield event;
  }

  const placeIn = ({ below }: Place, name: string): Place => {
    const place = { offset, below: new Map<string, Place>() };
    below.set(name, place);
    return place;
  };

  function valueOf(event: Event, place: Place): unknown {
    if (event.type === EVENT_ID.SCALAR) {
      const word = getScalarValue(text, event);
      return event.style === SCALAR_STYLE.PLAIN ? plain(word) : word;
    }
    if (event.type === EVENT_ID.SEQUENCE) {
      const items: unknown[] = [];
      for (const item of members()) items.push(valueOf(item, placeIn(place, `[${items.length}]`)));
      return items;
    }
    const fields = new Map<string, unknown>();
    for (const key of members()) {
      const name = key.type === EVENT_ID.SCALAR ? getScalarValue(text, key) : null;
      if (name === null) throw refuse("syntax", offset, "a key must be a text");
      if (fields.has(name)) throw refuse("twice", offset);
      const below = placeIn(place, `.${name}`);
      fields.set(name, valueOf(take(), below));
    }
    return Object.fromEntries(fields);
  }

  const isEmpty = take().type === EVENT_ID.POP;
  const first = isEmpty ? null : take();
  const place: Place = { offset, below: new Map() };
  const value = first === null ? null : valueOf(first, place);
  take();
  if (take().type !== EVENT_ID.POP) {
    // Another document: where its value stands.
    take();
    throw refuse("syntax", offset, "a second document");
  }
  return { value, place };
}

/** Where an event stands; null where it is the end of something, or nothing between two signs. */
function offsetOf(event: Event): number | null {
  switch (event.type) {
    case EVENT_ID.SCALAR: {
      const isQuoted =
        event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED;
      return event.valueStart === -1 ? null : event.valueStart - (isQuoted ? 1 : 0);
    }
    case EVENT_ID.SEQUENCE:
    case EVENT_ID.MAPPING:
      return event.start;
    default:
      return null;
  }
}

const decimal = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;

/** What a word without quotes is: the core schema of YAML 1.2 (§10.3.2). */
function plain(word: string): unknown {
  if (/^(?:null|Null|NULL|~|)$/.test(word)) return null;
  if (/^(?:true|True|TRUE|false|False|FALSE)$/.test(word)) return /^t/i.test(word);
  if (decimal.test(word) || /^0(?:o[0-7]+|x[\da-fA-F]+)$/.test(word)) return Number(word);
  const infinite = /^([-+]?)\.(?:inf|Inf|INF)$/.exec(word);
  if (infinite !== null) return Number(`${infinite[1]}Infinity`);
  return /^\.(?:nan|NaN|NAN)$/.test(word) ? Number.NaN : word;
}
