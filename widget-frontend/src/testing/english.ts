import english from "../panel/text/catalogues/en";
import { speechOf } from "../panel/text/speech";
import { say } from "../panel/text/words";

/** Tests of the panel speak English, as long as they choose nothing else. */
export function sayEnglish(): void {
  say(english(speechOf("en")), "en");
}

sayEnglish();
