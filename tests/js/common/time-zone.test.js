import { differs } from "/static/js/common/time-zone.js";
import { assert } from "../vendor/chai/chai.js";

// The tests run on a device in UTC.
describe("time zones", () => {
  const winter = new Date("2026-01-15T12:00Z");
  const summer = new Date("2026-07-15T12:00Z");

  it("differ when their clocks do, whatever they are called", () => {
    assert.isTrue(differs("Asia/Shanghai", winter));
    assert.isFalse(differs("Etc/GMT", winter));
  });

  it("may be the same for a part of the year", () => {
    assert.isFalse(differs("Europe/London", winter));
    assert.isTrue(differs("Europe/London", summer));
  });
});
