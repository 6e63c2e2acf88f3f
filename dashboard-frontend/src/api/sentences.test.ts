import { ApiError } from "@stonechat/openapi/client";
import { afterEach, describe, expect, it } from "vitest";
import { speak } from "@/lib/words";
import { fieldProblems, isMissing, sentenceFor } from "./sentences";

function refusal(status: number, code: string, detail: string, ...errors: { pointer: string; detail: string }[]) {
  return new ApiError(status, { type: "", title: "", status, code, detail, errors });
}

const SEATS = refusal(409, "no_seat", "All 2 seats are taken.");
const FIELDS = refusal(
  422,
  "invalid_input",
  "No.",
  { pointer: "/email", detail: "This does not look like an email address." },
  { pointer: "/name", detail: "Too odd." },
);

afterEach(() => speak(null));

describe("what went wrong", () => {
  it("is what the API says, or what everybody understands where it says nothing", () => {
    expect(sentenceFor(SEATS)).toBe("All 2 seats are taken.");
    expect([new ApiError(0), new ApiError(429), new ApiError(503), new ApiError(400)].map(sentenceFor)).toEqual([
      "We can't reach the server. Check your connection and try again.",
      "That was a lot at once. Wait a moment and try again.",
      "The server has a problem. Try again in a moment.",
      "That didn't work. Try again.",
    ]);
  });

  it("is said in the agent's own language, and never half in another", async () => {
    await speak("de");

    expect(sentenceFor(SEATS)).toMatch(/^Alle Plätze sind belegt/);
    expect(sentenceFor(refusal(409, "something_new", "An English sentence."))).toBe(
      "Das hat nicht geklappt. Versuche es noch einmal.",
    );
  });
});

describe("what is wrong with a field", () => {
  it("stands under its pointer, in the agent's language where we have the words", async () => {
    expect(fieldProblems(FIELDS)).toEqual({
      "/email": "This does not look like an email address.",
      "/name": "Too odd.",
    });

    await speak("de");
    expect(fieldProblems(FIELDS)).toEqual({
      "/email": "Das sieht nicht nach einer E-Mail-Adresse aus.",
      "/name": "Das passt hier nicht. Prüfe die Eingabe.",
    });
  });

  it("is nothing where no field is the cause", () => {
    expect([fieldProblems(SEATS), fieldProblems(new Error("other")), fieldProblems(null)]).toEqual([{}, {}, {}]);
    expect(isMissing(refusal(404, "not_found", ""))).toBe(true);
  });
});
