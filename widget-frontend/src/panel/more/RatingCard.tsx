import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { directionOfInput } from "../text/direction";
import { words } from "../text/words";
import { StarIcon } from "../ui/icons";

interface RatingCardProps {
  /** What was given already. */
  rating: number | null;
  text: string;
  /** Rejects when it could not be stored. */
  onRate: (rating: number, text: string) => Promise<void>;
}

/** The server's own limit. */
const LIMIT = 1_000;

/** A question that can be left alone, and an answer that can be changed. */
export function RatingCard({ rating, text, onRate }: RatingCardProps): ReactNode {
  const [chosen, setChosen] = useState<number | null>(null);
  const [typed, setTyped] = useState("");
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);

  const form = useRef<HTMLFormElement>(null);
  const asksMore = chosen !== null;
  // What the stars bring forth comes below them, where nobody would look for it.
  useEffect(() => {
    if (asksMore) form.current?.scrollIntoView?.({ block: "end" });
  }, [asksMore]);

  const change = (): void => {
    setChosen(rating);
    setTyped(text);
  };

  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (chosen === null || busy) return;
    setBusy(true);
    setFailed(false);
    try {
      await onRate(chosen, typed.trim());
      setChosen(null);
    } catch {
      setFailed(true);
    }
    setBusy(false);
  };

  const isGiven = rating !== null && chosen === null;
  return (
    <form className="rating" ref={form} onSubmit={(event) => void send(event)}>
      <p className="given" role="status">
        {isGiven && `${words.rateThanks} ${words.ofFive(rating)}.`}
      </p>
      {isGiven ? (
        <button type="button" className="link" onClick={change}>
          {words.rateChange}
        </button>
      ) : (
        <>
          <fieldset>
            <legend>{words.rate}</legend>
            {words.ratings.map((name, index) => (
              <label key={name} className={index < (chosen ?? 0) ? "star on" : "star"} title={name}>
                <input
                  type="radio"
                  name="rating"
                  aria-label={`${words.ofFive(index + 1)}, ${name}`}
                  checked={chosen === index + 1}
                  onChange={() => setChosen(index + 1)}
                />
                <StarIcon />
              </label>
            ))}
          </fieldset>
          {chosen !== null && (
            <>
              <label className="label" htmlFor="rating-text">
                {words.rateText} <span className="muted">({words.optional})</span>
              </label>
              <textarea
                id="rating-text"
                rows={2}
                dir={directionOfInput(typed)}
                maxLength={LIMIT}
                value={typed}
                onInput={(event) => setTyped(event.currentTarget.value)}
              />
              <p className="error" role="alert">
                {failed && words.rateFailed}
              </p>
              <button type="submit" className="primary" disabled={busy}>
                {words.rateSend}
              </button>
            </>
          )}
        </>
      )}
    </form>
  );
}
