/** The dialog that makes a person. */

import { addPerson, getScreen, tap } from "./api.js";
import { element } from "./dom.js";

const LOCALES = [
  "en_US", "ar_AR", "de_DE", "es_ES", "es_LA", "fr_FR", "id_ID", "it_IT", "ja_JP",
  "ko_KR", "pl_PL", "pt_BR", "ru_RU", "th_TH", "vi_VN", "zh_CN", "zh_HK", "zh_TW",
];
const OFFSETS = [
  -12, -11, -10, -9.5, -9, -8, -7, -6, -5, -4, -3.5, -3, -2, -1, 0, 1, 2, 3, 3.5, 4, 4.5, 5,
  5.5, 5.75, 6, 6.5, 7, 8, 9, 9.5, 10, 10.5, 11, 12, 13, 14,
];

/** @param {(person: object) => void} added called with the person the simulator has made */
export function newPersonDialog(button, dialog, added) {
  const form = dialog.querySelector("form");
  const { locale, timezone } = form.elements;
  locale.append(...LOCALES.map((each) => element("option", { value: each }, spelled(each))));
  timezone.append(...OFFSETS.map((hours) => element("option", { value: hours }, offset(hours))));
  button.addEventListener("click", () => open(dialog, form));
  dialog.querySelector("[value=cancel]").addEventListener("click", () => dialog.close());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    make(form.elements).then((person) => {
      dialog.close();
      added(person);
    }, ({ message }) => say(form, message));
  });
}

async function make(elements) {
  const person = await addPerson(filledIn(elements));
  if (!elements.returning.checked) return person;
  const { tappable } = await getScreen(person.psid);
  if (tappable.length > 0) await tap(person.psid, tappable[0]);
  return person;
}

function open(dialog, form) {
  form.reset();
  form.elements.timezone.value = String(-new Date().getTimezoneOffset() / 60);
  say(form, "");
  dialog.showModal();
}

function say(form, problem) {
  form.querySelector(".problem").textContent = problem;
}

function filledIn({ name, locale, timezone, gender, role_holder: holder }) {
  return {
    ...(name.value.trim() && { name: name.value.trim() }),
    locale: locale.value,
    timezone: Number(timezone.value),
    gender: gender.value || null,
    role_holder: holder.checked,
  };
}

/** "pt_BR" as "Português (Brasil) · pt_BR", in its own language. */
function spelled(locale) {
  const tag = locale === "es_LA" ? "es-419" : locale.replace("_", "-");
  return `${new Intl.DisplayNames([tag], { type: "language" }).of(tag)} · ${locale}`;
}

function offset(hours) {
  const minutes = Math.round(Math.abs(hours) * 60);
  const clock = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0"));
  return `UTC${hours < 0 ? "−" : "+"}${clock.join(":")}`;
}
