import { Backoff } from "/static/js/common/backoff.js";
import { Channel } from "/static/js/common/channel.js";
import { Session } from "/static/js/common/session.js";
import { AsideRecords, Asides, asideQueue } from "/static/js/room/asides.js";
import { assert } from "../vendor/chai/chai.js";
import { answering, FakeServer, json, openDrawer } from "../fakes.js";

const PAGE = `
  <section id="asides" data-both="Both texts stand here now.">
    <p class="none"></p><ol id="extras"></ol><button id="add-extra"></button>
    <textarea id="handover"></textarea>
    <p id="handover-warning" hidden><b class="words"></b></p><p class="aside-state"></p>
    <template id="extra-template"><li>
      <textarea data-part="text"></textarea><textarea data-part="notes"></textarea><button class="remove"></button>
    </li></template>
  </section>`;
const NOTE = { text: "", revision: 0, heads: {}, warned: [] };
const place = document.getElementById("place");
const find = (selector) => place.querySelector(selector);

describe("Asides", () => {
  let server;
  let restore;
  let asides;

  // Only the first tries to send are the test's own; nothing is sent in between.
  async function open(items = { handover: NOTE }) {
    place.innerHTML = PAGE;
    const queue = await asideQueue(await openDrawer());
    const records = new AsideRecords(Object.entries(items), queue);
    asides = new Asides(find("#asides"), records, queue);
    asides.channel = new Channel({
      session: new Session({ csrf: "token-1", identity: { seat: 7 }, url: "/state" }),
      saveUrl: "/save",
      stateUrl: "/state",
      tabs: new BroadcastChannel("asides-test"),
      queue,
      records,
      on: asides.listener,
      backoff: new Backoff({ now: () => 0 }),
    });
    asides.channel.schedule = () => {};
  }
  function type(field, text) {
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const line = () => [find(".aside-state").dataset.state, find(".aside-state").textContent];

  beforeEach(async () => {
    localStorage.clear();
    server = new FakeServer();
    restore = server.install();
    await open();
  });
  afterEach(() => {
    asides.channel.stop();
    restore();
    place.replaceChildren();
  });

  it("sends a question that was added, with what the candidate said", async () => {
    asides.add();
    assert.equal(document.activeElement.dataset.part, "text");
    type(find("[data-part=text]"), "What if half the team is against it?");
    type(find("[data-part=notes]"), "listen first");
    assert.isTrue(await asides.channel.drain());
    const [stored] = Object.values(server.items);
    assert.deepEqual([stored.text, stored.notes], ["What if half the team is against it?", "listen first"]);
    assert.equal(line()[0], "saved");
    assert.match(line()[1], /^Saved \d\d:00:00$/);
  });

  it("does not warn of a question that was never written in", () => {
    asides.add();
    assert.isFalse(asides.channel.unsaved);
    type(find("[data-part=text]"), "What if?");
    assert.isTrue(asides.channel.unsaved);
  });

  it("has everything again when the page is opened anew", async () => {
    asides.add();
    type(find("[data-part=text]"), "added offline");
    type(find("#handover"), "to verify");
    server.next.push(answering(502));
    await asides.channel.flush();
    assert.deepEqual(line(), ["offline", "Offline · changes kept here: 2"]);
    await open();
    assert.equal(find("[data-part=text]").value, "added offline");
    assert.equal(find("#handover").value, "to verify");
    assert.isTrue(await asides.channel.drain());
    assert.equal(server.items.handover.text, "to verify");
  });

  it("shows both texts, and says so, when another device wrote too", async () => {
    type(find("#handover"), "from the tablet");
    server.take({ id: "theirs", item: "handover", field: "text", value: "from the laptop", base: null });
    assert.isTrue(await asides.channel.drain());
    assert.equal(find("#handover").value, "from the laptop\nfrom the tablet");
    assert.equal(server.items.handover.text, "from the laptop\nfrom the tablet");
    assert.deepEqual(line(), ["problem", "Both texts stand here now."]);
    type(find("#handover"), "looked over");
    await asides.channel.flush();
    assert.equal(line()[0], "saved");
  });

  it("puts together what a server keeps beside what stands", async () => {
    type(find("#handover"), "from the tablet");
    const version = (id, value) => ({ id, field: "text", value, device: "", at: "2026-01-01T10:00:00Z" });
    server.next.push(({ body }) => {
      const [{ id }] = body.changes;
      const others = [version(id, "from the tablet")];
      const kept = { text: { now: version("theirs", "from the laptop"), others } };
      const whole = { ...NOTE, text: "from the laptop", revision: 2, heads: { text: "theirs" }, kept };
      return json({
        acknowledged: [id], repeated: [], refused: [], items: { handover: { was: 1, revision: 2 } },
        undecided: { handover: whole }, saved_at: "2026-01-01T10:00:00Z",
      });
    });
    server.next.push(answering(502));
    await asides.channel.flush();
    const [, choice] = server.posts.map(({ body }) => body.changes[0]);
    assert.sameMembers(choice.value.split("\n"), ["from the laptop", "from the tablet"]);
    assert.equal(choice.base, "theirs");
    assert.equal(choice.settles.length, 1);
  });

  it("puts together what it finds in two versions when the page is opened", async () => {
    const version = (id, value) => ({ id, field: "text", value, device: "", at: "2026-01-01T10:00:00Z" });
    const kept = { text: { now: version("h2", "stands"), others: [version("h3", "beside it")] } };
    await open({ handover: { ...NOTE, text: "stands", revision: 3, heads: { text: "h2" }, kept } });
    asides.connect({ start() {}, schedule() {}, stop() {}, closed: null });
    assert.equal(find("#handover").value, "stands\nbeside it");
    assert.deepEqual(asides.queue.changes.map(({ base, settles }) => [base, settles]), [["h2", ["h3"]]]);
  });

  it("hints at words that read like a rating", async () => {
    server.items.handover = { ...NOTE, text: "4 points", revision: 1, warned: ["4 points"] };
    await asides.channel.look();
    assert.isFalse(find("#handover-warning").hidden);
    assert.equal(find(".words").textContent, "4 points");
  });

  it("takes a question out again, and tells the server", async () => {
    await open({ handover: NOTE, q1: { text: "too many", notes: "", removed: false, revision: 1, heads: { text: "h" } } });
    server.items.q1 = { text: "too many", notes: "", removed: false, revision: 1, heads: { text: "h" } };
    find(".remove").click();
    assert.equal(place.querySelectorAll("#extras li").length, 0);
    assert.isFalse(find(".none").hidden);
    await asides.channel.drain();
    assert.isTrue(server.items.q1.removed);
  });

  it("says what was refused", async () => {
    asides.add();
    type(find("[data-part=text]"), "one too many");
    server.next.push(({ body }) => json({
      acknowledged: [],
      refused: body.changes.map(({ id }) => ({ id, code: "too-many", message: "No more questions." })),
      items: {},
      saved_at: "2026-01-01T10:00:00Z",
    }));
    await asides.channel.flush();
    assert.deepEqual(line(), ["problem", "No more questions."]);
  });

  it("can be read but not changed once it is closed", async () => {
    type(find("#handover"), "too late");
    server.next.push(answering(409, { error: "cancelled" }));
    await asides.channel.flush();
    assert.equal(line()[0], "cancelled");
    assert.isTrue(find("#handover").readOnly);
    assert.equal(find("#handover").value, "too late");
    asides.add();
    assert.equal(place.querySelectorAll("#extras li").length, 0);
  });
});
