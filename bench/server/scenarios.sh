# shellcheck shell=bash
# What is asked of a server. Each scenario is a name, a number of connections, a script of wrk/ and its arguments; measure_all runs them in turn.

# A name that exists in every store, and a part of it that only it has.
one_name=secret_000500
one_part=et_000500

reads=(
  "health 16 path /health"
  "get 16 get"
  "get 1 get"
  "list 16 path /api/v1/secrets?size=20"
  "list-equals 16 path /api/v1/secrets?size=20&name=equals:$one_name"
  "list-contains 1 path /api/v1/secrets?size=20&name=contains:$one_part"
  "check 1 check"
  "login 16 login"
)

# The name of a created secret begins with what is unique in the run.
writes=("update 16 update" "create 16 create" "create 1 create")

few=("health 16 path /health" "get 16 get" "list 16 path /api/v1/secrets?size=20")

# measure_round ROUND "SERVER ..." SCENARIO ...
# Each scenario begins with another server than the one before and than in the round before: the first of them waits longest for the disk.
measure_round() {
  local round=$1 servers scenario server words turn=$1
  read -ra servers <<< "$2"
  shift 2
  say "Round $round of $rounds, $# scenarios on ${servers[*]}"
  for scenario in "$@"; do
    turn=$((turn + 1))
    for server in "${servers[@]:turn % ${#servers[@]}}" "${servers[@]:0:turn % ${#servers[@]}}"; do
      read -ra words <<< "$scenario"
      [ "${words[0]}" != create ] || words+=("created_${round}_${words[1]}")
      measure "$round" "$server" "${words[@]}"
    done
  done
}

# measure_all "SERVER ..." SCENARIO ...
measure_all() {
  local round
  for ((round = 1; round <= rounds; round++)); do measure_round "$round" "$@"; done
}
