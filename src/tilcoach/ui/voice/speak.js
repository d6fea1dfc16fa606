// Passes on the sentence to speak; voice.js, elsewhere on the page, plays it.

export default function ({ data }) {
  window.tilcoachUtterance = data;
  window.dispatchEvent(new Event("tilcoach-utterance"));
}
