import { assert } from "../vendor/chai/chai.js";
import { answering, failing, FakeServer, json, openPage, until } from "../fakes.js";

const last = (list) => list.at(-1);

describe("Channel", () => {
  let server;
  let restore;
  let pages;
  const open = async (options) => {
    const page = await openPage(options);
    pages.push(page);
    return page;
  };

  beforeEach(() => {
    localStorage.clear();
    server = new FakeServer();
    restore = server.install();
    pages = [];
  });
  afterEach(() => {
    for (const { channel } of pages) channel.stop();
    restore();
  });

  it("sends changes in the order in which they were made", async () => {
    const { records, channel, queue, states } = await open();
    records.set("a", "text", "first");
    records.set("b", "text", "second");
    records.set("c", "text", "third");
    assert.isTrue(await channel.flush());
    assert.deepEqual(server.sent, [["first", "second", "third"]]);
    assert.equal(queue.changes.length, 0);
    assert.deepEqual(states, ["saving", "saved"]);
  });

  it("says for whom it writes, on which device, and shows its token", async () => {
    const { records, channel } = await open();
    records.set("a", "text", "x");
    await channel.flush();
    const [{ body, token }] = server.posts;
    assert.deepEqual([body.seat, body.device, token], [7, "a browser", "token-1"]);
    assert.hasAllKeys(body.changes[0], ["id", "item", "field", "value", "base", "settles"]);
  });

  it("sends no more than a hundred changes at once, the rest right after", async () => {
    const { records, channel } = await open();
    for (let number = 0; number < 250; number += 1) records.set(`item ${number}`, "text", String(number));
    assert.isTrue(await channel.flush());
    assert.deepEqual(server.sent.map((values) => values.length), [100, 100, 50]);
    assert.deepEqual(server.sent.flat(), Array.from({ length: 250 }, (_, number) => String(number)));
  });

  it("keeps one request under way, and sends what was entered meanwhile after it", async () => {
    const { records, channel } = await open();
    let answer;
    server.next.push(() => new Promise((resolve) => { answer = resolve; }));
    records.set("a", "text", "one");
    const flushed = channel.flush();
    await until(() => answer);
    records.set("a", "text", "one two");
    const again = channel.flush();
    assert.equal(server.posts.length, 1);
    answer();
    assert.isTrue(await flushed);
    assert.isTrue(await again);
    assert.deepEqual(server.sent, [["one"], ["one two"]]);
    const [[earlier], [later]] = server.posts.map(({ body }) => body.changes);
    assert.equal(later.base, earlier.id);
  });

  it("tries again by itself after the network failed, with the same change", async () => {
    const { records, channel, queue, states } = await open();
    server.next.push(failing, failing);
    records.set("a", "text", "kept");
    assert.isFalse(await channel.flush());
    assert.equal(last(states), "offline");
    assert.equal(queue.changes.length, 1);
    await until(() => server.items.a?.text === "kept");
    await until(() => last(states) === "saved");
    const ids = server.posts.map(({ body }) => body.changes[0].id);
    assert.deepEqual([ids.length, new Set(ids).size], [3, 1]);
  });

  it("waits longer after each failure, and no more once the server has answered", async () => {
    const { records, channel } = await open();
    channel.schedule = () => {}; // by itself it would try again
    server.next.push(failing, answering(502), failing);
    records.set("a", "text", "x");
    for (const failures of [1, 2, 3]) {
      await channel.flush();
      assert.equal(channel.backoff.failures, failures);
    }
    await channel.flush();
    assert.equal(channel.backoff.failures, 0);
    assert.equal(channel.backoff.notBefore, 0);
  });

  it("does not send before the wait is over, whatever is entered meanwhile", async () => {
    const { channel } = await open();
    channel.backoff.notBefore = Date.now() + 3_600_000;
    channel.schedule(0);
    assert.equal(channel.due, channel.backoff.notBefore);
    const { timer } = channel;
    channel.schedule(600);
    assert.equal(channel.timer, timer);
  });

  it("sends at the earliest time that was asked for", async () => {
    const { channel } = await open();
    channel.schedule(3_600_000);
    const later = channel.due;
    channel.schedule(1_800_000);
    assert.isBelow(channel.due, later);
    const earlier = channel.due;
    channel.schedule(3_600_000);
    assert.equal(channel.due, earlier);
  });

  it("calls a failing server offline, and an answer it can't use not taken", async () => {
    const { records, channel, states } = await open();
    channel.schedule = () => {};
    records.set("a", "text", "x");
    for (const [status, kind] of [[500, "offline"], [503, "offline"], [400, "not-taken"], [413, "not-taken"]]) {
      server.next.push(answering(status));
      assert.isFalse(await channel.flush());
      assert.equal(last(states), kind, status);
    }
  });

  it("is still saving while the server says that it only needs a moment", async () => {
    const { records, channel, queue, states } = await open();
    channel.schedule = () => {};
    records.set("a", "text", "x");
    server.next.push(() => new Response("busy", { status: 503, headers: { "X-Problem": "busy" } }));
    assert.isFalse(await channel.flush());
    assert.equal(last(states), "saving");
    assert.equal(queue.changes.length, 1);
    assert.isTrue(await channel.flush());
    assert.equal(last(states), "saved");
  });

  it("keeps everything while signed out, and sends it after signing in again", async () => {
    const { records, channel, queue, session, states } = await open();
    channel.schedule = () => {};
    server.next.push(answering(401, { error: "signed-out", csrf: "token-2" }));
    records.set("a", "text", "while signed out");
    assert.isFalse(await channel.flush());
    assert.equal(last(states), "signed-out");
    assert.equal(queue.changes.length, 1);
    assert.equal(session.csrf, "token-2");
    server.csrf = "token-3";
    assert.isTrue(await session.resume());
    assert.equal(last(server.posts).token, "token-3");
    assert.equal(server.items.a.text, "while signed out");
    assert.equal(last(states), "saved");
  });

  it("renews a token that has ended and sends the same batch again at once", async () => {
    const { records, channel, states } = await open();
    server.csrf = "token-2";
    server.next.push(answering(403));
    records.set("a", "text", "x");
    assert.isTrue(await channel.flush());
    assert.deepEqual(server.posts.map(({ token }) => token), ["token-1", "token-2"]);
    assert.notInclude(states, "not-taken");
  });

  it("gives nothing to somebody else who signed in", async () => {
    const { records, channel, queue, session, states } = await open();
    channel.schedule = () => {};
    server.next.push(answering(404, { error: "not-yours", csrf: "token-2" }));
    records.set("a", "text", "mine");
    await channel.flush();
    assert.equal(last(states), "not-yours");
    server.seat = 8;
    assert.isFalse(await session.resume());
    assert.equal(queue.changes.length, 1);
    assert.equal(server.posts.length, 1);
  });

  it("keeps what the server does not know any more, says so, and sends it when it is known again", async () => {
    const { records, channel, queue, session, states } = await open();
    session.person = 3;
    channel.schedule = () => {};
    server.next.push(answering(404, { error: "not-yours", csrf: "token-2", person: 3 }));
    records.set("a", "text", "mine");
    assert.isFalse(await channel.flush());
    assert.equal(last(states), "gone");
    assert.isFalse(session.over);
    assert.equal(queue.changes.length, 1);
    server.csrf = "token-2";
    await channel.look();
    assert.equal(server.items.a.text, "mine");
    assert.equal(last(states), "saved");
    server.next.push(answering(404, { error: "not-yours", csrf: "token-2", person: 4 }));
    records.set("a", "text", "again mine");
    await channel.flush();
    assert.equal(last(states), "not-yours");
  });

  it("tells the page's other channels at once that the session is over", async () => {
    const first = await open({ name: "first" });
    const second = await open({ name: "second", session: first.session });
    for (const { channel } of [first, second]) channel.schedule = () => {};
    server.next.push(answering(401), answering(401));
    first.records.set("a", "text", "x");
    await first.channel.flush();
    await until(() => last(second.states) === "signed-out");
    assert.equal(server.requests.length, 2);
    await first.session.resume();
    assert.deepEqual([last(first.states), last(second.states)], ["saved", "saved"]);
  });

  it("learns which versions the server keeps beside each other, and loses neither", async () => {
    const { records, channel, queue, states } = await open();
    records.set("a", "text", "from here");
    server.take({ id: "theirs", item: "a", field: "text", value: "from there", base: null });
    assert.isTrue(await channel.flush());
    assert.equal(server.items.a.text, "from there");
    assert.equal(records.get("a").text, "from here");
    assert.deepEqual(records.undecided("a").map(({ other }) => other.value), ["from there"]);
    assert.equal(queue.changes.length, 0);
    assert.equal(last(states), "saved");
  });

  it("stops for good when the server is closed to it, and keeps what it has", async () => {
    const { records, channel, queue, states } = await open();
    server.next.push(answering(409, { error: "submitted" }));
    records.set("a", "text", "too late");
    assert.isFalse(await channel.flush());
    assert.equal(last(states), "submitted");
    await channel.look();
    channel.schedule(0);
    assert.isNull(channel.timer);
    assert.equal(server.requests.length, 1);
    assert.equal(queue.changes.length, 1);
    assert.isFalse(channel.unsaved);
  });

  it("learns from the state that it is closed", async () => {
    const { channel, states } = await open();
    server.closed = "cancelled";
    await channel.look();
    assert.deepEqual(states, ["cancelled"]);
  });

  it("names what is refused for good and does not send it again", async () => {
    const { records, channel, queue, refused, states } = await open();
    server.next.push(({ body }) => json({
      acknowledged: [],
      refused: body.changes.map(({ id }) => ({ id, code: "bad-text", message: "Not this." })),
      items: {},
      saved_at: "2026-01-01T10:00:00Z",
    }));
    records.set("a", "text", "bad");
    assert.isTrue(await channel.flush());
    assert.deepEqual(refused.map(({ change, message }) => [change.value, message]), [["bad", "Not this."]]);
    assert.equal(queue.changes.length, 0);
    assert.equal(server.posts.length, 1);
    assert.equal(last(states), "saved");
  });

  it("does not apply a change twice whose answer got lost", async () => {
    const { records, channel } = await open();
    server.next.push((request) => { server.save(request.body); return failing(); });
    records.set("a", "text", "once");
    await channel.flush();
    await until(() => server.posts.length === 2);
    assert.isTrue(await channel.drain());
    assert.equal(server.items.a.revision, 1);
  });

  it("drops nothing when the page is opened anew before the server was reached", async () => {
    const closing = await open();
    closing.channel.schedule = () => {};
    server.next.push(failing);
    closing.records.set("a", "text", "before the battery was empty");
    closing.records.set("b", "text", "and this");
    await closing.channel.flush();
    closing.channel.stop();
    const opened = await open();
    assert.equal(opened.records.get("a").text, "before the battery was empty");
    assert.isTrue(opened.channel.unsaved);
    assert.isTrue(await opened.channel.drain());
    assert.deepEqual([server.items.a.text, server.items.b.text], ["before the battery was empty", "and this"]);
    assert.equal(localStorage.length, 0);
  });

  it("hands over what waits when the page closes, and keeps it until the answer", async () => {
    const { records, channel, queue } = await open();
    let keepalive;
    const { fetch } = window;
    window.fetch = (url, options) => { ({ keepalive } = options); return fetch(url, options); };
    records.set("a", "text", "last words");
    channel.farewell();
    await until(() => server.items.a);
    assert.isTrue(keepalive);
    assert.equal(queue.changes.length, 1);
  });

  it("shows what another device entered", async () => {
    const { records, channel, changed } = await open();
    server.take({ id: "theirs", item: "a", field: "text", value: "from there", base: null });
    await channel.look();
    assert.equal(records.get("a").text, "from there");
    assert.deepEqual(changed, ["a"]);
  });

  it("is silent once it was stopped", async () => {
    const { records, channel } = await open();
    channel.stop();
    records.set("a", "text", "x");
    channel.schedule(0);
    channel.farewell();
    await channel.look();
    assert.deepEqual([server.requests.length, channel.timer], [0, null]);
  });
});
