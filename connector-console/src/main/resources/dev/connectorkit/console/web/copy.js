// Browsers have a clipboard for pages that came by https or from this machine, and for no other.
if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    // So that people hear what became of it who do not see the button.
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      const source = document.getElementById(button.dataset.copy);
      try {
        await navigator.clipboard.writeText(source.textContent);
        button.textContent = "Copied";
      } catch {
        // The person refused it: what is selected is copied by hand.
        getSelection().selectAllChildren(source);
        button.textContent = "Selected";
      }
    });
  }
}
