// Names the zone of the page's times to whoever reads them on a device of another zone.
const WHEN = { dateStyle: "short", timeStyle: "short" };

/** Whether clocks in a zone show another time now than this device's. @param {string} timeZone @param {Date} [now] @returns {boolean} */
export const differs = (timeZone, now = new Date()) =>
  now.toLocaleString("en", { ...WHEN, timeZone }) !== now.toLocaleString("en", WHEN);

const line = document.getElementById("other-time-zone");
if (line) line.hidden = !differs(line.dataset.zone);
