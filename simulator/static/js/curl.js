/** A webhook or a Graph call as a curl command that does the same again. */

const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

/** The exact bytes again, as Messenger writes them: ASCII only, slashes escaped. */
export function webhookAsCurl({ url, headers, body }) {
  const payload = JSON.stringify(body)
    .replaceAll("/", "\\/")
    .replace(/[^\x00-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return command("POST", url, headers, payload);
}

/** The call again, with the simulator's own token. */
export function callAsCurl({ method, path, headers = {}, request = {} }) {
  const query = method === "GET" ? `?${new URLSearchParams(Object.entries(request).map(([key, value]) => [key, text(value)]))}` : "";
  const kept = { Authorization: headers.Authorization ?? "Bearer simulator-page-token" };
  if (method === "GET") return command(method, `${location.origin}${path}${query === "?" ? "" : query}`, kept);
  return command(method, `${location.origin}${path}`, { ...kept, "Content-Type": "application/json" }, JSON.stringify(request));
}

function command(method, url, headers, payload) {
  const lines = Object.entries(headers).map(([name, value]) => `  -H ${quoted(`${name}: ${value}`)}`);
  if (payload !== undefined) lines.push(`  --data-binary ${quoted(payload)}`);
  return [`curl -X ${method} ${quoted(url)}`, ...lines].join(" \\\n");
}

const text = (value) => (typeof value === "string" ? value : JSON.stringify(value));
