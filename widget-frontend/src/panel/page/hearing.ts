import type { Api } from "@stonechat/openapi/client";
import type { Sayings } from "../../bridge";
import type { StonechatError } from "../../stonechat";
import type { Saved } from "../chat/saved";
import { isLocale, isTheme } from "../preferences";
import { Attributes } from "./attributes";
import { Identity } from "./identity";
import { Whereabouts } from "./whereabouts";

export interface HearingOptions {
  api: Pick<Api, "put">;
  saved: Pick<Saved, "state">;
  /** The page has said who the customer is. */
  onIdentity(): void;
  onError(error: StonechatError): void;
}

/** Understands what the page says, and tells the server. */
export class Hearing {
  readonly identity: Identity;
  readonly attributes: Attributes;
  readonly whereabouts: Whereabouts;
  readonly #hear: { [W in keyof Sayings]: (value: Sayings[W]) => void };

  /** `told`: the page's address that the server knows already. */
  constructor({ api, saved, onIdentity, onError }: HearingOptions, told: string | null) {
    const hasConversation = (): boolean => saved.state.conversation_id !== null;
    const hasSession = (): boolean => saved.state.resume_key !== null;
    this.identity = new Identity(onError);
    this.attributes = new Attributes({ api, hasSession, onError });
    this.whereabouts = new Whereabouts({ api, hasConversation, onError }, told);
    this.#hear = {
      identify: (identity) => {
        if (this.identity.offer(identity)) onIdentity();
      },
      setTokenProvider: (provider) => this.identity.provideBy(provider),
      setAttributes: (attributes) => this.attributes.set(attributes),
      setPage: (page) => this.whereabouts.set(page),
      // The panel follows these by itself, as far as they can be meant.
      setLocale: (wanted) => {
        if (!isLocale(wanted)) onError(badInput("setLocale takes a language tag such as “de”, or null."));
      },
      setTheme: (wanted) => {
        if (!isTheme(wanted)) onError(badInput("setTheme takes “light”, “dark” or “auto”."));
      },
    };
  }

  hear<W extends keyof Sayings>(what: W, value: Sayings[W]): void {
    this.#hear[what](value);
  }
}

function badInput(message: string): StonechatError {
  return { code: "bad_input", message };
}
