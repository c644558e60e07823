// For all forms of a page: what is typed is kept until it is saved, a session that ended is mended on the page,
// and nothing fails in silence. Pages of people who are not signed in have nothing of this.
import { Session } from "../common/session.js";
import { readTexts } from "../common/texts.js";
import { openVault } from "../common/vault.js";
import { Drafts } from "./drafts.js";
import { Notices } from "./notices.js";
import { Requests } from "./requests.js";
import { adoptDraft, enhanceSearched } from "./searched.js";
import { Sending } from "./sending.js";
import { SignInAgain } from "./sign-in-again.js";
import { Retries } from "./trouble.js";
import { UnderWay } from "./under-way.js";

function begin({ person, who, plain, signOut }) {
  const template = document.getElementById("sign-in-again-template");
  const say = readTexts("forms-texts");
  const vault = openVault();
  const csrf = template.content.querySelector("[name=csrfmiddlewaretoken]").value;
  const session = new Session({ csrf, identity: { person }, url: who });
  let drafts;
  const queue = { get entered() { return drafts.unsaved; }, get durable() { return vault.durable; } };
  const notices = new Notices({ say, state: document.getElementById("form-state"), queue });
  const underWay = new UnderWay();
  drafts = new Drafts({ vault, notices, say });
  const signIn = new SignInAgain({ template, session, say, announce: (text) => notices.announce(text) });
  const tools = { session, drafts, notices, signIn, underWay, retries: new Retries(), say };
  const sending = new Sending({ ...tools, plain });
  if (window.htmx) new Requests(tools);

  enhanceSearched();
  document.addEventListener("htmx:load", ({ target }) => enhanceSearched(target));
  document.addEventListener("draft:values", adoptDraft);
  vault.prune();
  vault.clearOpen({ others: true });
  drafts.watch();
  // Scripts that send a form themselves say so when it is saved.
  document.addEventListener("form:saved", ({ target }) => drafts.forget(target));
  addEventListener("submit", ({ target }) => {
    if (target.getAttribute("action") === signOut) { vault.clearOpen(); sending.leaving = true; }
  }, true);
  // Kept is not saved: whoever goes on thinking that it is would be wrong. So leaving asks, although nothing is lost.
  addEventListener("beforeunload", (event) => { if (!sending.leaving && drafts.unsaved.length) event.preventDefault(); });
  addEventListener("pageshow", ({ persisted }) => { if (persisted) { sending.leaving = false; underWay.endAll(); } });
}

const config = document.getElementById("forms-config");
if (config) begin(JSON.parse(config.textContent));
