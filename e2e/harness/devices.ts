import type { BrowserContextOptions } from "@playwright/test";

/** What customers hold in their hands. */
export interface Device {
  name: string;
  isPhone: boolean;
  options: BrowserContextOptions;
}

export const DESKTOP: Device = {
  name: "a desktop",
  isPhone: false,
  options: { viewport: { width: 1280, height: 800 } },
};

export const PHONE: Device = {
  name: "a phone",
  isPhone: true,
  options: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
};

export const DEVICES = [DESKTOP, PHONE];
