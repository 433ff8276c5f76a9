-- GET of secrets by random id, drawn over all. Argument: the store's folder.
local load = dofile("bench/server/wrk/load.lua")
local random_id, before, after

function init(arguments)
  random_id = load.random_ids(arguments[1])
  before, after = load.cut(load.format("GET", "/api/v1/secrets/" .. load.id_mark), load.id_mark)
end

function request()
  return before .. random_id() .. after
end

done = load.done
