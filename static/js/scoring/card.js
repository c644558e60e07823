// One's own scorecard on a page: what is entered, and its way to the server.
import { Channel } from "../common/channel.js";
import { Session } from "../common/session.js";
import { SignIn } from "../common/sign-in.js";
import { openVault } from "../common/vault.js";
import { announce } from "./announce.js";
import { Responses, responseQueue } from "./responses.js";
import { Status } from "./status.js";
import { say } from "./words.js";

const find = (id) => document.getElementById(id);

/** What a page's JSON block holds. @param {string} id */
export const read = (id) => JSON.parse(find(id).textContent);

/**
 * The scorecard that `root` names, with what waits in this browser. Its channel is not started.
 *
 * @param {HTMLElement} root with data-seat, data-person, data-key, data-csrf, data-save and data-state
 * @param {object} options
 * @param {string} options.device what the page calls itself to other devices
 * @param {(items: number[]) => void} options.changed hears which responses are to be shown anew
 * @param {() => void} options.lock nothing can be entered any more
 */
export async function openCard(root, { device, changed, lock }) {
  const { key, seat, person, csrf, save, state } = root.dataset;
  const vault = openVault();
  const session = new Session({ csrf, identity: { seat: Number(seat) }, url: state, person: Number(person) });
  const queue = await responseQueue(await vault.drawer(`scoring:${key}`));
  const responses = new Responses(read("scoring-rules"), read("scoring-state"), queue);
  const status = new Status({ queue, responses, announce, lock });
  const channel = new Channel({
    session,
    saveUrl: save,
    stateUrl: state,
    device,
    tabs: new BroadcastChannel(`scoring:${key}`),
    queue,
    records: responses,
    on: {
      state: (kind, at) => status.show(kind, at),
      changed,
      refused: (refusals) => {
        status.refused(refusals);
        changed([...new Set(refusals.map(({ change }) => change.item))]);
      },
    },
  });
  new SignIn({ form: find("sign-in"), session, say, announce });
  find("saved").addEventListener("click", () => { status.explain(); channel.look(); });
  for (const button of document.querySelectorAll("dialog [data-close]")) {
    button.addEventListener("click", () => button.closest("dialog").close());
  }
  return { key, vault, session, queue, responses, status, channel };
}
