-- One request that checks 500 references: five keys of each of a hundred secrets. Argument: the store's folder.
local load = dofile("bench/server/wrk/load.lua")

function init(arguments)
  local references = {}
  for secret = 0, 99 do
    for key = 0, 4 do
      references[#references + 1] = ('{"name": "checked_%02d", "key": "key_%d"}'):format(secret, key)
    end
  end
  wrk.method = "POST"
  wrk.path = "/api/v1/x/references/check"
  wrk.headers["Authorization"] = "Bearer " .. os.getenv("ZENML_BENCH_TOKEN")
  wrk.headers["Content-Type"] = "application/json"
  wrk.body = ('{"workspace": "%s", "level": "SECRET_AND_KEY_EXISTS", "references": [%s]}')
    :format(load.read(arguments[1], "workspace"), table.concat(references, ", "))
end

done = load.done
