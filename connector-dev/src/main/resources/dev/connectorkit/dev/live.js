// Loads the page anew when the workbench has taken up a change.
const shown = document.currentScript.dataset.revision;
const look = async () => {
  try {
    const now = await (await fetch("/revision", { cache: "no-store" })).text();
    if (now !== shown) {
      location.reload();
      return;
    }
  } catch (gone) {
    // The workbench is stopped; it may come back.
  }
  setTimeout(look, 500);
};
look();
