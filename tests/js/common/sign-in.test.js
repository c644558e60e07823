import { Session } from "/static/js/common/session.js";
import { SignIn } from "/static/js/common/sign-in.js";
import { assert } from "../vendor/chai/chai.js";
import { answering, failing, FakeServer, until } from "../fakes.js";

const REDIRECT = { type: "opaqueredirect", status: 0 };

describe("SignIn", () => {
  let server;
  let restore;
  let form;
  let session;
  let heard;
  let resumed;

  beforeEach(() => {
    document.getElementById("place").innerHTML = `
      <textarea id="notes"></textarea>
      <form action="/sign-in/" data-sign-out="/sign-out/">
        <input name="username" value="lin"><input type="password" name="password" value="">
        <p class="problem" hidden></p><button>Go on</button>
      </form>`;
    form = document.querySelector("form");
    server = new FakeServer();
    restore = server.install();
    session = new Session({ csrf: "token-1", identity: { seat: 7 }, url: "/state" });
    resumed = 0;
    session.join({ look: () => {}, resume: async () => { resumed += 1; return true; } });
    heard = [];
    new SignIn({ form, session, say: (key) => key, announce: (text) => heard.push(text) });
  });
  afterEach(() => {
    restore();
    document.getElementById("place").replaceChildren();
  });

  async function send(password = "secret") {
    form.elements.password.value = password;
    form.requestSubmit();
    const button = form.querySelector("button");
    await until(() => !button.disabled);
  }
  const problem = () => form.querySelector(".problem").textContent;
  const fields = (request) => Object.fromEntries(request.body);

  it("gives the password to the ordinary sign-in, with a token of now, and goes on", async () => {
    server.next.push(answering(401, { csrf: "token-2" }), () => REDIRECT);
    await send();
    const [, sign] = server.requests;
    assert.equal(new URL(sign.url).pathname, "/sign-in/");
    assert.deepEqual(fields(sign), { csrfmiddlewaretoken: "token-2", username: "lin", password: "secret" });
    assert.deepEqual([resumed, problem(), heard], [1, "", ["signed_in"]]);
    assert.equal(form.elements.password.value, "");
  });

  it("brings the keyboard back to where one was typing", async () => {
    document.getElementById("notes").focus();
    form.elements.password.focus();
    server.next.push(answering(401, {}), () => REDIRECT);
    await send();
    assert.equal(document.activeElement.id, "notes");
  });

  it("says that a password is wrong, and forgets it", async () => {
    server.next.push(answering(401, {}), answering(200));
    await send("wrong");
    assert.deepEqual([problem(), resumed, form.elements.password.value], ["sign_in_wrong", 0, ""]);
  });

  it("says to wait after too many wrong passwords", async () => {
    server.next.push(answering(401, {}), answering(429));
    await send();
    assert.equal(problem(), "sign_in_wait");
  });

  it("says that the site can't be reached", async () => {
    server.next.push(failing);
    await send();
    assert.equal(problem(), "sign_in_offline");
    server.next.push(answering(401, {}), answering(502));
    await send();
    assert.equal(problem(), "sign_in_offline");
  });

  it("signs somebody else out first", async () => {
    server.seat = 8;
    server.next.push(undefined, () => REDIRECT, () => REDIRECT);
    await send();
    const paths = server.posts.map(({ url }) => new URL(url, location).pathname);
    assert.deepEqual(paths, ["/sign-out/", "/sign-in/"]);
    assert.equal(resumed, 1);
  });

  it("asks for no password of whoever is signed in again already", async () => {
    await send();
    assert.equal(server.posts.length, 0);
    assert.equal(resumed, 1);
  });

  it("says when it is signed in but may not go on", async () => {
    session.join({ look: () => {}, resume: async () => false });
    await send();
    assert.equal(problem(), "sign_in_not_yours");
    assert.deepEqual(heard, []);
  });
});
