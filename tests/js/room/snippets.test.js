import { Session } from "/static/js/common/session.js";
import { Snippets } from "/static/js/room/snippets.js";
import { assert } from "../vendor/chai/chai.js";
import { answering, failing, FakeServer, json, until } from "../fakes.js";

describe("Snippets", () => {
  let server;
  let restore;
  let dialog;
  let session;
  let looks;
  let snippets;

  beforeEach(() => {
    document.getElementById("place").innerHTML = `
      <dialog>
        <ol class="choose"></ol>
        <form id="phrases" action="/snippets/" hidden><input name="text"><input name="text"></form>
        <p class="problem" hidden></p>
        <button class="save" form="phrases">Save</button><button type="button" class="edit">Change</button>
      </dialog>`;
    dialog = document.querySelector("dialog");
    server = new FakeServer();
    restore = server.install();
    session = new Session({ csrf: "token-1", identity: { seat: 7 }, url: "/state" });
    looks = 0;
    session.join({ look: () => { looks += 1; }, resume: async () => true });
    snippets = new Snippets({ dialog, insert: () => {}, session });
    snippets.show();
  });
  afterEach(() => {
    dialog.close();
    restore();
    document.getElementById("place").replaceChildren();
  });

  const stored = () => server.posts.map(({ body }) => body.getAll("text"));
  const save = (text) => {
    snippets.fields[0].value = text;
    snippets.form.requestSubmit();
  };

  it("sends the phrases with the token of now", async () => {
    server.csrf = "token-2";
    server.next.push(null, () => json({}));
    save("Gave an example");
    await until(() => snippets.form.hidden);
    assert.deepEqual(stored(), [["Gave an example"]]);
    assert.equal(server.posts[0].token, "token-2");
    assert.equal(dialog.querySelector(".snippet").textContent, "1 Gave an example");
  });

  it("waits for the sign-in, makes room for it, and then saves by itself", async () => {
    server.next.push(answering(401, { csrf: "token-2" }));
    save("Gave an example");
    await until(() => !dialog.open);
    assert.equal(looks, 1);
    assert.deepEqual(stored(), []);
    server.next.push(null, () => json({}));
    assert.isTrue(await session.resume());
    assert.deepEqual(stored(), [["Gave an example"]]);
  });

  it("gives nothing to somebody else who has signed in", async () => {
    server.seat = 8;
    save("Gave an example");
    await until(() => !dialog.open);
    assert.isFalse(await session.resume());
    assert.deepEqual(stored(), []);
    snippets.show();
    assert.equal(snippets.fields[0].value, "Gave an example");
  });

  it("says what was not taken, and leaves it in the form", async () => {
    server.next.push(null, answering(400, { message: "Too long" }));
    save("x");
    await until(() => !dialog.querySelector(".problem").hidden);
    assert.equal(dialog.querySelector(".problem").textContent, "Too long");
    server.next.push(failing);
    save("y");
    await until(() => dialog.querySelector(".problem").textContent.includes("not saved"));
    assert.equal(snippets.fields[0].value, "y");
  });
});
