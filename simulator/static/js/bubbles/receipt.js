/** The receipt template: what was bought, for how much, and where it goes. */

import { element } from "../dom.js";
import { picture } from "./picture.js";

export function receipt(item) {
  const money = prices(item.currency);
  return element("div", { class: "card receipt" },
    element("div", { class: "card-text" },
      element("p", { class: "card-title" }, item.order_number ? `Order ${item.order_number}` : (item.title ?? "Receipt")),
      ...(item.elements ?? []).map((line) => bought(line, money)),
      totals(item.summary, money),
      facts(item)));
}

function bought({ title, subtitle, quantity, price, image_url }, money) {
  return element("div", { class: "bought" },
    image_url ? picture(image_url) : null,
    element("div", {},
      element("p", { dir: "auto" }, quantity > 1 ? `${quantity} × ${title}` : title),
      subtitle ? element("p", { class: "card-subtitle", dir: "auto" }, subtitle) : null),
    element("span", {}, money(price)));
}

function totals(summary, money) {
  const rows = Object.entries({
    Subtotal: summary?.subtotal,
    Shipping: summary?.shipping_cost,
    Tax: summary?.total_tax,
    Total: summary?.total_cost,
  });
  return definitions(rows.map(([name, amount]) => [name, money(amount)]), "totals");
}

function facts({ payment_method, address }) {
  const where = address && [address.street_1, address.street_2, address.postal_code, address.city, address.country];
  return definitions([["Paid with", payment_method], ["Sent to", where?.filter(Boolean).join(", ")]], "facts");
}

function definitions(rows, name) {
  const known = rows.filter(([, value]) => value);
  if (!known.length) return null;
  return element("dl", { class: name }, ...known.map(([term, value]) =>
    element("div", {}, element("dt", {}, term), element("dd", { dir: "auto" }, value))));
}

/** Amounts in the receipt's currency; one that is no currency is shown after the number. */
function prices(currency) {
  return (amount) => {
    if (amount === undefined || amount === null) return null;
    try {
      return new Intl.NumberFormat(undefined, { style: "currency", currency }).format(amount);
    } catch {
      return `${amount} ${currency ?? ""}`.trim();
    }
  };
}
