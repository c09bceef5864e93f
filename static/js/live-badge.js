// <live-badge data-lost>: says whether what stands on the page still follows. Without script it says nothing.
class LiveBadge extends HTMLElement {
  connectedCallback() {
    this.live = this.textContent;
    document.addEventListener("live", (event) => this.show(event.detail));
  }

  // Words change only when the state does, so that they are read out once.
  show(state) {
    if (this.getAttribute("state") === state) return;
    this.setAttribute("state", state);
    this.hidden = false;
    this.textContent = state === "live" ? this.live : this.dataset.lost;
  }
}

customElements.define("live-badge", LiveBadge);
