# shellcheck shell=bash
# Loads a server with wrk and notes what came of it, one line each in $measurements:
# round, server, scenario, connections, requests per second, p50 and p99 in microseconds, highest anonymous memory during the load and highest resident memory ever, in KiB.

measurements=$folder/measurements
: > "$measurements"

# A descriptor on which nothing ever comes: reading it with a time limit is a pause that starts no process.
mkfifo "$folder/silence"
exec {silence}<> "$folder/silence"

# Writes the anonymous memory of a process into a file, a line whenever it is higher than ever.
watch_memory() {
  local process=$1 file=$2 highest=0 name size _
  while kill -0 "$process" 2> /dev/null; do
    while read -r name size _; do
      if [ "$name" = RssAnon: ] && [ "$size" -gt "$highest" ]; then
        highest=$size
        echo "$highest" >> "$file"
      fi
    done < "/proc/$process/status"
    read -rt 0.05 -u "$silence" || true
  done
}

# Reads a store once, so that it lies in the system's cache: some systems take files out of it that were not used for a while, and then a disk is measured.
read_store() {
  if compgen -G "$folder/$1/*.db" > /dev/null; then cat "$folder/$1"/*.db > /dev/null; fi
}

# measure ROUND SERVER SCENARIO CONNECTIONS SCRIPT [ARGUMENT ...]
measure() {
  local round=$1 server=$2 scenario=$3 connections=$4 script=$5 watcher answer rate p50 p99 errors
  shift 5
  read_store "$server"
  : > "$folder/$server.log"
  : > "$folder/anonymous"
  watch_memory "${server_process[$server]}" "$folder/anonymous" &
  watcher=$!
  answer=$(ZENML_BENCH_TOKEN=${server_token[$server]} wrk -t1 -c"$connections" -d"${seconds}s" --timeout 60s --latency \
    -s "bench/server/wrk/$script.lua" "${server_url[$server]}" -- "$folder/$server" "$@") || fail "wrk failed: $answer"
  kill "$watcher"
  wait "$watcher" 2> /dev/null || true
  read -r _ rate p50 p99 errors <<< "$(grep ^result <<< "$answer")"
  if [ "$errors" -ne 0 ] || [ "$p50" -eq 0 ]; then
    printf '%s\n' "$answer" >&2
    grep -v '"Status":20' "$folder/$server.log" | tail -n 5 >&2
    fail "$scenario of $server: $errors requests failed"
  fi
  printf '%s\t' "$round" "$server" "$scenario" "$connections" "$rate" "$p50" "$p99" "$(tail -n 1 "$folder/anonymous")" >> "$measurements"
  sed -n 's/^VmHWM:[^0-9]*\([0-9]*\).*/\1/p' "/proc/${server_process[$server]}/status" >> "$measurements"
}
