import { CircleAlert } from "lucide-react";

/** What is wrong with a form as a whole; it is read out when it comes. */
export function FormProblem({ text }: { text: string | null }) {
  return (
    <div role="alert" className="empty:hidden">
      {text !== null && (
        <p className="flex items-start gap-2 rounded-control bg-red-soft px-3 py-2 text-13 text-red">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {text}
        </p>
      )}
    </div>
  );
}
