// <input type="file" data-preview="id of a list">: shows what was chosen, each with its name and size.

for (const input of document.querySelectorAll("input[type=file][data-preview]")) {
  const list = document.getElementById(input.dataset.preview);
  input.addEventListener("change", () => {
    for (const image of list.querySelectorAll("img")) URL.revokeObjectURL(image.src);
    list.replaceChildren(...[...input.files].map(row));
  });
}

function row(file) {
  const item = document.createElement("li");
  const words = document.createElement("div");
  const size = document.createElement("p");
  words.append(Object.assign(document.createElement("p"), { textContent: file.name }));
  size.className = "state";
  size.textContent = file.size > 1e6 ? `${(file.size / 1e6).toFixed(1)}MB` : `${Math.ceil(file.size / 1e3)}KB`;
  words.append(size);
  item.append(picture(file), words);
  return item;
}

function picture(file) {
  if (!file.type.startsWith("image/")) return document.createElement("span");
  return Object.assign(new Image(), { className: "picture", alt: "", src: URL.createObjectURL(file) });
}
