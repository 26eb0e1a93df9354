// Every page: focus goes where the reader must look next. Pages work the same without this.

// On load, for an address that ends in #main (the skip link) would take the focus away again.
const summary = document.querySelector("[data-error-summary]");
summary?.focus();
addEventListener("load", () => summary?.focus());

for (const state of document.querySelectorAll("[data-network]")) {
  const show = () => (state.textContent = navigator.onLine ? "" : state.dataset.offline);
  addEventListener("online", show);
  addEventListener("offline", show);
  show();
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

// A printed page shows what is folded away on the screen.
addEventListener("beforeprint", () => {
  for (const fold of document.querySelectorAll("main details:not([open])")) {
    fold.open = true;
    fold.dataset.closeAgain = "";
  }
});
addEventListener("afterprint", () => {
  for (const fold of document.querySelectorAll("[data-close-again]")) {
    fold.open = false;
    delete fold.dataset.closeAgain;
  }
});

// htmx: a swapped fragment gets the focus at its heading, and one sentence is read out. A fragment that answers
// while somebody types (data-quiet) leaves the focus alone.
document.addEventListener("htmx:afterSwap", ({ detail }) => {
  const part = detail.target.isConnected ? detail.target : document.getElementById(detail.target.id);
  if (!part) return;
  const say = part.querySelector("[data-say]");
  if (say) document.getElementById("live").textContent = say.dataset.say;
  if (part.closest("[data-quiet]")) return;
  const heading = part.querySelector("[data-error-summary], h1, h2, h3");
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus();
});

// A sheet that is drawn anew (data-quiet) keeps what was typed while its answer was on the way, and asks again.
let later = [];
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const sheet = document.getElementById(detail.target.id);
  if (!sheet?.matches("[data-quiet]")) return;
  detail.target = sheet; // an earlier answer may have replaced the one that asked
  const sent = detail.requestConfig.formData;
  later = controls(sheet).filter((c) => (isChoice(c) ? c.checked !== sent.getAll(c.name).includes(c.value) : c.value !== (sent.get(c.name) ?? "")));
});
document.addEventListener("htmx:load", ({ detail }) => {
  if (!detail.elt.matches("[data-quiet]")) return;
  for (const control of controls(detail.elt)) {
    const typed = later.find((c) => c.name === control.name && (!isChoice(c) || c.value === control.value));
    if (!typed) continue;
    if (isChoice(control)) control.checked = typed.checked;
    else control.value = typed.value;
    control.dispatchEvent(new Event("change", { bubbles: true }));
  }
  later = [];
});

function controls(part) {
  return [...part.querySelectorAll("input[name], select[name], textarea[name]")].filter((c) => c.type !== "hidden");
}

function isChoice(control) {
  return control.type === "checkbox" || control.type === "radio";
}
