-- Logs in with a password.
local load = dofile("bench/server/wrk/load.lua")

function init()
  wrk.method = "POST"
  wrk.path = "/api/v1/login"
  wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
  wrk.body = "grant_type=password&username=default&password=" .. os.getenv("ZENML_DEFAULT_USER_PASSWORD")
end

done = load.done
