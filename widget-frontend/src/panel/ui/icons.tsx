import type { ReactNode } from "react";

function Icon({ path }: { path: string }): ReactNode {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={path} />
    </svg>
  );
}

export const CloseIcon = (): ReactNode => <Icon path="M6 6l12 12M18 6L6 18" />;
export const SendIcon = (): ReactNode => <Icon path="M12 19V5M5.5 11.5L12 5l6.5 6.5" />;
export const DownIcon = (): ReactNode => <Icon path="M12 5v14M5.5 12.5L12 19l6.5-6.5" />;
export const BackIcon = (): ReactNode => <Icon path="M19 12H5M11.5 5.5L5 12l6.5 6.5" />;
export const MoreIcon = (): ReactNode => <Icon path="M4 12h1.6M11.2 12h1.6M18.4 12h1.6" />;
export const StarIcon = (): ReactNode => (
  <Icon path="M12 3.6l2.6 5.3 5.8.8-4.2 4.1 1 5.8-5.2-2.7-5.2 2.7 1-5.8-4.2-4.1 5.8-.8z" />
);
export const WarningIcon = (): ReactNode => <Icon path="M12 8v5M12 16.5v.01M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z" />;
