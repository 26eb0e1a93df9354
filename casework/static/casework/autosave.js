// <form data-autosave="a name of the draft" data-saved="Saved at {time}">: what is typed stays on this phone until sent.
// Files, passwords and whatever carries data-unsaved are left out.

const form = document.querySelector("form[data-autosave]");
if (form) keep(form);

function keep(form) {
  const key = `draft:${form.dataset.autosave}`;
  const status = form.querySelector("[data-autosave-status]");
  restore(form, key);
  let timer;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      localStorage.setItem(key, JSON.stringify(typed(form)));
      if (status) status.textContent = (form.dataset.saved ?? "").replace("{time}", new Date().toTimeString().slice(0, 5));
    }, 600);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    localStorage.setItem(key, JSON.stringify(typed(form)));
  });
}

// The page after a successful sending carries <meta name="draft-sent" content="the same name">.
const sent = document.querySelector('meta[name="draft-sent"]');
if (sent) localStorage.removeItem(`draft:${sent.content}`);

function controls(form) {
  return [...form.elements].filter(
    (c) => c.name && !["file", "hidden", "password", "submit", "button"].includes(c.type) && !("unsaved" in c.dataset),
  );
}

function typed(form) {
  return controls(form).map((c) => [c.name, c.value, c.checked ?? null]);
}

// What the server sent back wins over the draft: only an untouched form is filled.
function restore(form, key) {
  const draft = JSON.parse(localStorage.getItem(key) ?? "[]");
  const isUntouched = controls(form).every((c) => (c.type === "checkbox" || c.type === "radio" ? c.checked === c.defaultChecked : !c.value || c.tagName === "SELECT"));
  if (!draft.length || !isUntouched || form.querySelector("[aria-invalid]")) return;
  for (const control of controls(form)) {
    const isChoice = control.type === "checkbox" || control.type === "radio";
    const found = draft.find(([name, value]) => name === control.name && (!isChoice || value === control.value));
    if (!found) continue;
    if (isChoice) control.checked = found[2];
    else control.value = found[1];
  }
}
