// Runs in every frame before the page does. Remembers each connection that WebRTC makes.
(() => {
  const Original = window.RTCPeerConnection;
  if (!Original) return;
  const peers = (window.tilcoachPeers = []);
  window.RTCPeerConnection = class extends Original {
    constructor(...options) {
      super(...options);
      peers.push(this);
    }
  };
  // The addresses at both ends of each way that was tried or offered, and what kind they are.
  window.tilcoachWays = async () => {
    const ways = [];
    for (const peer of peers)
      for (const found of (await peer.getStats()).values())
        if (found.type === "local-candidate" || found.type === "remote-candidate")
          ways.push({ end: found.type, kind: found.candidateType, address: found.address ?? "" });
    return ways;
  };
})();
