// The viewer of a case's pages: zoom, turn, go to the place that a field was read from.
import { all, one } from "./find.js";
export const stage = one("#stage");
const view = { scale: 1, x: 0, y: 0, turn: 0, sheet: null };
function draw(eased) {
  view.sheet.classList.toggle("eased", Boolean(eased));
  view.sheet.style.transform = `translate(${view.x}px, ${view.y}px) rotate(${view.turn}deg) scale(${view.scale})`;
}
function size() {
  const image = one("img", view.sheet);
  return [Number(image.getAttribute("width")), Number(image.getAttribute("height"))];
}
// The sheet turns about its left upper corner; this is where that corner lies when the turned sheet's begins at 0, 0.
function corner(width, height) {
  return { 0: [0, 0], 90: [height, 0], 180: [width, height], 270: [0, width] }[view.turn];
}
function turned(left, top, right, bottom, width, height) {
  const points = { 0: (x, y) => [x, y], 90: (x, y) => [height - y, x], 180: (x, y) => [width - x, height - y], 270: (x, y) => [y, width - x] }[view.turn];
  const [a, b] = [points(left, top), points(right, bottom)];
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1])];
}
function place(scale, centreX, centreY, eased) {
  const [width, height] = size();
  const [cornerX, cornerY] = corner(width, height);
  view.scale = scale;
  view.x = stage.clientWidth / 2 - (centreX - cornerX) * scale;
  view.y = stage.clientHeight / 2 - (centreY - cornerY) * scale;
  draw(eased);
}
export function fit(eased = true) {
  const [width, height] = size();
  const [w, h] = view.turn % 180 ? [height, width] : [width, height];
  place(Math.min((stage.clientWidth - 24) / w, (stage.clientHeight - 24) / h), w / 2, h / 2, eased);
}
export function zoom(factor, x = stage.clientWidth / 2, y = stage.clientHeight / 2) {
  const scale = Math.min(6, Math.max(0.08, view.scale * factor));
  view.x = x - (x - view.x) * scale / view.scale;
  view.y = y - (y - view.y) * scale / view.scale;
  view.scale = scale;
  draw();
}
export function turn() { view.turn = (view.turn + 90) % 360; fit(false); }
function showSheet(number) {
  all(".sheet", stage).forEach((sheet) => { sheet.hidden = sheet.dataset.sheet !== String(number); });
  all("[data-page]:not(form)").forEach((b) => b.setAttribute("aria-pressed", String(b.dataset.page === String(number))));
  view.sheet = one(".sheet:not([hidden])", stage);
  view.turn = 0;
  fit(false);
}
export function lookAt(line) {
  all("rect.now").forEach((rect) => rect.classList.remove("now"));
  if (!stage || !line.dataset.box || !stage.clientWidth) return;
  const sheet = one(`.sheet[data-attachment="${line.dataset.attachment}"][data-page-number="${line.dataset.page}"]`, stage);
  if (!sheet) return;
  if (sheet.hidden) showSheet(sheet.dataset.sheet);
  one(`rect[data-about="${line.dataset.about}"]`, sheet)?.classList.add("now");
  const [width, height] = size();
  const box = line.dataset.box.split(",").map(Number);
  const [left, top, right, bottom] = turned(box[0] * width, box[1] * height, box[2] * width, box[3] * height, width, height);
  const wanted = Math.min(stage.clientWidth * 0.62 / (right - left), stage.clientHeight * 0.5 / (bottom - top), 2.2);
  const whole = Math.min((stage.clientWidth - 24) / width, (stage.clientHeight - 24) / height);
  place(Math.max(wanted, whole), (left + right) / 2, (top + bottom) / 2, true);
}
// `picked` is called with what a box is about when somebody presses it.
export function setUpViewer(picked) {
  view.sheet = one(".sheet", stage);
  const does = { fit, in: () => zoom(1.25), out: () => zoom(0.8), turn, boxes: toggleBoxes };
  all("[data-view]").forEach((b) => b.addEventListener("click", () => does[b.dataset.view]()));
  all("button[data-page]").forEach((b) => b.addEventListener("click", () => showSheet(b.dataset.page)));
  stage.addEventListener("wheel", (event) => {
    event.preventDefault();
    const at = stage.getBoundingClientRect();
    zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15, event.clientX - at.left, event.clientY - at.top);
  }, { passive: false });
  stage.addEventListener("pointerdown", (event) => {
    const from = { x: event.clientX - view.x, y: event.clientY - view.y };
    const begun = [event.clientX, event.clientY];
    const about = event.target.dataset?.about;
    stage.setPointerCapture(event.pointerId);
    stage.classList.add("held");
    const move = (next) => { view.x = next.clientX - from.x; view.y = next.clientY - from.y; draw(); };
    const end = (last) => {
      stage.classList.remove("held");
      stage.removeEventListener("pointermove", move);
      if (about && Math.hypot(last.clientX - begun[0], last.clientY - begun[1]) < 5) picked(about);
    };
    stage.addEventListener("pointermove", move);
    stage.addEventListener("pointerup", end, { once: true });
  });
  new ResizeObserver(refit).observe(stage);
}
function refit() {
  const line = document.activeElement?.closest?.("form.line");
  if (line) lookAt(line);
  if (!line?.dataset.box) fit(false);
}
export function toggleBoxes() {
  const off = stage.classList.toggle("no-boxes");
  one("[data-view=boxes]").setAttribute("aria-pressed", String(!off));
}
