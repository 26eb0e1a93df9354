// <form data-draft="id">: what is typed is kept on the server while one types; where the server does not answer, on
// this device until it does. Files go up as they are chosen. Without this script every step is kept by its button.

const form = document.querySelector("form[data-draft]");
const status = document.querySelector("[data-draft-status]");
const waiting = `draft:${form.dataset.draft}:${location.pathname}`;
let timer;
let isLeaving = false;

const say = (words) => status && (status.textContent = words);
const typed = () => [...form.elements].filter((c) => c.name && !["file", "hidden", "submit", "button"].includes(c.type));
const isChoice = (control) => ["checkbox", "radio"].includes(control.type);

async function keep() {
  const words = new FormData(form);
  words.delete("files");
  words.set("quiet", "1");
  try {
    const answer = await fetch(location.pathname, { method: "POST", body: words });
    if (!answer.ok) throw answer.status;
    localStorage.removeItem(waiting);
    say(form.dataset.kept.replace("{time}", new Date().toTimeString().slice(0, 5)));
  } catch {
    if (isLeaving) return;
    say(form.dataset.waiting);
    timer = setTimeout(keep, 15000);
  }
}

function changed() {
  // Who they are is not left on a device that others may use.
  const here = typed().filter((c) => !("unsaved" in c.dataset));
  localStorage.setItem(waiting, JSON.stringify(here.map((c) => [c.name, c.value, c.checked ?? null])));
  clearTimeout(timer);
  timer = setTimeout(keep, 800);
}

function bringBack() {
  const left = JSON.parse(localStorage.getItem(waiting) ?? "[]");
  for (const [name, value, checked] of left) {
    const control = typed().find((c) => c.name === name && (!isChoice(c) || c.value === value));
    if (!control) continue;
    if (isChoice(control)) control.checked = checked;
    else control.value = value;
  }
  if (left.length) keep();
}

// What was posted is on the server, and newer there: the next page is open, or this one is the answer.
const posted = sessionStorage.getItem("posted");
if (posted && posted !== waiting) localStorage.removeItem(posted);
if ("answer" in form.dataset) localStorage.removeItem(waiting);
else bringBack();
form.addEventListener("input", (event) => event.target.type !== "file" && changed());
addEventListener("online", () => localStorage.getItem(waiting) && keep());
form.addEventListener("submit", () => {
  clearTimeout(timer);
  isLeaving = true;
  sessionStorage.setItem("posted", waiting);
});

// Ctrl+Enter is the main button, from wherever one types, and so is Enter alone beside the button that looks in the
// register. Beside buttons that add and take out files, Enter would press the first of them.
form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  const isMain = event.ctrlKey || event.metaKey || event.target.closest("[data-look]");
  if (isMain) form.requestSubmit(form.querySelector(".btn.main"));
  if (isMain || (event.target.tagName === "INPUT" && form.querySelector("[data-uploads]"))) event.preventDefault();
});

// --- Files ---

const uploads = form.querySelector("[data-uploads]");
if (uploads) {
  uploads.querySelector("[data-by-hand]").hidden = true;
  const input = uploads.querySelector("input[type=file]");
  input.addEventListener("change", async () => {
    const chosen = [...input.files];
    input.value = "";
    for (const file of chosen) await sendUp(file);
  });
}

function sendUp(file) {
  const row = document.createElement("li");
  const words = document.createElement("div");
  const said = Object.assign(document.createElement("p"), { className: "state going" });
  const bar = Object.assign(document.createElement("progress"), { max: 100, value: 0 });
  bar.setAttribute("aria-label", file.name);
  words.append(said, bar);
  row.append(document.createElement("span"), words);
  uploads.querySelector("[data-going]").append(row);
  const tell = (share) => {
    bar.value = share;
    said.textContent = uploads.dataset.sending.replace("{name}", file.name).replace("{share}", share);
  };
  tell(0);
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.elements.namedItem("csrfmiddlewaretoken").value);
  body.set("quiet", "1");
  body.set("files", file);
  if (form.elements.namedItem("token")) body.set("token", form.elements.namedItem("token").value);
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", (event) => event.lengthComputable && tell(Math.floor((event.loaded / event.total) * 100)));
    request.addEventListener("loadend", () => {
      if ([200, 422].includes(request.status)) {
        uploads.querySelector("[data-papers]").innerHTML = request.responseText;
        row.remove();
      } else {
        said.className = "state bad";
        said.textContent = uploads.dataset.failed.replace("{name}", file.name);
        bar.remove();
      }
      done();
    });
    request.open("POST", location.pathname);
    request.send(body);
  });
}

// --- Where it happened: noted by a button, and taken out by the same ---

const here = form.querySelector("[data-here]");
if (here && navigator.geolocation) {
  here.hidden = false;
  const [button, answer] = here.children;
  const point = ["latitude", "longitude"].map((name) => form.elements.namedItem(name));
  const show = () => (button.textContent = point[0].value ? button.dataset.forget : button.dataset.note);
  const note = (values, words) => {
    point.forEach((field, place) => (field.value = values[place]));
    answer.textContent = words;
    show();
    changed();
  };
  button.addEventListener("click", () => {
    if (point[0].value) return note(["", ""], "");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => note([coords.latitude.toFixed(6), coords.longitude.toFixed(6)], button.dataset.found),
      () => (answer.textContent = button.dataset.unknown),
      { timeout: 20000 },
    );
  });
  show();
}
