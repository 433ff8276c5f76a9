-- A new value for one key of secrets by random id. Argument: the store's folder.
local load = dofile("bench/server/wrk/load.lua")
local random_id, before, after

function init(arguments)
  random_id = load.random_ids(arguments[1])
  local format = load.format("PUT", "/api/v1/secrets/" .. load.id_mark .. "?patch_values=true", '{"values": {"password": "another password"}}')
  before, after = load.cut(format, load.id_mark)
end

function request()
  return before .. random_id() .. after
end

done = load.done
