import { memoryStorage } from "/static/js/common/storage.js";
import { Ticks, showTicks } from "/static/js/sources/ticks.js";
import { assert } from "../vendor/chai/chai.js";

describe("ticks of a document", () => {
  const formWith = (keys, shown) => {
    const form = document.createElement("form");
    form.dataset.keys = keys;
    const select = document.createElement("select");
    select.append(new Option("choose", ""), new Option("all", "all"), new Option("ticked", "ticked"));
    select.append(new Option("one", "category:0"));
    const untick = document.createElement("button");
    untick.dataset.untick = "";
    form.append(select, untick);
    for (const key of shown) {
      const box = document.createElement("input");
      Object.assign(box, { type: "checkbox", name: "key", value: key });
      form.append(box);
    }
    return form;
  };
  const say = (key, { n } = {}) => (n ? `${key} ${n}` : key);

  it("ticks of other pages are sent too, those of questions that are gone are not", () => {
    const ticks = new Ticks(memoryStorage(), "ticks-1");
    for (const key of ["a", "c", "gone"]) ticks.set(key, true);
    const form = formWith("a b c", ["a", "b"]);
    showTicks(form, ticks, say);
    showTicks(form, ticks, say);
    assert.deepEqual(new FormData(form).getAll("key"), ["a", "c"]);
    assert.equal(form.querySelector("[value=ticked]").textContent, "ticked 2");
  });

  it("all are meant while none is ticked, the ticked ones as soon as there are some, unless others were chosen", () => {
    const ticks = new Ticks(memoryStorage(), "ticks-1");
    const form = formWith("a b", ["a", "b"]);
    const which = form.querySelector("select");
    const option = form.querySelector("[value=ticked]");
    showTicks(form, ticks, say);
    assert.deepEqual([which.value, option.disabled, option.textContent], ["all", true, "unticked"]);
    ticks.set("a", true);
    showTicks(form, ticks, say, true);
    assert.deepEqual([which.value, option.disabled, option.textContent], ["ticked", false, "ticked 1"]);
    which.value = "category:0";
    showTicks(form, ticks, say);
    assert.equal(which.value, "category:0");
    ticks.set("b", true);
    showTicks(form, ticks, say, true);
    assert.equal(which.value, "ticked");
    ticks.clear();
    showTicks(form, ticks, say);
    assert.equal(which.value, "all");
  });

  it("what is unticked is forgotten, and damaged entries count as none", () => {
    const storage = memoryStorage();
    const ticks = new Ticks(storage, "ticks-1");
    ticks.set("a", true);
    ticks.set("b", true);
    ticks.set("a", false);
    assert.deepEqual([...new Ticks(storage, "ticks-1").keys], ["b"]);
    storage.setItem("ticks-1", "{");
    assert.equal(ticks.keys.size, 0);
    ticks.clear();
    const form = formWith("a", ["a"]);
    showTicks(form, ticks, say);
    assert.isTrue(form.querySelector("[data-untick]").hidden);
  });
});
