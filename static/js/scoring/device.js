// What this browser calls itself, so that a person with two devices knows which one a version is from.

const BROWSERS = [["Edg/", "Edge"], ["OPR/", "Opera"], ["Firefox/", "Firefox"], ["Chrome/", "Chrome"], ["Safari/", "Safari"]];
const SYSTEMS = [["iPad", "iPad"], ["iPhone", "iPhone"], ["Android", "Android"], ["Windows", "Windows"], ["Mac OS", "Mac"], ["Linux", "Linux"]];
const named = (pairs, agent) => pairs.find(([sign]) => agent.includes(sign))?.[1];

/**
 * @param {string} [agent]
 * @param {number} [touchPoints]
 * @returns {string} the browser and the system, as far as they are known
 */
export function deviceName(agent = navigator.userAgent, touchPoints = navigator.maxTouchPoints) {
  const system = named(SYSTEMS, agent);
  // An iPad says that it is a Mac, but no Mac has a touch screen.
  const device = system === "Mac" && touchPoints > 1 ? "iPad" : system;
  return [named(BROWSERS, agent), device].filter(Boolean).join(" · ");
}
