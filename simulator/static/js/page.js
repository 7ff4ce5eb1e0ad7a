/** Wires the page: which change on the simulator is fetched and shown by which part. */

import { addPerson, getPage, getPeople } from "./api.js";
import { AddressBar } from "./address.js";
import { bannerOf } from "./banner.js";
import { Faults } from "./faults.js";
import { Feed } from "./feed.js";
import { Inbox } from "./inbox.js";
import { inspector } from "./inspector.js";
import { latest } from "./latest.js";
import { Memory } from "./memory.js";
import { newPersonDialog } from "./new-person.js";
import { nobody } from "./nobody.js";
import { Palette } from "./palette.js";
import { People, SHOWN_BEFORE } from "./people.js";
import { Phone } from "./phone.js";
import { Phones } from "./phones.js";
import { qrReader } from "./qr.js";
import { follow } from "./stream.js";
import { Switches } from "./switches.js";
import { Time } from "./time.js";

const byId = (id) => document.getElementById(id);

let about = null;

const people = new People(byId("person"), holdPhone);
const phones = new Phones(byId("phones"), phoneOf, (psid) => { people.choose(psid); nameInAddress(); });
const panel = inspector((psid) => people.named(psid));
const inbox = new Inbox(byId("inbox"));
const feed = new Feed(byId("feed"), () => people.current, (psid) => people.named(psid));
const time = new Time(byId("time"));
const faults = new Faults(byId("faults"), () => people.current, (psid) => people.named(psid));
const switches = new Switches(byId("switches"));
const memory = new Memory(byId("memory"));
new Palette(byId("palette"), () => ({
  page: about.page.id,
  app: about.page.app_id,
  person: people.current,
  mid: phones.active?.newestMid ?? null,
  now: time.now,
}));
const address = new AddressBar(byId("address"), byId("links"), byId("address-problem"), openLink);
qrReader(byId("qr-button"), byId("qr"), (link) => address.follow(link));
newPersonDialog(byId("new-person-button"), byId("new-person"), (person) => people.add(person));

byId("beside-button").addEventListener("click", putBeside);

const refresh = {
  page: latest(async () => showPage(await getPage())),
  people: latest(async () => showPeople(await getPeople())),
  webhooks: () => { panel.webhooks(); memory.refresh(); },
  calls: () => { panel.calls(); memory.refresh(); },
  feed: feed.refresh,
  clock: time.refresh,
  faults: faults.refresh,
};

function showPage(answer) {
  const first = about === null;
  if (!first && answer.version < about.version) startOver();
  about = answer;
  byId("banner").textContent = bannerOf(about);
  switches.refresh();
  address.show(about.links);
  if (first) holdPhone(people.current);
}

function showPeople(answer) {
  if (people.show(answer)) startOver();
  panel.rename();
  phones.refresh();
}

/** Puts a person's phone on the stage, or the page for when there is nobody. */
function holdPhone(person) {
  panel.follow(person?.psid ?? null);
  inbox.hold(person?.psid ?? null);
  time.hold(person, null);
  memory.hold(person);
  if (about === null) return;
  byId("address-problem").after(byId("links"));
  const before = phones.psids.length === 0 ? SHOWN_BEFORE : [];
  if (person) phones.use(person);
  for (const each of people.all) if (before.includes(each.psid) && phones.haveRoom) phones.add(each);
  phones.keep(people.all, person ? [] : [nobody(about.page.title, byId("links"))]);
  nameInAddress();
  phones.refresh(person?.psid);
}

function phoneOf(person) {
  return new Phone(about.page.title, person, { shown, inspect: panel.inspect });
}

/** One more phone: of somebody who is here already, else of somebody new. */
async function putBeside() {
  if (people.current === null || !phones.haveRoom) return;
  const [other = await addPerson({})] = people.others(phones.psids);
  phones.add(other);
  people.add(other);
}

/** So that a reload shows the same phones. */
function nameInAddress() {
  const psids = phones.psids;
  history.replaceState(null, "", psids.length > 0 ? `#${psids.join()}` : location.pathname);
  byId("beside-button").hidden = psids.length === 0;
  byId("beside-button").disabled = !phones.haveRoom;
}

/** What the panels tell of the screen that is used. */
function shown(screen) {
  if (screen.psid !== people.current?.psid) return;
  inbox.show(screen.thread_owner);
  time.hold(screen.person, screen.window_closes_at);
}

/** Follows a link as the person shown; without one, somebody new does. */
async function openLink(link) {
  if (phones.active === null) people.add(await addPerson({}));
  await phones.active.open(link);
}

/** After a reset or a restart, traffic begins anew. */
function startOver() {
  panel.clear();
  panel.webhooks();
  panel.calls();
}

function fresh() {
  Object.values(refresh).forEach((part) => part());
  phones.refresh();
}

function changed(keys) {
  for (const key of keys) {
    if (key.startsWith("screen:")) phones.refresh(key.slice("screen:".length));
    else refresh[key]?.();
  }
}

function lost() {
  byId("banner").textContent = "The simulator does not answer. This page goes on by itself once it is back.";
}

follow({ changed, fresh, lost });
