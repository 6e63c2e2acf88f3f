import { EVERYWHERE, Guest } from "../harness/guest.ts";
import { test } from "../harness/world.ts";

test("look", async ({ team, someone }) => {
  const place = EVERYWHERE.at(-1);
  if (!place) return;
  const guest = await Guest.comes(place, await Guest.browses(place, someone), await team.makesSite());
  await guest.page.waitForTimeout(1500);
  await guest.page.screenshot({ path: "/tmp/guests-shot.png" });
  console.log(
    await guest.page.evaluate(() =>
      [
        innerWidth,
        innerHeight,
        document.documentElement.clientWidth,
        document.documentElement.scrollWidth,
        visualViewport?.scale,
        visualViewport?.width,
        visualViewport?.height,
        String(
          document.querySelector("stonechat-widget")?.shadowRoot?.querySelector(".launcher")?.getBoundingClientRect().x,
        ),
        String(
          document.querySelector("stonechat-widget")?.shadowRoot?.querySelector(".launcher")?.getBoundingClientRect().y,
        ),
        matchMedia("(max-width: 479px)").matches,
        scrollX,
      ]
        .map(String)
        .join(),
    ),
  );
});
