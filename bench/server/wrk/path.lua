-- GET of one path, again and again. Arguments: the store's folder (not used), the path.
local load = dofile("bench/server/wrk/load.lua")

function init(arguments)
  wrk.path = arguments[2]
  wrk.headers["Authorization"] = "Bearer " .. os.getenv("ZENML_BENCH_TOKEN")
end

done = load.done
