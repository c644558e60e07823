import { Session } from "/static/js/common/session.js";
import { assert } from "../vendor/chai/chai.js";
import { answering, failing, FakeServer } from "../fakes.js";

describe("Session", () => {
  let server;
  let restore;
  let session;
  beforeEach(() => {
    server = new FakeServer();
    restore = server.install();
    session = new Session({ csrf: "token-1", identity: { seat: 7 }, url: "/state" });
  });
  afterEach(() => restore());

  it("knows the right person, and takes a fresh token", async () => {
    server.csrf = "token-2";
    assert.equal(await session.identify(), 200);
    assert.equal(session.csrf, "token-2");
  });

  it("knows somebody else by the identity the server names", async () => {
    server.seat = 8;
    assert.equal(await session.identify(), 404);
  });

  it("knows that nobody is signed in, and takes a token to sign in with", async () => {
    server.next.push(answering(401, { csrf: "token-3" }));
    assert.equal(await session.identify(), 401);
    assert.equal(session.csrf, "token-3");
  });

  it("rejects without a network", async () => {
    server.next.push(failing);
    let problem = null;
    await session.identify().catch((error) => { problem = error; });
    assert.instanceOf(problem, TypeError);
  });

  it("sends the identity and the token with what it posts", async () => {
    await session.post("/save", { changes: [] });
    const [{ body, token, url }] = server.posts;
    assert.deepEqual([url, body, token], ["/save", { seat: 7, changes: [] }, "token-1"]);
  });

  it("lets its channels look once, not in turns, when it is over", () => {
    const looks = [];
    const channels = ["first", "second"].map((name) => ({ look: () => looks.push(name) }));
    for (const channel of channels) session.join(channel);
    session.end(channels[0]);
    session.end(channels[1]);
    assert.deepEqual(looks, ["second"]);
    session.confirm();
    session.end(channels[1]);
    assert.deepEqual(looks, ["second", "first"]);
  });

  it("goes on when all of its channels may", async () => {
    session.join({ resume: async () => true });
    assert.isTrue(await session.resume());
    session.join({ resume: async () => false });
    assert.isFalse(await session.resume());
  });
});
