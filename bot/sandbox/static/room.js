// What all parts of the page share: its words, and how it speaks to the sandbox.

export const words = JSON.parse(document.getElementById("words").textContent);
export const language = document.documentElement.lang === "en" ? "en" : "zh";

/** A request that was understood and declined, or that got no answer; `message` may be shown. */
export class Problem extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/** Send JSON (or a form) and return the JSON answer; throws a Problem. */
export async function send(method, url, body) {
  const options = { method, headers: {} };
  if (body instanceof FormData) {
    options.body = body;
  } else if (body !== undefined) {
    options.body = JSON.stringify(body);
    options.headers["Content-Type"] = "application/json";
  }
  let response;
  try {
    response = await fetch(url, options);
  } catch {
    throw new Problem(words.send_failed, 0);
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Problem(sentence(answer, response.status), response.status);
  return answer;
}

function sentence(answer, status) {
  const said = answer.error ?? answer;
  return said[language] ?? said.description ?? `${words.refused} (${status})`;
}

/** Show a sentence in a banner for a while; an empty one hides it. */
export function announce(id, text, seconds = 0) {
  const banner = document.getElementById(id);
  banner.textContent = text;
  banner.hidden = !text;
  clearTimeout(banner.timer);
  if (text && seconds) banner.timer = setTimeout(() => (banner.hidden = true), seconds * 1000);
}
