// The space bar presses Pause, R Repeat, T Look back, N Next person, F Fill the screen and Enter the
// button that begins, also after a click inside the camera's frame; but nothing while the replay is open, which has keys of its own.
(() => {
  if (window.tilcoachKeys) return;
  window.tilcoachKeys = true;

  const BUTTONS = {
    " ": ".st-key-pause button",
    Enter: ".st-key-begin button, .st-key-start button",
    r: ".st-key-repeat button",
    t: ".st-key-replay button",
    n: ".st-key-next button",
    f: ".st-key-fill button",
  };
  const REPLAY = ".st-key-replay-open";
  const TYPES = "input, textarea, select, [contenteditable=true], [role=combobox], [role=slider]";
  const PRESSES = "button, a, summary, [role=button], [role=radio], [role=option], [role=tab]";

  const onKey = (event) => {
    const at = event.target.closest ? event.target : document.body;
    const selector = BUTTONS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!selector || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (at.closest(TYPES) || document.querySelector(REPLAY)) return;
    if ((event.key === " " || event.key === "Enter") && at.closest(PRESSES)) return; // there it presses the focused element
    const button = document.querySelector(selector);
    if (!button || button.disabled) return;
    event.preventDefault();
    event.stopImmediatePropagation(); // otherwise Streamlit reruns the page at R
    button.click();
  };

  // A mouse click leaves the focus on Stop, which the space bar would press: move it away.
  const onClick = (event) => {
    if (event.detail === 0) return; // by the keyboard: the focus stays where it is
    setTimeout(() => {
      document.activeElement?.blur();
      window.focus();
    });
  };

  const listenIn = (frame) => {
    const inside = frame.contentDocument;
    if (!inside || inside.tilcoachKeys) return;
    inside.tilcoachKeys = true;
    inside.addEventListener("keydown", onKey, true);
    inside.addEventListener("click", onClick);
  };

  window.addEventListener("keydown", onKey, true);
  setInterval(() => document.querySelectorAll("iframe[title*=webrtc]").forEach(listenIn), 500);
})();
