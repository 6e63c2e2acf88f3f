import { uuidv7 } from "@stonechat/openapi/client";
import { useState } from "react";

interface Making<Body> {
  body: Body;
  change: (part: Partial<Omit<Body, "id">>) => void;
}

/**
 * What is typed in order to make something. Other words make another thing: the id of one that may have arrived, though
 * its answer was lost, is not used for it. `onChange`: what was wrong before may be right now.
 */
export function useMaking<Body extends { id: string }>(start: Omit<Body, "id">, onChange: () => void): Making<Body> {
  const [body, setBody] = useState(() => ({ ...start, id: uuidv7() }) as Body);
  return {
    body,
    change: (part) => {
      setBody({ ...body, ...part, id: uuidv7() });
      onChange();
    },
  };
}
