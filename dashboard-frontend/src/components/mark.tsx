/** The stonechat: slate head, white collar, ember breast. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden="true">
      <path
        className="fill-ember"
        d="M5 25.5C4.6 16 9.5 9 17 9c6 0 10 4.4 10 9.8C27 25 22 29 15.5 29c-4 0-7.6-.9-10.5-3.5Z"
      />
      <path
        className="fill-slate"
        d="M9.2 12.9C8.7 7 12.6 3 17.6 3c4.6 0 7.9 2.8 8.6 6.6L30 11.3l-3.6 1.8c-.3 2-1.3 3.7-2.8 4.9-4.7-.2-9.6-1.8-14.4-5.1Z"
      />
      <path
        className="fill-on-slate"
        d="M8.3 15.8c.1-1.1.4-2.1.9-2.9 4.8 3.3 9.7 4.9 14.4 5.1-.9.7-2 1.2-3.2 1.5-4.7-.2-8.6-1.5-12.1-3.7Z"
      />
      <circle className="fill-on-slate" cx="21.3" cy="9" r="1.3" />
    </svg>
  );
}
