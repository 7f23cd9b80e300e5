const form = document.querySelector('form');
const show = () => {
  const sums = START.slice();
  let answered = 0;
  POINTS.forEach((answers, at) => {
    const value = form.elements[`q${at}`].value;
    if (value === '') return;
    answered += 1;
    answers[Number(value)].forEach((points, segment) => { sums[segment] += points; });
  });
  const best = sums.reduce((most, it, at) => (it > sums[most] ? at : most), 0);
  document.getElementById('segment').textContent = answered ? SEGMENTS[best] : `${SEGMENTS[best]} (nothing answered yet)`;
};
form.addEventListener('change', show);
form.addEventListener('reset', () => setTimeout(show));
form.addEventListener('submit', (event) => event.preventDefault());
show();
