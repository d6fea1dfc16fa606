// The button that fills the screen lets the browser fill it as well; Escape gives it back.
(() => {
  if (window.tilcoachLarge) return;
  window.tilcoachLarge = true;

  const FILL = ".st-key-fill button";
  let byButton = false; // the page goes back already: leaving the full screen asks for nothing more
  window.addEventListener("click", (event) => {
    if (!event.target.closest?.(FILL)) return;
    if (document.fullscreenElement) {
      byButton = true;
      document.exitFullscreen().catch(() => {});
    } else if (!document.querySelector(".tc-large-on"))
      document.documentElement.requestFullscreen?.().catch(() => {});
  }, true);
  document.addEventListener("fullscreenchange", () => {
    if (document.fullscreenElement) return;
    if (!byButton && document.querySelector(".tc-large-on")) document.querySelector(FILL)?.click();
    byButton = false;
  });
})();
