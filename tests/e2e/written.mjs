// Numbers as the page writes them: the rules of `present::number`, written down a second time so that the two can be compared.

/** A number with that many decimals, halves to even, grouped, with a true minus. */
export function fixed(x, decimals) {
  const scale = 10 ** decimals;
  const scaled = Math.abs(x) * scale;
  const isTie = scaled - Math.floor(scaled) === 0.5 && Number(scaled / scale) === Math.abs(x);
  const digits = isTie && Math.floor(scaled) % 2 === 0 ? (Math.floor(scaled) / scale).toFixed(decimals) : Math.abs(x).toFixed(decimals);
  const [whole, fraction] = digits.split('.');
  const text = whole.replace(/\B(?=(\d{3})+$)/g, ',') + (fraction ? `.${fraction}` : '');
  return x < 0 && /[1-9]/.test(digits) ? `−${text}` : text;
}

export const count = (n) => fixed(n, 0);

function percent(fraction, decimals) {
  const [step, value] = [decimals ? 0.1 : 1, fraction * 100];
  if (value > 0 && value < step) return `under ${step}%`;
  if (value < 100 && value > 100 - step) return `over ${100 - step}%`;
  return `${fixed(value, decimals)}%`;
}

export const share = (fraction) => percent(fraction, 0);
export const shareFine = (fraction) => percent(fraction, 1);

const trimmed = (text) => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);

export function money(x) {
  return fixed(x, Math.abs(x) > 0 && Math.abs(x) < 9.995 ? 2 : 0);
}

export function moneyShort(x) {
  if (x < 9.995) return fixed(x, 2);
  if (x < 9_999.5) return fixed(x, 0);
  if (x < 999_500) return `${fixed(x / 1e3, 0)}k`;
  return `${fixed(x / 1e6, x < 9.95e6 ? 1 : 0)}M`;
}

export function plain(x) {
  const size = Math.abs(x);
  if (Number.isInteger(x)) return fixed(x, 0);
  const steps = [[99.95, 0], [9.995, 1], [0.0995, 2], [0.009_95, 3], [0.000_995, 4]];
  return trimmed(fixed(x, (steps.find(([least]) => size >= least) ?? [0, 6])[1]));
}

/** By what a number is: money, days, count or plain. */
export const FIGURES = {
  money,
  days: (x) => fixed(x, 0),
  share,
  count: (x) => trimmed(fixed(x, Math.abs(x) < 99.95 ? 1 : 0)),
  plain,
};

export function range(low, high, unit) {
  const [from, to] = [low, high].map(FIGURES[unit]);
  const both = from === to ? from : `${from}–${to}`;
  return unit === 'days' ? `${both} ${both === '1' ? 'day' : 'days'}` : both;
}

/** Quantiles of type 7, as R and NumPy have them. */
export function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  const h = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(h)], sorted[Math.ceil(h)]];
  return low + (h - Math.floor(h)) * (high - low);
}

export const mean = (values) => values.reduce((sum, it) => sum + it, 0) / values.length;
export const deviation = (values) => Math.sqrt(mean(values.map((it) => (it - mean(values)) ** 2)));
