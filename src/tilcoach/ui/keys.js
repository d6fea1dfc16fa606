// The space bar presses Pause, R Repeat, T Look back and N Next person, also after a click inside
// the camera's frame; but nothing while the last lift is looked at, which has keys of its own.
(() => {
  if (window.tilcoachKeys) return;
  window.tilcoachKeys = true;

  const BUTTONS = {
    " ": ".st-key-pause button",
    r: ".st-key-repeat button",
    t: ".st-key-look-back button",
    n: ".st-key-next button",
  };
  const LOOKING_BACK = ".st-key-look-back-shown";
  const TYPES = "input, textarea, select, [contenteditable=true], [role=combobox], [role=slider]";
  const PRESSES = "button, a, summary, [role=button], [role=radio], [role=option], [role=tab]";

  const onKey = (event) => {
    const at = event.target.closest ? event.target : document.body;
    const selector = BUTTONS[event.key.length === 1 ? event.key.toLowerCase() : ""];
    if (!selector || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (at.closest(TYPES) || document.querySelector(LOOKING_BACK)) return;
    if (event.key === " " && at.closest(PRESSES)) return; // there it presses what has the focus
    const button = document.querySelector(selector);
    if (!button || button.disabled) return;
    event.preventDefault();
    event.stopImmediatePropagation(); // or Streamlit would run the page anew at R
    button.click();
  };

  // A mouse click leaves the focus on Stop, which the space bar would press: give it back.
  const onClick = (event) => {
    if (event.detail === 0) return; // by the keyboard: whoever tabs there wants to stay there
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
