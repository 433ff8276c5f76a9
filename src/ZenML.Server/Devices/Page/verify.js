"use strict";

const query = new URLSearchParams(location.search);
const message = document.getElementById("message");
const loginForm = document.getElementById("login");
const approvalForm = document.getElementById("approval");

// Relative, since a proxy may serve the server below a path.
const api = "../api/v1";
const device = api + "/devices/" + encodeURIComponent(query.get("device_id") ?? "");
const code = query.get("user_code") ?? "";
let token = "";

// After a login at the identity provider, the session is in a cookie that this script cannot read.
let hasCookie = query.get("sso") === "1";

// The code need not stay in the address bar and the history.
history.replaceState(null, "", location.pathname);

function say(text, isError) {
  message.textContent = text;
  message.className = isError ? "error" : "";
}

function show(id, text) {
  document.getElementById(id).textContent = text || "unknown";
}

async function reasonOf(answer) {
  try {
    const detail = (await answer.json()).detail;
    return Array.isArray(detail) ? String(detail[detail.length - 1]) : String(detail);
  } catch {
    return "The server answered " + answer.status + ".";
  }
}

function send(path, method, body) {
  const headers = hasCookie ? {} : { "Authorization": "Bearer " + token };
  if (body) {
    headers["Content-Type"] = "application/json";
  }

  return fetch(path, { method: method, headers: headers, body: body, credentials: hasCookie ? "same-origin" : "omit" });
}

async function logOut() {
  if (token || hasCookie) {
    await send(api + "/logout", "GET");
    token = "";
    hasCookie = false;
  }
}

// Runs a step with the buttons disabled; a step that fails says why and ends the session that the page opened.
async function run(step) {
  const buttons = document.querySelectorAll("button");
  buttons.forEach(button => { button.disabled = true; });
  say("", false);
  try {
    const mistake = await step();
    if (mistake) {
      await logOut();
      say(mistake, true);
    }
  } catch {
    await logOut().catch(() => { token = ""; hasCookie = false; });
    say("The server cannot be reached.", true);
  } finally {
    buttons.forEach(button => { button.disabled = false; });
  }
}

async function logIn() {
  const password = document.getElementById("password");
  const login = await fetch(api + "/login", {
    method: "POST",

    // No cookie of this session stays: a browser sends cookies to every port of a host, whoever listens there.
    credentials: "omit",
    body: new URLSearchParams({ grant_type: "password", username: document.getElementById("username").value, password: password.value }),
  });
  password.value = "";
  if (!login.ok) {
    return reasonOf(login);
  }

  token = (await login.json()).access_token;
  return showDevice(document.getElementById("username").value);
}

async function showDevice(account) {
  const found = await send(device + "?user_code=" + encodeURIComponent(code), "GET");
  if (!found.ok) {
    return "No device waits for approval here. It asked more than five minutes ago, or the address is incomplete: open the one that the terminal shows.";
  }

  const body = (await found.json()).body;
  if (body.status !== "pending") {
    return "This device no longer waits for approval.";
  }

  const asked = new Date(body.created + "Z");
  const seconds = Math.max(0, Math.round((Date.now() - asked) / 1000));
  show("account", account);
  show("host", body.hostname);
  show("address", body.ip_address);
  show("os", body.os);
  show("asked", asked.toLocaleString() + " (" + (seconds < 90 ? seconds + " seconds" : Math.round(seconds / 60) + " minutes") + " ago)");
  show("code", code);
  loginForm.hidden = true;
  approvalForm.hidden = false;
  document.getElementById("cancel").focus();
}

async function approve() {
  const verified = await send(device + "/verify", "PUT", JSON.stringify({ user_code: code, trusted_device: document.getElementById("trusted").checked }));
  approvalForm.hidden = true;
  if (!verified.ok) {
    return reasonOf(verified);
  }

  await logOut();
  say("Approved. You can close this page and go back to your terminal.", false);
}

async function cancel() {
  approvalForm.hidden = true;
  await logOut();
  say("Canceled. The device was not approved.", false);
}

// Whether there is an identity provider, and whether it is the only way to log in.
async function offerSingleSignOn() {
  const answer = await fetch(api + "/x/sso", { credentials: "omit" });
  if (!answer.ok) {
    return;
  }

  const provider = await answer.json();
  document.getElementById("sso-name").textContent = provider.name;
  document.getElementById("sso").hidden = false;
  document.getElementById("passwords").hidden = provider.password_login === "off";
}

async function continueLogIn() {
  const me = await send(api + "/current-user", "GET");
  return me.ok ? showDevice((await me.json()).name) : reasonOf(me);
}

document.getElementById("sso-button").addEventListener("click", () => {
  location.assign("../sso/start?" + new URLSearchParams({ device_id: query.get("device_id") ?? "", user_code: code }));
});
loginForm.addEventListener("submit", event => { event.preventDefault(); run(logIn); });
approvalForm.addEventListener("submit", event => { event.preventDefault(); run(approve); });
document.getElementById("cancel").addEventListener("click", () => run(cancel));
if (hasCookie) {
  run(continueLogIn).then(() => { if (!hasCookie) { return offerSingleSignOn(); } }).catch(() => {});
} else {
  offerSingleSignOn().catch(() => {});
}
