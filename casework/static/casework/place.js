// <form data-place>: fills latitude, longitude and accuracy (metres) when the phone knows them, and says so in
// [data-place-status]. Where the phone does not know or may not tell, the form goes without.

const form = document.querySelector("form[data-place]");
if (form && navigator.geolocation) {
  const status = form.querySelector("[data-place-status]");
  const say = (words) => status && (status.textContent = words ?? "");
  navigator.geolocation.watchPosition(
    ({ coords }) => {
      fill("latitude", coords.latitude.toFixed(6));
      fill("longitude", coords.longitude.toFixed(6));
      fill("accuracy", Math.round(coords.accuracy));
      say((form.dataset.placeFound ?? "").replace("{metres}", Math.round(coords.accuracy)));
    },
    () => say(form.dataset.placeUnknown),
    { enableHighAccuracy: true, maximumAge: 30000, timeout: 20000 },
  );
}

function fill(name, value) {
  const field = form.elements.namedItem(name);
  if (field) field.value = value;
}
