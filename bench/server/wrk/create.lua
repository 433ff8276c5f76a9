-- Creates secrets with fresh names. Arguments: the store's folder, a beginning of names that no other run uses.
local load = dofile("bench/server/wrk/load.lua")
local before, after
local number = 0

function init(arguments)
  local folder = arguments[1]
  local body = ('{"user": "%s", "workspace": "%s", "scope": "workspace", "name": "%s_########", "values": {"username": "admin", "password": "secret"}}')
    :format(load.read(folder, "user"), load.read(folder, "workspace"), arguments[2])
  before, after = load.cut(load.format("POST", "/api/v1/workspaces/default/secrets", body), "########")
end

function request()
  number = number + 1
  return before .. ("%08d"):format(number) .. after
end

done = load.done
