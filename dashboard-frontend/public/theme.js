// Runs before the first paint: who chose a theme never sees a flash of the other one. src/lib/theme.ts keeps the choice.
try {
  const theme = localStorage.getItem("stonechat.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // A browser that keeps nothing follows the device.
}
