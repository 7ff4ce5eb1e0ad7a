/** Which page of Meta's tells the rule that something broke. */

const PLATFORM = "https://developers.facebook.com/documentation/business-messaging/messenger-platform";

const page = (title, path) => ({ title: `Meta: ${title}`, address: `${PLATFORM}/${path}` });

export const WEBHOOKS = page("Webhooks", "webhooks");

const BY_CODE = {
  "4": page("Rate Limiting", "overview/rate-limiting"),
  "10/2018278": page("the 24-hour window", "send-messages"),
  "100/2018014": page("Sender Actions", "send-messages/sender-actions"),
  "613": page("Rate Limiting", "overview/rate-limiting"),
  "80006": page("Rate Limiting", "overview/rate-limiting"),
  "2018218": page("User Profile", "identity/user-profile"),
  "2018247": page("User Profile", "identity/user-profile"),
};

const BY_PLACE = [
  [/coupon/u, page("Coupon Template", "send-messages/template/coupon")],
  [/quick_replies/u, page("Quick Replies", "send-messages/quick-replies")],
  [/elements/u, page("Generic Template", "send-messages/template/generic")],
  [/buttons/u, page("Button Template", "send-messages/template/button")],
  [/persona/u, page("Personas", "send-messages/personas")],
  [/persistent_menu|greeting|get_started|ice_breakers|commands|whitelisted/u, page("Messenger Profile", "reference/messenger-profile-api")],
  [/^message|recipient|tag/u, page("Send a Message", "send-messages")],
];

/** @param {object} call of GET /sim/calls that was refused */
export function ruleOfCall({ answer, problem }) {
  const { code, error_subcode: subcode } = answer?.error ?? {};
  const known = BY_CODE[`${code}/${subcode}`] ?? BY_CODE[code];
  if (known) return known;
  const place = BY_PLACE.find(([words]) => code === 100 && words.test(problem ?? ""));
  return place?.[1] ?? page("Error Codes", "error-codes");
}
