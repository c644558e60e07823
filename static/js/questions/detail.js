// Pointing at a rubric point lights up the words it quotes, and the reverse.
const points = [...document.querySelectorAll("[data-point]")];
const marks = [...document.querySelectorAll("mark[data-points]")];
const quoters = (mark) => mark.dataset.points.split(" ");

const light = (ids) => {
  for (const point of points) point.classList.toggle("highlighted", ids.includes(point.dataset.point));
  for (const mark of marks) mark.classList.toggle("highlighted", quoters(mark).some((id) => ids.includes(id)));
};
const follow = (element, ids) => {
  for (const event of ["mouseenter", "focusin"]) element.addEventListener(event, () => light(ids));
  for (const event of ["mouseleave", "focusout"]) element.addEventListener(event, () => light([]));
};
for (const point of points) follow(point, [point.dataset.point]);
for (const mark of marks) follow(mark, quoters(mark));
