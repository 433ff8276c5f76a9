"use strict";

const query = new URLSearchParams(location.search);
const form = document.getElementById("login");
const message = document.getElementById("message");

document.getElementById("code").textContent = query.get("user_code") ?? "none: open the address that the terminal shows";

// The code need not stay in the address bar and the history.
history.replaceState(null, "", location.pathname);

function say(text, isError) {
  message.textContent = text;
  message.className = isError ? "error" : "";
}

async function reasonOf(answer) {
  try {
    const body = await answer.json();
    const detail = body.detail;
    return Array.isArray(detail) ? String(detail[detail.length - 1]) : String(detail);
  } catch {
    return "The server answered " + answer.status + ".";
  }
}

form.addEventListener("submit", async event => {
  event.preventDefault();
  const button = form.querySelector("button");
  button.disabled = true;
  say("", false);
  try {
    const login = await fetch("/api/v1/login", {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "password",
        username: document.getElementById("username").value,
        password: document.getElementById("password").value,
      }),
    });
    document.getElementById("password").value = "";
    if (!login.ok) {
      say(await reasonOf(login), true);
      return;
    }

    const token = (await login.json()).access_token;
    const device = encodeURIComponent(query.get("device_id") ?? "");
    const verified = await fetch("/api/v1/devices/" + device + "/verify", {
      method: "PUT",
      headers: { "Authorization": "Bearer " + token, "Content-Type": "application/json" },
      body: JSON.stringify({ user_code: query.get("user_code") ?? "", trusted_device: document.getElementById("trusted").checked }),
    });
    await fetch("/api/v1/logout");
    if (verified.ok) {
      form.hidden = true;
      say("Done. You can close this page and go back to your terminal.", false);
    } else {
      say(await reasonOf(verified), true);
    }
  } catch {
    say("The server cannot be reached.", true);
  } finally {
    button.disabled = false;
  }
});
