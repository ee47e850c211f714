// Hides the fields that do not count for what is chosen. Without it, all of them show.
const conditional = [...document.querySelectorAll("[data-show-if]")].map((field) => ({
  field,
  wanted: Object.entries(JSON.parse(field.dataset.showIf)),
}));

function value(id) {
  const element = document.getElementById(id);
  if (element === null) {
    return null;
  }
  if (element.type === "checkbox") {
    return String(element.checked);
  }
  if (element.tagName === "SELECT") {
    return element.value || element.dataset.default || "";
  }
  const text = element.value.trim();
  return text === "" ? element.dataset.default || "" : JSON.stringify(text);
}

function update() {
  for (const { field, wanted } of conditional) {
    const counts = wanted.every(([id, values]) => values.includes(value(id)));
    const wrong = field.querySelector("[aria-invalid]") !== null;
    field.hidden = !counts && !wrong;
  }
}

if (conditional.length > 0) {
  document.addEventListener("change", update);
  document.addEventListener("input", update);
  update();
}

// Opens the group of the field that an address points at.
function open() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const group = target?.closest("details");
  if (group) {
    group.open = true;
    target.scrollIntoView();
  }
}

addEventListener("hashchange", open);
open();

// Shows the redirect URI of the id that is being written.
const uri = document.querySelector("#redirect-uri[data-pattern]");
const id = document.getElementById("instance-id");
if (uri && id) {
  id.addEventListener("input", () => {
    uri.textContent = uri.dataset.pattern.replace("{id}", id.value.trim());
  });
  document.querySelector(".without-script")?.remove();
}
