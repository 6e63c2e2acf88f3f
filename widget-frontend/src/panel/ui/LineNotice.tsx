import type { ReactNode } from "react";
import type { Line } from "../chat/line";
import { words } from "../text/words";

export function LineNotice({ line }: { line: Line }): ReactNode {
  return (
    <p className="line" role="status">
      {line !== "fine" && words[line]}
    </p>
  );
}
