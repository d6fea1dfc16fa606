// Notes what the voice tells, and when a cue is first seen on the page.
window.tilcoachHeard = [];
window.tilcoachShown = [];
window.addEventListener("tilcoach-voice", ({ detail }) => {
  window.tilcoachHeard.push({ at_ms: performance.now(), ...detail });
});
new MutationObserver(() => {
  const text = document.querySelector(".tc-cue")?.textContent;
  if (text && text !== window.tilcoachShown.at(-1)?.text)
    window.tilcoachShown.push({ at_ms: performance.now(), text });
}).observe(document, { subtree: true, childList: true, characterData: true });
