// <canvas class="signature" data-signature="id of a hidden input">: the strokes become a PNG in the input.
// A [data-clear="id of the canvas"] button empties it. Without a pen, the paper copy is signed and scanned.

for (const canvas of document.querySelectorAll("canvas[data-signature]")) sign(canvas);

function sign(canvas) {
  const input = document.getElementById(canvas.dataset.signature);
  const ratio = devicePixelRatio || 1;
  canvas.width = canvas.clientWidth * ratio;
  canvas.height = canvas.clientHeight * ratio;
  const pen = canvas.getContext("2d");
  pen.scale(ratio, ratio);
  Object.assign(pen, { lineWidth: 2.5, lineCap: "round", lineJoin: "round", strokeStyle: "#182126" });
  let isDown = false;
  canvas.addEventListener("pointerdown", (event) => {
    isDown = true;
    canvas.setPointerCapture(event.pointerId);
    pen.beginPath();
    pen.moveTo(event.offsetX, event.offsetY);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!isDown) return;
    pen.lineTo(event.offsetX, event.offsetY);
    pen.stroke();
  });
  canvas.addEventListener("pointerup", () => {
    isDown = false;
    input.value = canvas.toDataURL("image/png");
  });
  document.querySelector(`[data-clear="${canvas.id}"]`)?.addEventListener("click", () => {
    pen.clearRect(0, 0, canvas.width, canvas.height);
    input.value = "";
  });
}
