// Gives the page voices: of this machine, of somebody's server, and of another language.
(() => {
  const voice = (name, lang, localService) => ({ name, lang, localService, voiceURI: name });
  const voices = [
    voice("Wolk", "nl-NL", false),
    voice("Vlaams", "nl-BE", true),
    voice("Hollands", "nl-NL", true),
    voice("British", "en-GB", true),
  ];
  window.tilcoachSpoken = [];
  class Said {
    constructor(text) {
      this.text = text;
    }
  }
  window.SpeechSynthesisUtterance = Said;
  Object.defineProperty(window, "speechSynthesis", {
    value: {
      getVoices: () => voices,
      addEventListener: () => {},
      cancel: () => {},
      speak: (said) => {
        window.tilcoachSpoken.push({ text: said.text, voice: said.voice?.name });
        said.onstart();
        said.onend();
      },
    },
  });
})();
