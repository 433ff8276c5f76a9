-- What all loads share. Scripts run inside wrk, from the folder of the repository.
local load = {}

-- A request with the login; the path and body may hold %s, see load.cut.
function load.format(method, path, body)
  local headers = { ["Authorization"] = "Bearer " .. os.getenv("ZENML_BENCH_TOKEN") }
  if body then headers["Content-Type"] = "application/json" end
  return wrk.format(method, path, headers, body)
end

-- What stands before and after a mark in a request, so that making one is no more than joining three texts.
function load.cut(request, mark)
  local first, last = request:find(mark, 1, true)
  return request:sub(1, first - 1), request:sub(last + 1)
end

-- All ids of a store, as a function that gives a random one. The file has one a line, all of one length; a million fit into one text.
function load.random_ids(folder)
  local file = assert(io.open(folder .. "/ids"))
  local text = file:read("*a")
  file:close()
  local length = load.id_length + 1
  local count = #text / length
  math.randomseed(os.time() + #text)
  return function()
    local start = math.random(0, count - 1) * length
    return text:sub(start + 1, start + length - 1)
  end
end

load.id_length = 36
load.id_mark = ("x"):rep(load.id_length)

function load.read(folder, name)
  local file = assert(io.open(folder .. "/" .. name))
  local text = file:read("*l")
  file:close()
  return text
end

-- Prints what bench/server/load.sh reads: requests per second, p50 and p99 in microseconds, requests that failed.
function load.done(summary, latency)
  local errors = summary.errors
  io.write(("result\t%.1f\t%d\t%d\t%d\n"):format(
    summary.requests / summary.duration * 1e6, latency:percentile(50), latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end

return load
