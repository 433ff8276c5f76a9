"use strict";

const query = new URLSearchParams(location.search);
const message = document.getElementById("message");
const form = document.getElementById("activation");

// Relative, since a proxy may serve the server below a path.
const api = "api/v1";
const user = query.get("user") ?? "";
const name = query.get("username") ?? "";
const token = query.get("token") ?? "";

// The token need not stay in the address bar and the history.
history.replaceState(null, "", location.pathname);

function say(text, isError) {
  message.textContent = text;
  message.className = isError ? "error" : "";
}

async function reasonOf(answer) {
  try {
    const detail = (await answer.json()).detail;
    return Array.isArray(detail) ? String(detail[detail.length - 1]) : String(detail);
  } catch {
    return "The server answered " + answer.status + ".";
  }
}

async function activate() {
  const password = document.getElementById("password").value;
  if (password !== document.getElementById("repeated").value) {
    say("The passwords are not the same.", true);
    return;
  }

  const answer = await fetch(api + "/users/" + encodeURIComponent(user) + "/activate", {
    method: "PUT",
    credentials: "omit",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ activation_token: token, password: password }),
  });
  if (!answer.ok) {
    say(await reasonOf(answer), true);
    return;
  }

  form.hidden = true;
  say("Your account is active. To use it, run this in a terminal:", false);
  const command = document.getElementById("command");
  const server = new URL(".", location.href).href.replace(/\/$/, "");
  command.textContent = "zenml connect --url " + server + " --username " + quote((await answer.json()).name);
  command.hidden = false;
}

// As one word of a shell, whatever is in it.
function quote(text) {
  return "'" + text.replaceAll("'", "'\\''") + "'";
}

form.addEventListener("submit", async event => {
  event.preventDefault();
  const button = form.querySelector("button");
  button.disabled = true;
  say("", false);
  try {
    await activate();
  } catch {
    say("The server cannot be reached.", true);
  } finally {
    button.disabled = false;
  }
});

document.getElementById("account").textContent = name;
document.getElementById("username").value = name;
if (!user || !token) {
  form.hidden = true;
  say("The address is incomplete. Open the whole link that your administrator sent you, or ask for a new one.", true);
}
